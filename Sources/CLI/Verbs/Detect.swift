import ArgumentParser
import Pipeline

struct Detect: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "The encoding of each file.",
    discussion: """
      For people, one line a file: name, encoding and confidence, separated by tabs. With --json one JSON line \
      a file, with candidates and spans; with --jsonl one for each record of the input.

        jiaokan detect pages/*.html
        jiaokan detect --json page.html
      """)

  @Argument(help: ArgumentHelp("Files, folders, or - for standard input.", valueName: "file"))
  var files: [String] = []

  @Flag(help: "Write JSON lines.")
  var json = false

  @Flag(help: "JSON lines in and out: the page is in base64 in `bytes`.")
  var jsonl = false

  @Flag(help: "Add the script of the text: hans, hant, mixed or none.")
  var script = false

  @OptionGroup var output: OutputOptions
  @OptionGroup var threads: ThreadOptions

  func run() throws {
    try RecordRun(
      verb: DetectionVerb(records: json || jsonl, script: script), inputs: files,
      format: jsonl ? .jsonl : .text,
      output: output.output, threads: threads.count
    ).run()
  }
}
