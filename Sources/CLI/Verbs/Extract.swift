import ArgumentParser
import Jiaokan

struct Extract: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "The article of each page as it stands: no repair, no conversion.",
    discussion: """
      One JSON line a document, as `clean` writes it.

        jiaokan extract saved-pages/ --blocks -o articles.jsonl
      """)

  @OptionGroup var page: PageOptions

  func run() throws {
    var options = Cleaner.Options()
    options.extractsOnly = true
    try page.run(options)
  }
}
