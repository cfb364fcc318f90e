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

  @Option(
    help: ArgumentHelp(
      "Make the text of the blocks of these roles. (default: body,heading)", valueName: "role,..."),
    transform: PageOptions.roles)
  var keep: Set<Role> = BoilerplateClassifier.articleRoles

  @Option(
    help: ArgumentHelp(
      "Read dates such as 3小时前 as counted from this time, in ISO 8601. (default: such dates are left out)",
      valueName: "time"), transform: PageOptions.time)
  var now: Timestamp?

  @Option(
    help: ArgumentHelp(
      "Take options from this YAML file, whose keys are their long names; see `jiaokan config`.",
      valueName: "file"))
  var config: String?

  @Option(
    help: ArgumentHelp(
      "Leave out what the pages of a site repeat, as this file knows it from earlier runs; the pages of this run are added to it. Without a URL all pages count as one site's.",
      valueName: "file"))
  var siteProfile: String?

  @OptionGroup var decoding: DecodingOptions
  @OptionGroup var curation: CurationArguments
  @OptionGroup var crawl: CrawlOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var threads: ThreadOptions

  func validate() throws {
    if jsonl, let inputFormat, inputFormat != .jsonl {
      throw ValidationError("--jsonl and --input-format \(inputFormat.rawValue) contradict each other")
    }
    if edits, !curation.mask.isEmpty {
      throw ValidationError(
        "--edits and --mask contradict each other: what is covered would stand in the edits")
    }
    try crawl.validate(output: output.output)
  }

  @Sendable private static func roles(_ names: String) throws -> Set<Role> {
    Set(
      try names.split(separator: ",").map { name in
        guard let role = Role(rawValue: String(name)) else {
          let all = Role.allCases.map(\.rawValue).joined(separator: ", ")
          throw ValidationError("unknown role '\(name)'; roles are \(all)")
        }
        return role
      })
  }

  @Sendable private static func time(_ text: String) throws -> Timestamp {
    guard let time = Timestamp(text) else {
      throw ValidationError("'\(text)' is no time such as 2020-03-11T19:02:21+08:00")
    }
    return time
  }

  /// Runs the stages that `options` asks for.
  func run(_ options: Cleaner.Options) throws {
    var options = options
    options.decoder = decoding.decoder
    options.wantsBlocks = blocks
    options.keptRoles = keep
    options.now = now
    // On a terminal the summary shows some of them.
    options.wantsMeasurements = crawl.stats != nil || Console.isTerminal
    let profile = try siteProfile.flatMap { path in try usable { try SiteProfileFile.read(path) } }
    options.siteProfile = profile
    options.siteLearner = siteProfile.map { _ in SiteLearner(profile ?? SiteProfile()) }
    let verb = try usable { try CleaningVerb(options, curation: curation.options, edits: edits) }
    var pipeline = RecordPipeline(verb: verb, format: jsonl ? .jsonl : inputFormat, threads: threads.count)
    pipeline.maximumBytes = crawl.maxBytes.bytes
    pipeline.maximumSeconds = crawl.timeout
    try CrawlRun(pipeline: pipeline, inputs: inputs, output: outputOptions).run()
  }

  private var outputOptions: CrawlOutput.Options {
    var options = CrawlOutput.Options()
    options.path = output.output
    options.packing = crawl.compression
    options.shardSize = crawl.shardSize?.bytes
    options.rejects = crawl.rejects
    options.statistics = crawl.stats
    options.duplicates = curation.dropDuplicates
    options.duplicateMemory = curation.duplicateMemory.bytes
    options.checkpointSize = crawl.checkpointSize.bytes
    options.resumes = crawl.resume
    options.command = (try? Invocation(Array(CommandLine.arguments.dropFirst())).identity) ?? ""
    return options
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
