import ArgumentParser
import Pipeline

struct Decode: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Bytes to UTF-8.",
    discussion: """
      The encoding is detected unless it is named.

        jiaokan decode page.html > page.utf8.html
        jiaokan decode --encoding big5 --in-place=.orig old/*.txt
        jiaokan decode --jsonl --edits pages.jsonl
      """)

  @OptionGroup var text: TextOptions

  @Flag(help: "Add to each record the malformed bytes that were replaced or skipped, with their offsets.")
  var edits = false

  func validate() throws { try text.requireJSONL(edits, "--edits") }

  func run() throws {
    try text.run(DecodingVerb(decoder: text.decoding.decoder, edits: edits))
  }
}
