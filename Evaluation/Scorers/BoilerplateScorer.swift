import Boilerplate
import BoilerplateCorpus
import Foundation
import Jiaokan
import TextCore

/// The lines of the real pages by their roles, and the metadata of pages with gold articles. The model learned from the
/// latter which blocks are the article's, not what their metadata is; the text it finds there is measured by
/// `TrainBoilerplate cross`.
enum BoilerplateScorer: Scorer {
  static let name = "boilerplate"
  static let inputs = ["seeds", "truth/lines.jsonl", "data/pages/gold.json"]

  private struct Line: Decodable {
    var seed: String
    /// From 1.
    var line: Int
    var role: String

    var isArticle: Bool { role == "body" || role == "heading" }
  }

  static func score(shared: URL) throws -> [Figure] {
    let corrections = Evaluation.packageFolder.appendingPathComponent("Evaluation/gold-corrections.json").path
    return try lineFigures(shared: shared)
      + metadataFigures(
        PageCorpus.load(shared.path + "/data/pages", corrections: GoldCorrections(corrections)))
  }

  // MARK: Lines

  private static func lineFigures(shared: URL) throws -> [Figure] {
    let truth = try String(contentsOf: shared.appendingPathComponent("truth/lines.jsonl"), encoding: .utf8)
      .split(separator: "\n").map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
    var options = Cleaner.Options()
    options.wantsBlocks = true
    let cleaner = try Cleaner(options: options)
    var right = 0
    var rightArticle = 0
    var articleLines = 0
    for (seed, lines) in Dictionary(grouping: truth, by: \.seed) {
      let page = try Array(Data(contentsOf: shared.appendingPathComponent("seeds/\(seed)")))
      let roles = roles(try cleaner.clean(page).blocks, of: page)
      for line in lines {
        let found = roles[line.line] ?? .other
        let isArticle = found == .body || found == .heading
        if found.rawValue == line.role { right += 1 }
        if isArticle, line.isArticle { rightArticle += 1 }
        articleLines += (isArticle ? 1 : 0) + (line.isArticle ? 1 : 0)
      }
    }
    return [
      Figure(name: "lines.article.f1", value: 2 * Double(rightArticle) / Double(max(1, articleLines))),
      Figure(name: "lines.role.f1", value: Double(right) / Double(max(1, truth.count))),
    ]
  }

  /// The role of each line, by number from 1: that of its longest block.
  private static func roles(_ blocks: [PageBlock], of page: [UInt8]) -> [Int: Role] {
    var roles: [Int: (role: Role, length: Int)] = [:]
    var line = 1
    var offset = 0
    for block in blocks where block.source.lowerBound >= offset {
      line += page[offset..<block.source.lowerBound].count { $0 == 0x0A }
      offset = block.source.lowerBound
      if block.source.count > roles[line]?.length ?? -1 { roles[line] = (block.role, block.source.count) }
    }
    return roles.mapValues(\.role)
  }

  // MARK: Metadata

  /// Each field's share of the pages whose gold has it and whose value was found exactly, white space aside.
  private static func metadataFigures(_ pages: [GoldPage]) -> [Figure] {
    let classifier = BoilerplateClassifier()
    var articles = 0
    let found = pages.map { page in
      var document = page.document
      var options = BoilerplateClassifier.Options()
      options.url = page.url
      if classifier.classify(&document, options: options) == .article { articles += 1 }
      return classifier.metadata(of: document, options: options)
    }
    func exact(_ gold: (GoldPage) -> String, _ value: (ArticleMetadata) -> String?) -> Double {
      let known = zip(pages, found).filter { !gold($0.0).isEmpty }
      let right = known.count { bare(value($1) ?? "") == bare(gold($0)) }
      return Double(right) / Double(max(1, known.count))
    }
    return [
      Figure(name: "pages.none", value: Double(pages.count - articles)),
      Figure(name: "pages.title.exact", value: exact(\.title, \.title)),
      Figure(name: "pages.date.exact", value: exact(\.date) { $0.published.map { String($0.prefix(10)) } }),
      Figure(name: "pages.source.exact", value: exact(\.source, \.source)),
      Figure(name: "pages.editor.exact", value: exact(\.editor, \.editor)),
    ]
  }

  private static func bare(_ text: String) -> String { text.filter { !$0.isWhitespace } }
}
