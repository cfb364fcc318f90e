import Foundation

/// Runs the built executable as a user would.
enum Jiaokan {
  struct Outcome {
    var status: Int32
    var output: Data
    var errors: String

    var text: String { String(decoding: output, as: UTF8.self) }
    var lines: [String] { text.split(separator: "\n").map(String.init) }

    /// The lines as JSON objects; a line that is none becomes an empty one.
    var records: [[String: Any]] {
      lines.map { (try? JSONSerialization.jsonObject(with: Data($0.utf8))) as? [String: Any] ?? [:] }
    }

    /// The `code` of each record; empty where the record is no error.
    var codes: [String] { records.map { ($0["error"] as? [String: Any])?["code"] as? String ?? "" } }
  }

  /// The executable stands beside the test bundle that `swift test` runs.
  static let executable: URL? = {
    let candidates =
      CommandLine.arguments.filter { $0.contains("PackageTests") } + CommandLine.arguments.prefix(1)
    return candidates.lazy
      .map { URL(fileURLWithPath: $0).deletingLastPathComponent().appendingPathComponent("jiaokan") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }()

  /// Standard streams go through files, so that no pipe can fill up.
  static func run(
    _ arguments: [String], input: Data = Data(), in folder: String? = nil, through prefix: [String] = []
  ) throws -> Outcome {
    let streams = try TemporaryFolder()
    let process = try start(arguments, input: input, in: folder, streams: streams, through: prefix)
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus, output: try Data(contentsOf: streams.url("out")),
      errors: String(decoding: try Data(contentsOf: streams.url("err")), as: UTF8.self))
  }

  /// Starts the executable with its streams in files of `streams`; with `prefix`, through another program.
  static func start(
    _ arguments: [String], input: Data = Data(), in folder: String? = nil, streams: TemporaryFolder,
    through prefix: [String] = []
  ) throws -> Process {
    let process = Process()
    let command = prefix + [executable?.path ?? ""] + arguments
    process.executableURL = URL(fileURLWithPath: command[0])
    process.arguments = Array(command.dropFirst())
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
    try input.write(to: streams.url("in"))
    try Data().write(to: streams.url("out"))
    try Data().write(to: streams.url("err"))
    process.standardInput = try FileHandle(forReadingFrom: streams.url("in"))
    process.standardOutput = try FileHandle(forWritingTo: streams.url("out"))
    process.standardError = try FileHandle(forWritingTo: streams.url("err"))
    try process.run()
    return process
  }

  static func run(_ arguments: String..., input: String) throws -> Outcome {
    try run(arguments, input: Data(input.utf8))
  }
}

/// A folder that lives as long as the test.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("jiaokan-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func url(_ name: String) -> URL { URL(fileURLWithPath: path).appendingPathComponent(name) }

  @discardableResult
  func write(_ name: String, _ text: String) throws -> String {
    let url = url(name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
    return url.path
  }

  func read(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: url(name)), as: UTF8.self)
  }

  var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: path).sorted()) ?? [] }
}
