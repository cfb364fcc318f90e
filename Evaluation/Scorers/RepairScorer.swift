import Foundation
import Jiaokan

/// Repair: real cases, seed 002 broken anew, damage generated on news lines and a treebank's sentences, whether
/// confidence keeps its word. Each line is repaired as a page of its own.
enum RepairScorer: Scorer {
  static let name = "repair"
  static let inputs = [
    "faults/examples.jsonl", "truth/seed002_trad_truth.txt", "data/ntrex/zho-TW.txt", Self.treebank,
  ]
  private static let treebank = "data/ud/zh_gsd-ud-dev.conllu"

  private struct Example: Decodable {
    var broken: String
    var expected: String
  }

  static func score(shared: URL) throws -> [Figure] {
    let repairer = try Repairer()
    let news = lines(of: try text(shared, "data/ntrex/zho-TW.txt"))
    let sentences = try Treebank(shared.appendingPathComponent(treebank)).sentences.map(\.text)
    var figures = [Figure(name: "examples.exact", value: try examples(repairer, shared))]
    let distances = DamageGenerator.anew(try text(shared, "truth/seed002_trad_truth.txt")).map { pair in
      editDistance(repaired(pair.broken, by: repairer), pair.meant)
    }
    figures.append(
      Figure(name: "anew.distance.median", value: Double(distances.sorted()[distances.count / 2])))
    figures.append(Figure(name: "anew.distance.worst", value: Double(distances.max() ?? 0)))
    var claims = Claims()
    for (source, lines) in [("news", news), ("gsd", sentences)] {
      var counts: [String: (exact: Int, wrong: Int, all: Int)] = [:]
      for (name, fault) in DamageGenerator.byteFaults(of: lines.joined(separator: "\n")) {
        for pair in DamageGenerator.torn(lines, by: fault) {
          let result = repairer.repair(Array(pair.broken.utf8)).revision
          let isExact = String(decoding: result.text, as: UTF8.self) == pair.meant
          let splits = result.log.edits.filter { result.log.ruleName($0) == "splits" }
          claims.add(splits.map(\.confidence), isExact: isExact)
          counts[name, default: (0, 0, 0)].all += 1
          if isExact { counts[name, default: (0, 0, 0)].exact += 1 }
          if !isExact, !splits.isEmpty { counts[name, default: (0, 0, 0)].wrong += 1 }
        }
      }
      for (name, count) in counts.sorted(by: { $0.key < $1.key }) {
        figures.append(
          Figure(name: "\(source).\(name).exact", value: Double(count.exact) / Double(count.all)))
        figures.append(
          Figure(name: "\(source).\(name).wrong", value: Double(count.wrong) / Double(count.all)))
      }
    }
    figures += claims.figures
    return figures
  }

  /// Lines on which the least certain repair was claimed with a confidence, and those that came out right.
  private struct Claims {
    private var bins = [(right: Int, all: Int)](repeating: (0, 0), count: 3)

    mutating func add(_ confidences: [Float], isExact: Bool) {
      guard let confidence = confidences.min() else { return }
      let bin = confidence >= 0.95 ? 2 : confidence >= 0.8 ? 1 : 0
      bins[bin].all += 1
      if isExact { bins[bin].right += 1 }
    }

    var figures: [Figure] {
      zip(["50to80", "80to95", "from95"], bins).flatMap { name, bin in
        [
          Figure(name: "claims.\(name).right", value: Double(bin.right) / Double(max(bin.all, 1))),
          Figure(name: "claims.\(name).count", value: Double(bin.all)),
        ]
      }
    }
  }

  private static func examples(_ repairer: Repairer, _ shared: URL) throws -> Double {
    let examples = try lines(of: text(shared, "faults/examples.jsonl")).map {
      try JSONDecoder().decode(Example.self, from: Data($0.utf8))
    }
    let exact = examples.count { repaired($0.broken, by: repairer) == $0.expected }
    return Double(exact) / Double(examples.count)
  }

  private static func repaired(_ text: String, by repairer: Repairer) -> String {
    String(decoding: repairer.repair(Array(text.utf8)).revision.text, as: UTF8.self)
  }

  private static func text(_ shared: URL, _ path: String) throws -> String {
    try String(contentsOf: shared.appendingPathComponent(path), encoding: .utf8)
  }

  private static func lines(of text: String) -> [String] {
    text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
  }
}
