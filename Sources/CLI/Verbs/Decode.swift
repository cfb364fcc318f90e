import ArgumentParser
import Pipeline

struct Decode: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Bytes to UTF-8.",
    discussion: """
      The encoding is detected unless it is named.

        jiaokan decode page.html > page.utf8.html
        jiaokan decode --encoding big5 --in-place=.orig old/*.txt
      """)

  @OptionGroup var text: TextOptions

  func run() throws {
    try text.run(DecodingVerb(decoder: text.decoding.decoder))
  }
}
