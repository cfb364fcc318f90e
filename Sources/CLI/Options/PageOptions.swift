import ArgumentParser
import Jiaokan
import Pipeline

/// What `clean` and `extract` share.
struct PageOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Files, folders (searched recursively), or - for standard input: pages (.html .htm .txt), JSON lines (.jsonl .ndjson) and .warc, each also .gz and .zst.",
      valueName: "input"))
  var inputs: [String] = []

  @Flag(help: "Every input is JSON lines, whatever its name; the same as --input-format jsonl.")
  var jsonl = false

  @Option(help: "What every input holds. (default: told by name and content)")
  var inputFormat: InputFormat?

  @Flag(help: "Add every block of the page with its role: boilerplate too.")
  var blocks = false

  @Flag(help: "Add the edits of all stages: what `undo` needs.")
  var edits = false

  @OptionGroup var decoding: DecodingOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var threads: ThreadOptions

  func validate() throws {
    if jsonl, let inputFormat, inputFormat != .jsonl {
      throw ValidationError("--jsonl and --input-format \(inputFormat.rawValue) contradict each other")
    }
  }

  /// Runs the stages that `options` asks for.
  func run(_ options: Cleaner.Options) throws {
    var options = options
    options.decoder = decoding.decoder
    options.wantsBlocks = blocks
    let verb = try usable { try CleaningVerb(options, edits: edits) }
    try RecordRun(
      verb: verb, inputs: inputs, format: jsonl ? .jsonl : inputFormat, output: output.output,
      threads: threads.count
    ).run()
  }
}

/// Records from all inputs into one output.
struct RecordRun<Verb: RecordVerb> {
  var verb: Verb
  var inputs: [String]
  var format: InputFormat?
  var output: String?
  var threads: Int

  func run() throws {
    let output = try OutputOptions.open(output)
    let console = Console(inputs: inputs, toTerminal: self.output == nil || self.output == "-")
    let tally = try Console.reportingOutputErrors {
      let tally = try RecordPipeline(verb: verb, format: format, threads: threads)
        .run(inputs, to: output, report: console.complain, progress: console.show)
      try output.commit()
      return tally
    }
    try console.finish(tally)
  }
}
