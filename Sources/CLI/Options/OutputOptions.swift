import ArgumentParser
import Pipeline

/// Where results go.
struct OutputOptions: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Write to this file, which appears only when it is whole; `-` is standard output.", valueName: "file"))
  var output: String?

  static func open(_ path: String?) throws -> OutputFile {
    try Console.reportingOutputErrors { try OutputFile(path: path) }
  }
}

/// How many threads work.
struct ThreadOptions: ParsableArguments {
  @Option(
    name: [.customShort("j"), .long],
    help: ArgumentHelp(
      "Work in this many threads; the output is the same for every number. (default: one a core)",
      valueName: "n"))
  var threads: Int?

  /// More would only cost memory.
  private static let most = 1024

  var count: Int { threads ?? Machine.cores }

  func validate() throws {
    guard 1...Self.most ~= count else {
      throw ValidationError("-j takes a number from 1 to \(Self.most)")
    }
  }
}
