import BoilerplateCorpus
import Foundation
import Jiaokan

/// The five real pages: what `clean` makes of them against the articles that it should make, and seed 002 repaired
/// against its text before it was broken.
enum SeedScorer: Scorer {
  static let name = "seeds"
  static let inputs = ["seeds", "truth/articles.json", "truth/seed002_trad_truth.txt"]

  private struct Truth: Decodable {
    var seed: String
    var title: String?
    var paragraphs: [String]
    var published: String?
    var source: String?
    var editor: String?
  }

  static func score(shared: URL) throws -> [Figure] {
    let truths = try JSONDecoder().decode(
      [Truth].self, from: Data(contentsOf: shared.appendingPathComponent("truth/articles.json")))
    let cleaner = try Cleaner()
    let articles = try truths.map { truth in
      try cleaner.clean(Array(Data(contentsOf: shared.appendingPathComponent("seeds/\(truth.seed)"))))
    }
    let bodies = zip(articles, truths).map { article, truth in
      NGramScore.f1(article.text, truth.paragraphs.joined(separator: "\n"))
    }
    /// The share of pages on which a field is as it should be, absent where it is absent.
    func exact(_ found: (ArticleMetadata) -> String?, _ expected: (Truth) -> String?) -> Double {
      let right = zip(articles, truths).count { found($0.metadata) == expected($1) }
      return Double(right) / Double(truths.count)
    }
    let titled = zip(articles, truths).filter { $1.title != nil }
    return [
      Figure(name: "body.f1", value: bodies.reduce(0, +) / Double(bodies.count)),
      Figure(name: "body.f1.worst", value: bodies.min() ?? 0),
      Figure(
        name: "title.exact",
        value: Double(titled.count { $0.metadata.title == $1.title }) / Double(titled.count)),
      Figure(name: "published.exact", value: exact(\.published, \.published)),
      Figure(name: "source.exact", value: exact(\.source, \.source)),
      Figure(name: "editor.exact", value: exact(\.editor, \.editor)),
      Figure(name: "repair.distance", value: Double(try repairDistance(shared: shared))),
    ]
  }

  private static func repairDistance(shared: URL) throws -> Int {
    let broken = try Data(contentsOf: shared.appendingPathComponent("seeds/002_d19b5d802b4951d4.txt"))
    let truth = try Data(contentsOf: shared.appendingPathComponent("truth/seed002_trad_truth.txt"))
    let repaired = try Repairer().repair(Array(broken)).revision.text
    return editDistance(String(decoding: repaired, as: UTF8.self), String(decoding: truth, as: UTF8.self))
  }
}

/// Insertions, deletions and substitutions of characters between two texts (Levenshtein). O(product of lengths).
func editDistance(_ found: String, _ truth: String) -> Int {
  let truth = Array(truth.unicodeScalars)
  var row = Array(0...truth.count)
  for (i, scalar) in found.unicodeScalars.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for j in truth.indices {
      let substituted = diagonal + (scalar == truth[j] ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(substituted, diagonal + 1, row[j] + 1)
    }
  }
  return row[truth.count]
}
