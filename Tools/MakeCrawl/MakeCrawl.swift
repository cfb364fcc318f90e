import FaultSimulator
import ToolSupport

/// Writes a crawl of made-up news, and what it should become: `MakeCrawl COUNT CRAWL.jsonl TRUTH.jsonl`, where
/// COUNT is the number of documents. The same count always gives the same bytes.
///
/// Records are `{"id", "url", "bytes"}`; the truth is `{"id", "class", "title", "text"}`. The sentences are the project's.
@main
struct MakeCrawl {
  /// Titles that stand around an article.
  private static let linkCount = 48

  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 4, let count = Int(arguments[1]), count > 0 else {
      throw ToolError("usage: MakeCrawl COUNT CRAWL.jsonl TRUTH.jsonl (in the project's folder)")
    }
    let writer = try ArticleWriter(folder: "Tools/MakeCrawl")
    var crawl: [UInt8] = []
    var truth: [UInt8] = []
    for number in 0..<count {
      var random = SplitMix(state: UInt64(number) &* 0x1_0000_0001)
      let kind = DocumentClass.of(number)
      let shape = PageShape.allCases[random.below(PageShape.allCases.count)]
      let article = writer.article(&random)
      func text(_ pair: Pair) -> String { kind.isTraditional ? pair.traditional : pair.simplified }
      let links = (0..<linkCount).map { _ in text(writer.headline(&random)) }
      let page = shape.page(
        title: text(article.title), paragraphs: article.paragraphs.map { kind.broken(text($0)) },
        date: article.date, editor: text(article.editor), place: text(article.place), links: links,
        words: kind.isTraditional ? .traditional : .simplified, charset: kind.label)
      let mark: [UInt8] = kind == .utf16le ? [0xFF, 0xFE] : []
      let id = "\(kind.rawValue)-\(number)"
      crawl += Array(
        "{\"id\":\"\(id)\",\"url\":\"https://news.example.com/2024/\(number).html\",\"bytes\":\"".utf8)
      crawl += Array("\(Base64Text.encoded(mark + kind.charset.encode(page)))\"}\n".utf8)
      let expected = article.paragraphs.map {
        kind.meant(quotes(kind.isTraditional ? $0.traditional : "", $0.simplified))
      }
      truth += Array(
        "{\"id\":\"\(id)\",\"class\":\"\(kind.rawValue)\",\"title\":\"\(article.title.simplified)\",\"text\":\"\(expected.joined(separator: "\\n"))\"}\n"
          .utf8)
    }
    try Files.write(crawl, to: arguments[2])
    try Files.write(truth, to: arguments[3])
  }

  /// Quotation marks are no matter of script: they stay as they stand on the page.
  private static func quotes(_ traditional: String, _ simplified: String) -> String {
    guard traditional.contains("「") else { return simplified }
    return simplified.replacing("“", with: "「").replacing("”", with: "」")
  }
}
