import Glibc
import Jiaokan
import SystemPackage

/// How far a run had come when all that it had written was on the disk.
struct Checkpoint: Sendable, Equatable {
  /// Behind the last record that was written.
  var end = InputPosition()
  /// The shard that is being written, from 0.
  var shard = 0
  /// Bytes of lines in it, before packing.
  var shardBytes = 0
  /// Lengths of the files: the shard, the rejects, and the fingerprints that were seen.
  var output = 0
  var rejects = 0
  var fingerprints = 0
  /// Whether nothing is left to be done but to put the files under their names.
  var isFinished = false
  var statistics = Statistics()
}

/// What a run keeps beside its output so that a later one can go on: a line of JSON that says what the run is, and one
/// for each checkpoint. A line that was cut by a crash does not count.
final class RunJournal {
  private static let version = 1

  private let path: String
  private let descriptor: FileDescriptor
  /// The last checkpoint of the run that is to be continued; nil when there is none.
  let resumed: Checkpoint?

  /// - Parameters:
  ///   - output: whose journal it is.
  ///   - command: what must be the same for a run to be continued.
  /// - Throws: `OutputError`, also when another program is writing this output, or when `resumes` and the journal is
  ///   another command's.
  init(output: String, command: String, resumes: Bool) throws(OutputError) {
    path = OutputFile.hiddenName(for: output, suffix: "jiaokan-journal")
    do {
      descriptor = try FileDescriptor.open(
        FilePath(path), .readWrite, options: [.create, .closeOnExec],
        permissions: FilePermissions(rawValue: 0o666))
    } catch {
      throw OutputError(error, name: output)
    }
    do {
      guard flock(descriptor.rawValue, LOCK_EX | LOCK_NB) == 0 else {
        throw OutputError.isBeingWritten(name: output)
      }
      let (last, length) = resumes ? try Self.read(path, output, command) : (nil, 0)
      resumed = last
      guard ftruncate(descriptor.rawValue, off_t(length)) == 0 else { throw Errno(rawValue: errno) }
      try descriptor.seek(offset: 0, from: .end)
      if length == 0 { try descriptor.writeAll(Self.heading(command)) }
    } catch {
      try? descriptor.close()
      throw error as? OutputError ?? OutputError(error, name: output)
    }
  }

  /// The last checkpoint of a journal, and how long it is without a line that was cut.
  private static func read(_ path: String, _ output: String, _ command: String) throws -> (Checkpoint?, Int) {
    let reader = try OpenInput(path: path).reader
    guard let line = reader.takeLine(limit: Limits.batch), let object = try? JSONObject(line[...]) else {
      return (nil, 0)
    }
    guard object.value("version")?.integer == version, object.value("command")?.string == Array(command.utf8)
    else { throw OutputError.anotherRun(name: output) }
    var length = line.count + 1
    var last: Checkpoint?
    while let line = reader.takeLine(limit: Limits.batch), let checkpoint = Checkpoint(line) {
      last = checkpoint
      length += line.count + 1
    }
    return (last, length)
  }

  deinit { try? descriptor.close() }

  func append(_ checkpoint: Checkpoint) throws(OutputError) {
    do {
      try descriptor.writeAll(checkpoint.line)
      guard fdatasync(descriptor.rawValue) == 0 else { throw Errno(rawValue: errno) }
    } catch {
      throw OutputError(error, name: path)
    }
  }

  /// Takes the journal away: there is nothing left to go on with.
  func remove() { unlink(path) }

  private static func heading(_ command: String) -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.name("version")
    json.number(version)
    json.name("command")
    json.string(command)
    json.endObject()
    json.endLine()
    return json.bytes
  }
}

extension Checkpoint {
  fileprivate var line: [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    for (name, value) in [
      ("inputs", end.inputs), ("units", end.units), ("shard", shard), ("shard_bytes", shardBytes),
      ("output", output), ("rejects", rejects), ("fingerprints", fingerprints),
      ("finished", isFinished ? 1 : 0),
    ] as [(StaticString, Int)] {
      json.name(name)
      json.number(value)
    }
    json.name("statistics")
    statistics.write(to: &json)
    json.endObject()
    json.endLine()
    return json.bytes
  }

  fileprivate init?(_ line: [UInt8]) {
    guard let object = try? JSONObject(line[...]), let value = object.value("statistics"),
      let statistics = Statistics(value)
    else { return nil }
    func integer(_ name: StaticString) -> Int { object.value(name)?.integer ?? 0 }
    end = InputPosition(inputs: integer("inputs"), units: integer("units"))
    shard = integer("shard")
    shardBytes = integer("shard_bytes")
    output = integer("output")
    rejects = integer("rejects")
    fingerprints = integer("fingerprints")
    isFinished = integer("finished") != 0
    self.statistics = statistics
  }
}
