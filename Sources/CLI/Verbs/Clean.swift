import ArgumentParser
import Jiaokan

struct Clean: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Pages to clean simplified articles: every stage.",
    discussion: """
      One JSON line a document, in the order of the input. A document that cannot be processed becomes \
      {"id", "error"} in its place.

        jiaokan clean crawl/ dump.warc.gz -o articles.jsonl
        zcat pages.jsonl.gz | jiaokan clean --jsonl --words -j 4 > articles.jsonl
      """)

  @OptionGroup var page: PageOptions

  @Flag(help: "Add the words of each paragraph.")
  var words = false

  @OptionGroup var repair: RepairOptions
  @OptionGroup var conversion: ConversionOptions
  @OptionGroup var segmentation: SegmentationOptions

  @Option(
    help: ArgumentHelp(
      "Your own conversions, lines of `source TAB target`; later files go above earlier ones.",
      valueName: "file"))
  var conversionDictionary: [String] = []

  @Option(help: ArgumentHelp("Your own words, lines of `word [weight] [must]`.", valueName: "file"))
  var wordDictionary: String?

  @Option(help: ArgumentHelp("Segment with a model that TrainSegmenter made.", valueName: "file"))
  var segmentationModel: String?

  func run() throws {
    let options = try usable {
      var options = Cleaner.Options()
      options.repair = try repair.options()
      options.conversion = try conversion.options(dictionaries: conversionDictionary)
      options.segmentation = try segmentation.options(
        dictionary: wordDictionary, model: segmentationModel)
      options.wantsWords = words
      return options
    }
    try page.run(options)
  }
}
