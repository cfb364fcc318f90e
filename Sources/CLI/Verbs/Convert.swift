import ArgumentParser
import Pipeline

struct Convert: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Traditional to simplified Chinese.",
    discussion: """
      What is not traditional Chinese is left alone, unless --from names where the text comes from.

        echo 漢語 | jiaokan convert
        jiaokan convert --from tw --vocabulary --in-place *.txt
      """)

  @OptionGroup var text: TextOptions
  @OptionGroup var conversion: ConversionOptions

  @Option(
    help: ArgumentHelp(
      "Your own conversions, lines of `source TAB target`; later files go above earlier ones.",
      valueName: "file"))
  var dictionary: [String] = []

  @Flag(help: "Add the edits to each record: what `undo` needs.")
  var edits = false

  func validate() throws { try text.requireJSONL(edits, "--edits") }

  func run() throws {
    let options = try usable { try conversion.options(dictionaries: dictionary) }
    try text.run(ConversionVerb(decoder: text.decoding.decoder, options: options, edits: edits))
  }
}
