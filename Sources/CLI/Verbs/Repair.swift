import ArgumentParser
import Jiaokan
import Pipeline

struct Repair: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Broken text to the text that was meant; the script stays as it is.",
    discussion: """
      A file of up to 16 MiB is taken as one page, whose lines explain each other; a longer one is cut at line \
      ends. n lines in, n lines out.

        jiaokan repair broken.txt > meant.txt
        jiaokan repair --jsonl --edits pages.jsonl
        jiaokan repair --learn-profile site.profile pages/*.txt
        jiaokan repair --profile site.profile page.txt
      """)

  @OptionGroup var text: TextOptions
  @OptionGroup var repair: RepairOptions

  @Flag(help: "Add the edits to each record: what `undo` needs.")
  var edits = false

  @Option(
    help: ArgumentHelp(
      "Write what the files show of their site's fault to this file, and nothing else.", valueName: "file"))
  var learnProfile: String?

  func validate() throws {
    try text.requireJSONL(edits, "--edits")
    if learnProfile != nil, text.files.isEmpty || text.jsonl || text.place.inPlace {
      throw ValidationError("--learn-profile takes files of plain text and rewrites none")
    }
  }

  func run() throws {
    if let learnProfile { return try learn(into: learnProfile) }
    let verb = try usable {
      try RepairVerb(decoder: text.decoding.decoder, options: repair.options(), edits: edits)
    }
    try text.run(verb)
  }

  private func learn(into path: String) throws {
    let pages = try usable {
      try text.files.map { file in
        try contents(ofFile: file).withUnsafeBufferPointer { try text.decoding.decoder.decode($0).text }
      }
    }
    try Console.reportingOutputErrors {
      let output = try OutputFile(path: path)
      try output.write(DamageProfile(learnedFrom: pages).text)
      try output.commit()
    }
  }
}
