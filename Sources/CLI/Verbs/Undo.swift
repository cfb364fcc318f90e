import ArgumentParser
import Pipeline

struct Undo: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Records with edits back to the decoded text that they were made from.",
    discussion: """
      The texts go out as they were, one behind the other; with --jsonl as {"id", "text"}.

        jiaokan clean --edits page.html | jiaokan undo > page.decoded.html
      """)

  @Argument(help: ArgumentHelp("Files of JSON lines, or - for standard input.", valueName: "file"))
  var files: [String] = []

  @Flag(help: "Write JSON lines.")
  var jsonl = false

  @OptionGroup var output: OutputOptions
  @OptionGroup var threads: ThreadOptions

  func run() throws {
    try RecordRun(
      verb: UndoVerb(records: jsonl), inputs: files, format: .jsonl, output: output.output,
      threads: threads.count
    ).run()
  }
}
