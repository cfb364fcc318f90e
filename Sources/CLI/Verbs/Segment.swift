import ArgumentParser
import Pipeline

struct Segment: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Words, separated by one space.",
    discussion: """
      n lines in, n lines out.

        echo 今天天气很好 | jiaokan segment
        jiaokan segment --jsonl --offsets articles.jsonl
      """)

  @OptionGroup var text: TextOptions
  @OptionGroup var segmentation: SegmentationOptions

  @Option(help: ArgumentHelp("Your own words, lines of `word [weight]`.", valueName: "file"))
  var dictionary: String?

  @Flag(help: "Give [start, end] in UTF-8 bytes of the text in place of each word.")
  var offsets = false

  func validate() throws { try text.requireJSONL(offsets, "--offsets") }

  func run() throws {
    let options = try usable { try segmentation.options(dictionary: dictionary) }
    try text.run(SegmentationVerb(decoder: text.decoding.decoder, options: options, offsets: offsets))
  }
}
