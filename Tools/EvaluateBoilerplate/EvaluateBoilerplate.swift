import Boilerplate
import BoilerplateCorpus
import Foundation
import Markup
import TextCore
import ToolSupport

/// Measures the model that ships: `EvaluateBoilerplate SHARED` on the seeds (text, metadata and line roles) and,
/// as a check of the plumbing only, on data/pages, which the model was trained on; `TrainBoilerplate cross` is the
/// measure there. Seed 002 is measured on the text that Repair and Conversion should make of it.
@main
struct EvaluateBoilerplate {
  private struct Truth: Decodable {
    var seed: String
    var title: String?
    var paragraphs: [String]
    var published: String?
    var source: String?
    var editor: String?
  }

  private struct Line: Decodable {
    var seed: String
    var line: Int
    var role: String
    var spans: [Span]?
  }

  /// `[first character, end character, role]` of a piece of a line.
  private struct Span: Decodable {
    var start: Int
    var end: Int
    var role: String

    init(from decoder: any Decoder) throws {
      var values = try decoder.unkeyedContainer()
      start = try values.decode(Int.self)
      end = try values.decode(Int.self)
      role = try values.decode(String.self)
    }
  }

  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 2 else { throw ToolError("usage: EvaluateBoilerplate SHARED") }
    let shared = arguments[1]
    try seeds(shared)
    let pages = try PageCorpus.load(shared + "/data/pages")
    var scores = Scores()
    for page in pages { scores.add(page, page.score(page.document, classifier: BoilerplateClassifier())) }
    print("pages (trained on)  \(scores.summary)")
    fields(pages)
    speed("HTML", pages.map(\.document))
    speed("plain text", pages.map { $0.document.plainText(spacing: .structured) })
  }

  /// Bytes of block text a second, from blocks to article, one thread.
  private static func speed(_ name: String, _ documents: [Document]) {
    let classifier = BoilerplateClassifier()
    let bytes = documents.reduce(0) { $0 + $1.text.count }
    let start = clock()
    for var document in documents {
      classifier.classify(&document)
      classifier.extract(&document)
    }
    let seconds = Double(clock() - start) / Double(CLOCKS_PER_SEC)
    print("speed  \(name) \((Double(bytes) / 1e6 / seconds).rounded3) MB of block text a CPU second")
  }

  // MARK: Seeds

  private static func seeds(_ shared: String) throws {
    let truths = try JSONDecoder().decode(
      [Truth].self, from: Data(Files.read(shared + "/truth/articles.json")))
    let lines = try Files.lines(shared + "/truth/lines.jsonl").filter { !$0.isEmpty }.map {
      try JSONDecoder().decode(Line.self, from: Data($0.utf8))
    }
    var sum = 0.0
    var right = 0
    var rightBody = 0
    for truth in truths {
      let page = try text(of: truth.seed, shared: shared)
      var document = Document(text: page)
      try MarkupParser().parse(&document, as: .text)
      let classifier = BoilerplateClassifier()
      classifier.classify(&document)
      let metadata = classifier.metadata(of: document)
      let roles = roles(document, page: page)
      var wrong: [String] = []
      for line in lines where line.seed == truth.seed {
        let found = roles[line.line] ?? .other
        if found.rawValue == line.role {
          right += 1
        } else {
          wrong.append("\(line.line):\(found)!=\(line.role)")
        }
        let isBody = line.role == "body" || line.role == "heading"
        if (found == .body || found == .heading) == isBody { rightBody += 1 }
      }
      classifier.extract(&document)
      let gold =
        truth.seed.hasPrefix("002")
        ? body(of: page, lines: lines.filter { $0.seed == truth.seed }) : truth.paragraphs
      let f1 = NGramScore.f1(String(decoding: document.text, as: UTF8.self), gold.joined(separator: "\n"))
      sum += f1
      print("\(truth.seed)  F1 \(f1.rounded3)")
      if metadata.title != truth.title { print("  title \(metadata.title ?? "-")") }
      if metadata.published != truth.published { print("  published \(metadata.published ?? "-")") }
      if metadata.source != truth.source { print("  source \(metadata.source ?? "-")") }
      if metadata.editor != truth.editor { print("  editor \(metadata.editor ?? "-")") }
      if !wrong.isEmpty { print("  lines \(wrong.joined(separator: " "))") }
    }
    let count = Double(lines.count)
    print("seeds  mean F1 \((sum / Double(truths.count)).rounded3)")
    print(
      "lines  roles \((Double(right) / count).rounded3), article or not \((Double(rightBody) / count).rounded3)"
    )
  }

  private static func text(of seed: String, shared: String) throws -> [UInt8] {
    let bytes = try Files.read("\(shared)/seeds/\(seed)")
    guard seed.hasPrefix("002") else { return bytes }
    return try Files.read(shared + "/truth/seed002_trad_truth.txt")
  }

  /// The lines of a page that are of the article: seed 002's text stays traditional here, its truth does not.
  private static func body(of page: [UInt8], lines: [Line]) -> [String] {
    let text = page.split(separator: 0x0A, omittingEmptySubsequences: false)
    return lines.filter { $0.role == "body" || $0.role == "heading" }.map {
      String(decoding: text[$0.line - 1], as: UTF8.self)
    }
  }

  /// The role of each line, by number from 1: of its longest block.
  private static func roles(_ document: Document, page: [UInt8]) -> [Int: Role] {
    var roles: [Int: (role: Role, count: Int)] = [:]
    var line = 1
    var offset = 0
    for block in document.blocks {
      let start = document.decodedRange(of: block.range).lowerBound
      line += page[offset..<start].count { $0 == 0x0A }
      offset = start
      if block.range.count > roles[line]?.count ?? -1 {
        roles[line] = (block.role ?? .other, block.range.count)
      }
    }
    return roles.mapValues(\.role)
  }

  // MARK: Metadata

  private static func fields(_ pages: [GoldPage]) {
    var counts: [String: (right: Int, all: Int)] = [:]
    func count(_ name: String, _ page: GoldPage, found: String?, gold: String) {
      guard !gold.isEmpty else { return }
      let isRight = bare(found ?? "") == bare(gold)
      counts[name, default: (0, 0)].all += 1
      if isRight {
        counts[name]?.right += 1
      } else {
        print("  \(page.id) \(name): \(found ?? "-") != \(gold)")
      }
    }
    for page in pages {
      var document = page.document
      var options = BoilerplateClassifier.Options()
      options.url = page.url
      let classifier = BoilerplateClassifier()
      classifier.classify(&document, options: options)
      let metadata = classifier.metadata(of: document, options: options)
      count("title", page, found: metadata.title, gold: page.title)
      count("date", page, found: metadata.published.map { String($0.prefix(10)) }, gold: page.date)
      count("source", page, found: metadata.source, gold: page.source)
      count("editor", page, found: metadata.editor, gold: page.editor)
    }
    for (name, count) in counts.sorted(by: { $0.key < $1.key }) {
      print("\(name)  \(count.right) of \(count.all)")
    }
  }

  private static func bare(_ text: String) -> String { text.filter { !$0.isWhitespace } }
}
