import ArgumentParser
import Pipeline

struct Repair: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Broken text to the text that was meant; the script stays as it is.",
    discussion: """
      A file of up to 16 MiB is taken as one page, whose lines explain each other; a longer one is cut at line \
      ends. n lines in, n lines out.

        jiaokan repair broken.txt > meant.txt
        jiaokan repair --jsonl --edits pages.jsonl
      """)

  @OptionGroup var text: TextOptions
  @OptionGroup var repair: RepairOptions

  @Flag(help: "Add the edits to each record: what `undo` needs.")
  var edits = false

  func validate() throws { try text.requireJSONL(edits, "--edits") }

  func run() throws {
    let verb = try usable {
      try RepairVerb(decoder: text.decoding.decoder, options: repair.options(), edits: edits)
    }
    try text.run(verb)
  }
}
