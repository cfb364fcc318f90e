import ArgumentParser
import Pipeline

/// What the verbs share that turn lines of text into lines of text.
struct TextOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("Files, or - for standard input.", valueName: "file"))
  var files: [String] = []

  @Flag(help: "JSON lines in and out: the text is in `text`, `html`, or base64 in `bytes`.")
  var jsonl = false

  @OptionGroup var place: InPlaceOptions
  @OptionGroup var decoding: DecodingOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var threads: ThreadOptions

  func validate() throws {
    guard place.inPlace else { return }
    if output.output != nil { throw ValidationError("--in-place and --output contradict each other") }
    if files.isEmpty || files.contains("-") { throw ValidationError("--in-place needs files to rewrite") }
  }

  /// - Throws: `ValidationError` when an option is used that only records can carry.
  func requireJSONL(_ isUsed: Bool, _ option: String) throws {
    if isUsed, !jsonl { throw ValidationError("\(option) needs --jsonl: plain text has no place for it") }
  }

  func run(_ verb: some TextVerb) throws {
    let console = Console(inputs: files, toTerminal: !place.inPlace && (output.output ?? "-") == "-")
    let tally = try Console.reportingOutputErrors {
      if place.inPlace { return try runInPlace(verb, console) }
      let output = try OutputFile(path: output.output)
      let tally =
        jsonl
        ? try records(verb, files, output, console)
        : try text(verb, files.isEmpty ? ["-"] : files, output, console)
      try output.commit()
      return tally
    }
    try console.finish(tally)
  }

  private func records(
    _ verb: some TextVerb, _ files: [String], _ output: OutputFile, _ console: Console
  ) throws -> Tally {
    try RecordPipeline(verb: verb, format: .jsonl, threads: threads.count)
      .run(files, to: output, report: console.complain, progress: console.show)
  }

  /// All files one behind the other. A line whose file lacks the last LF gets one if another file follows, or
  /// two lines would become one.
  private func text(
    _ verb: some TextVerb, _ files: [String], _ output: OutputFile, _ console: Console
  ) throws -> Tally {
    var tally = Tally()
    var endsLine = true
    for file in files {
      var isFirst = true
      try reading(file, console) { input in
        try TextPipeline(verb: verb, threads: threads.count).run(input) { bytes in
          guard let last = bytes.last else { return }
          if isFirst, !endsLine { try output.write([0x0A]) }
          isFirst = false
          endsLine = last == 0x0A
          try output.write(bytes)
          tally.bytes += bytes.count
          console.show(tally)
        }
      }
    }
    return tally
  }

  private func runInPlace(_ verb: some TextVerb, _ console: Console) throws -> Tally {
    var tally = Tally()
    for file in files {
      try reading(file, console) { input in
        guard !input.isCompressed else {
          throw OutputError.noPlace(name: file, reason: "it is compressed; use -o")
        }
        let output = try OutputFile(path: file, packing: OutputPacking.none)
        if jsonl {
          let part = try records(verb, [file], output, console)
          tally.errors += part.errors
        } else {
          try TextPipeline(verb: verb, threads: threads.count).run(input, write: output.write)
        }
        try output.commit(keepingCopyWith: place.inPlaceSuffix)
      }
    }
    return tally
  }

  /// Opens a file for `body`. A file that cannot be used is complained of, and the others go on.
  private func reading(_ file: String, _ console: Console, _ body: (TextInput) throws -> Void) throws {
    do {
      try body(TextInput(path: file))
    } catch let error as InputError {
      console.complain(error)
    } catch let error as OutputError {
      guard case .noPlace = error else { throw error }
      console.complain(error)
    }
  }
}
