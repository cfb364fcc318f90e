import ArgumentParser
import Jiaokan
import Pipeline

struct Segment: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Words, separated by one space.",
    discussion: """
      n lines in, n lines out.

        echo 今天天气很好 | jiaokan segment
        jiaokan segment --jsonl --offsets articles.jsonl
        jiaokan segment --new-words corpus.txt > candidates.tsv
      """)

  @OptionGroup var text: TextOptions
  @OptionGroup var segmentation: SegmentationOptions

  @Option(help: ArgumentHelp("Your own words, lines of `word [weight] [must]`.", valueName: "file"))
  var dictionary: String?

  @Option(help: ArgumentHelp("A model that TrainSegmenter made.", valueName: "file"))
  var model: String?

  @Flag(help: "For search: with each word the dictionary's words inside of it.")
  var fine = false

  @Flag(help: "Words of the dictionaries only, the model's and your own; no invented ones.")
  var dictionaryOnly = false

  @Flag(
    help: """
      List the strings of all files that behave like words and are in no dictionary, with how often they occur and a \
      score, parted by tabs.
      """)
  var newWords = false

  @Flag(help: "Give [start, end] in UTF-8 bytes of the text in place of each word.")
  var offsets = false

  func validate() throws {
    try text.requireJSONL(offsets, "--offsets")
    if fine, dictionaryOnly { throw ValidationError("--fine and --dictionary-only contradict each other") }
    if newWords, text.jsonl || text.place.inPlace {
      throw ValidationError("--new-words reads plain text, and lists what it finds")
    }
  }

  func run() throws {
    var options = try usable { try segmentation.options(dictionary: dictionary, model: model) }
    if fine { options.mode = .fine }
    if dictionaryOnly { options.mode = .dictionaryOnly }
    if newWords { return try listNewWords(options.model) }
    try text.run(SegmentationVerb(decoder: text.decoding.decoder, options: options, offsets: offsets))
  }

  private func listNewWords(_ model: SegmentationModel) throws {
    var run = NewWordsRun(decoder: text.decoding.decoder, model: model)
    let console = Console(inputs: text.files, toTerminal: (text.output.output ?? "-") == "-")
    for file in text.files.isEmpty ? ["-"] : text.files {
      do {
        try run.add(TextInput(path: file))
      } catch let error as InputError {
        console.complain(error)
      }
    }
    try Console.reportingOutputErrors {
      let output = try OutputFile(path: text.output.output)
      try output.write(run.report)
      try output.commit()
    }
    try console.finish()
  }
}
