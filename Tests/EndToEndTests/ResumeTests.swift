import Foundation
import TestSupport
import Testing

/// Runs that are ended in the middle, by signals, crashes and full disks, and continued.
@Suite(.enabled(if: Jiaokan.executable != nil, "the executable jiaokan is not beside the tests"))
struct ResumeTests {
  private static let kills = 50

  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Everything that has to survive: shards, packing, rejects, and the memory of duplicates.
  private let options = [
    "--jsonl", "-j", "2", "--checkpoint-size", "1K", "--shard-size", "20K", "-o", "out.jsonl.gz",
    "--rejects", "rejects.jsonl.zst", "--drop-duplicates", "near", "--minimum-length", "12",
  ]

  /// A run on a disk that is full when a file has so many blocks of a KiB.
  @discardableResult
  private func run(_ arguments: [String], kilobytes: Int) throws -> Jiaokan.Outcome {
    try Jiaokan.run(
      arguments, in: folder.path,
      through: ["/bin/bash", "-c", "ulimit -f \(kilobytes); exec \"$@\"", "bash"])
  }

  /// Records of many kinds: good, too short, the same as an earlier one, broken, and no JSON.
  private func write(records count: Int, seed: UInt64) throws {
    var random = Generator(seed: seed)
    let words = ["河水", "清晨", "小雨", "柳樹", "孩子", "上學", "圖書館", "開放", "零點", "讀者", "紛紛", "天文臺", "望遠鏡", "果園"]
    let lines = (0..<count).map { number -> String in
      let text = (0..<Int.random(in: 5...60, using: &random)).map { _ in
        words[Int.random(in: 0..<words.count, using: &random)]
      }.joined()
      return switch number % 10 {
      case 3: "{\"id\":\(number),\"text\":\"短。\"}"
      case 5: "{\"id\":\(number),\"text\":\"同一篇文章又來了一次，這次還是一樣的內容，一個字也沒有改。\"}"
      case 7: "{\"id\":\(number)}"
      case 8: "no record \(number)"
      default: "{\"id\":\(number),\"text\":\"\(text)。\"}"
      }
    }
    try folder.write("in.jsonl", lines.joined(separator: "\n"))
  }

  /// All files with their bytes, the input aside.
  private func results(in folder: TemporaryFolder) throws -> [String: Data] {
    try folder.names.filter { $0 != "in.jsonl" }.reduce(into: [:]) {
      $0[$1] = try Data(contentsOf: folder.url($1))
    }
  }

  private func expected(_ arguments: [String]) throws -> [String: Data] {
    let other = try TemporaryFolder()
    try FileManager.default.copyItem(at: folder.url("in.jsonl"), to: other.url("in.jsonl"))
    let outcome = try Jiaokan.run(arguments, in: other.path)
    #expect(outcome.status < 2)
    return try results(in: other)
  }

  @Test func losesAndDoublesNothingWhenItIsKilled() throws {
    let arguments = ["clean", "in.jsonl"] + options
    try write(records: 400, seed: 1)
    let expected = try expected(arguments)
    #expect(expected.count > 2)
    #expect(expected.keys.allSatisfy { !$0.hasPrefix(".") })
    var random = Generator(seed: 2)
    var kills = 0
    var wholeRuns = 0
    while kills < Self.kills || wholeRuns == 0 {
      let streams = try TemporaryFolder()
      let process = try Jiaokan.start(arguments + ["--resume"], in: folder.path, streams: streams)
      if kills < Self.kills {
        usleep(.random(in: 0...150_000, using: &random))
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
      }
      process.waitUntilExit()
      if process.terminationReason == .uncaughtSignal {
        kills += 1
        continue
      }
      #expect(process.terminationStatus == 1)
      #expect(try results(in: folder) == expected)
      wholeRuns += 1
      for name in folder.names where name != "in.jsonl" {
        try FileManager.default.removeItem(at: folder.url(name))
      }
    }
  }

  @Test(arguments: [SIGINT, SIGTERM], ["out", "out.zst"])
  func finishesWhatIsInFlightWhenItIsAsked(_ signal: Int32, _ name: String) throws {
    try write(records: 60, seed: 3)
    let arguments = ["clean", "--jsonl", "-o", name]
    let lines = try folder.read("in.jsonl")
    let other = try TemporaryFolder()
    #expect(try Jiaokan.run(arguments, input: Data(lines.utf8), in: other.path).status == 1)

    let process = Process()
    process.executableURL = Jiaokan.executable
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    let input = Pipe()
    process.standardInput = input
    process.standardError = FileHandle.nullDevice
    // The threads that run tests block all signals, and children inherit that.
    var none = sigset_t()
    var before = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &before)
    try process.run()
    pthread_sigmask(SIG_SETMASK, &before, nil)
    input.fileHandleForWriting.write(Data(lines.utf8.prefix(lines.utf8.count / 2)))
    for _ in 0..<1_000 where folder.names.count < 3 { usleep(10_000) }
    kill(process.processIdentifier, signal)
    for _ in 0..<1_000 where process.isRunning { usleep(10_000) }
    guard !process.isRunning else {
      kill(process.processIdentifier, SIGKILL)
      Issue.record("does not end")
      return
    }
    #expect(process.terminationReason == .uncaughtSignal && process.terminationStatus == signal)
    #expect(folder.names.count { $0.hasPrefix(".\(name).jiaokan-") } == 2)
    let resumed = try Jiaokan.run(arguments + ["--resume"], input: Data(lines.utf8), in: folder.path)
    #expect(resumed.status == 1)
    #expect(try Data(contentsOf: folder.url(name)) == Data(contentsOf: other.url(name)))
    #expect(folder.names == ["in.jsonl", name])
  }

  @Test func goesOnWhenTheDiskWasFull() throws {
    let arguments = [
      "clean", "in.jsonl", "--jsonl", "-o", "out", "--checkpoint-size", "1K", "--drop-duplicates", "near",
    ]
    try write(records: 300, seed: 4)
    let expected = try expected(arguments)
    for limit in [4, 8, 30] {
      let full = try run(arguments + ["--resume"], kilobytes: limit)
      #expect(full.status == 2)
      #expect(full.errors.contains("--resume"))
    }
    #expect(try Jiaokan.run(arguments + ["--resume"], in: folder.path).status == 1)
    #expect(try results(in: folder) == expected)
  }

  @Test func tellsAgainWhatCouldNotBeRead() throws {
    try write(records: 300, seed: 6)
    let arguments = ["clean", "missing.jsonl", "in.jsonl", "-o", "out", "--checkpoint-size", "1K"]
    #expect(try run(arguments, kilobytes: 8).errors.contains("missing.jsonl"))
    #expect(folder.names.contains { $0.hasSuffix("-journal") })
    let resumed = try Jiaokan.run(arguments + ["--resume"], in: folder.path)
    #expect(resumed.status == 2)
    #expect(resumed.errors.contains("missing.jsonl"))
  }

  /// A run that was killed between its last word in the journal and the end leaves nothing behind either.
  @Test func leavesNothingBehindWhenItWasAllButDone() throws {
    try write(records: 300, seed: 7)
    let arguments = [
      "clean", "in.jsonl", "-o", "out", "--checkpoint-size", "1K", "--drop-duplicates", "near",
    ]
    try run(arguments, kilobytes: 8)
    let journal = try #require(folder.names.first { $0.hasSuffix("-journal") })
    let lines = try folder.read(journal)
    let last = try #require(lines.split(separator: "\n").last)
    try folder.write(journal, lines + last.replacing("\"finished\":0", with: "\"finished\":1") + "\n")
    #expect(folder.names.count == 4)
    #expect(try Jiaokan.run(arguments + ["--resume"], in: folder.path).status < 2)
    #expect(folder.names == ["in.jsonl", "out"])
  }

  @Test func doesNotGoOnWithAnotherRun() throws {
    try write(records: 40, seed: 5)
    let arguments = ["clean", "in.jsonl", "--jsonl", "-o", "out", "--checkpoint-size", "1K"]
    #expect(try run(arguments, kilobytes: 3).status == 2)
    let other = try Jiaokan.run(arguments + ["--words", "--resume"], in: folder.path)
    #expect(other.status == 2)
    #expect(other.errors.contains("other inputs or options"))
    // Without --resume it starts anew; the number of threads may change.
    #expect(try Jiaokan.run(arguments + ["-j", "3"], in: folder.path).status == 1)
    #expect(folder.names == ["in.jsonl", "out"])
  }
}
