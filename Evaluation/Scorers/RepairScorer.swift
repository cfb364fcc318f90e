import Foundation
import Jiaokan
import Repair
import TornCorpus

/// Repair: real cases, seed 002 and the same broken anew, damage generated on lines of news, of a treebank and of
/// official prose, whether confidence keeps its word. Each line is repaired as a page of its own. `--development` takes the
/// lines that confidence was fitted on.
///
/// The model was not trained on these lines: of NTREX it saw the later half only, of the corpus all but what its
/// trainer holds out.
enum RepairScorer: Scorer {
  static let name = "repair"
  static let inputs =
    [
      "faults/examples.jsonl", "truth/seed002_trad_truth.txt", Self.seed, Self.treebank,
      "data/ntrex/zho-TW.txt", "data/ntrex/zho-CN.txt", "data/\(ArticleLines.input)",
    ] + HeldOutLines.inputs.map { "data/\($0)" }
  private static let seed = "seeds/002_d19b5d802b4951d4.txt"
  private static let newsLines = 500
  private static let treebank = "data/ud/zh_gsd-ud-dev.conllu"

  private struct Example: Decodable {
    var broken: String
    var expected: String
  }

  static func score(shared: URL) throws -> [Figure] {
    let repairer = try Repairer()
    var figures = [Figure(name: "examples.exact", value: try examples(repairer, shared))]
    let meant = try text(shared, "truth/seed002_trad_truth.txt")
    figures.append(
      Figure(
        name: "seed002.distance",
        value: Double(editDistance(repaired(try text(shared, seed), by: repairer), meant))))
    let distances = DamageGenerator.anew(meant).map { pair in
      editDistance(repaired(pair.broken, by: repairer), pair.meant)
    }
    figures.append(
      Figure(name: "anew.distance.median", value: Double(distances.sorted()[distances.count / 2])))
    figures.append(Figure(name: "anew.distance.worst", value: Double(distances.max() ?? 0)))
    var claims = Claims()
    for (source, lines) in try sources(shared) {
      var counts: [String: Count] = [:]
      for (name, fault) in DamageGenerator.byteFaults(of: lines.joined(separator: "\n"))
      where Evaluation.only.map("\(source).\(name)".contains) ?? true {
        for pair in DamageGenerator.torn(lines, by: fault) {
          let result = repairer.repair(Array(pair.broken.utf8)).revision
          let text = String(decoding: result.text, as: UTF8.self)
          let isExact = text == pair.meant
          let differences = isExact ? [] : differences(of: result.text, from: pair.meant)
          var isWrong = false
          for edit in result.log.edits where ["splits", "lostBytes"].contains(result.log.ruleName(edit)) {
            let isRight = !differences.contains { $0.isWithin(edit.target) }
            claims.add(edit.confidence, isRight: isRight)
            isWrong = isWrong || !isRight
          }
          let name = pair.isWhole ? name : name + ".lossy"
          counts[name, default: Count()].add(
            isExact: isExact, isExactButQuotes: unquoted(text) == unquoted(pair.meant), isWrong: isWrong)
          if !isExact { Evaluation.explain(explanation("\(source) \(name)", pair, result.text)) }
        }
      }
      for (name, count) in counts.sorted(by: { $0.key < $1.key }) {
        figures += count.figures(of: "\(source).\(name)")
      }
    }
    figures += claims.figures
    return figures
  }

  /// Lines of one kind of text and damage, and what became of them.
  private struct Count {
    private var all = 0
    private var exact = 0
    private var exactButQuotes = 0
    private var wrong = 0

    mutating func add(isExact: Bool, isExactButQuotes: Bool, isWrong: Bool) {
      all += 1
      if isExact { exact += 1 }
      if isExactButQuotes { exactButQuotes += 1 }
      if isWrong { wrong += 1 }
    }

    func figures(of name: String) -> [Figure] {
      let shares = [("exact", exact), ("exactButQuotes", exactButQuotes), ("wrong", wrong)]
      return [Figure(name: "\(name).count", value: Double(all))]
        + shares.map { Figure(name: "\(name).\($0)", value: Double($1) / Double(all)) }
    }
  }

  /// Lines to break anew, by the kind of text.
  private static func sources(_ shared: URL) throws -> [(name: String, lines: [String])] {
    let data = shared.appendingPathComponent("data").path
    let share = Evaluation.wantsDevelopment ? HeldOutLines.Share.fitted : .scored
    let unseen = [
      ("pages", try ArticleLines(share, of: data).lines),
      ("official", try HeldOutLines(share, of: data).lines),
    ]
    if Evaluation.wantsDevelopment { return unseen }
    let converter = try TraditionalConverter()
    let news = try [("news", "zho-CN"), ("newsTW", "zho-TW")].map { name, language in
      (
        name,
        try lines(of: text(shared, "data/ntrex/\(language).txt")).prefix(newsLines).map(converter.convert)
      )
    }
    let sentences = try Treebank(shared.appendingPathComponent(treebank)).sentences.map(\.text)
    return news + [("gsd", sentences)] + unseen
  }

  /// What was proposed for a line that did not come out right, made or not.
  private static func explanation(_ name: String, _ pair: DamageGenerator.Pair, _ text: [UInt8]) -> String {
    let proposals = TornReading.all(in: Array(pair.broken.utf8)).map { reading in
      let isRight = pair.meant.contains(reading.text)
      return "\n    \(isRight ? "right" : "wrong") \(reading.kind) \(reading.confidence) \(reading.text)"
    }
    return
      "\(name)\n  \(pair.meant)\n  \(pair.broken)\n  \(String(decoding: text, as: UTF8.self))\(proposals.joined())"
  }

  /// A line with one kind of quotation marks: where a line holds no other, nothing tells curly ones from corner ones.
  private static func unquoted(_ line: String) -> [UInt32] {
    line.unicodeScalars.map { mark in
      switch mark.value {
      case 0x2018...0x201D, 0x300C...0x300F: 0x22
      default: mark.value
      }
    }
  }

  /// A place in the bytes of a text at which it differs from what was meant.
  private struct Difference {
    var offset: Int
    /// Whether characters are missing before the place; otherwise the one there was not meant.
    var isGap: Bool

    func isWithin(_ range: Range<Int>) -> Bool {
      range.contains(offset) || isGap && offset == range.upperBound
    }
  }

  private static func differences(of text: [UInt8], from meant: String) -> [Difference] {
    let shown = Array(String(decoding: text, as: UTF8.self).unicodeScalars)
    var offsets: [Int] = []
    var offset = 0
    for scalar in shown {
      offsets.append(offset)
      offset += UTF8.width(scalar)
    }
    offsets.append(offset)
    let difference = shown.difference(from: Array(meant.unicodeScalars))
    let inserted = Set(
      difference.insertions.compactMap { if case .insert(let place, _, _) = $0 { place } else { nil } })
    let removed = Set(
      difference.removals.compactMap { if case .remove(let place, _, _) = $0 { place } else { nil } })
    var places = inserted.map { Difference(offset: offsets[$0], isGap: false) }
    var (there, here) = (0, 0)
    while here < offsets.count {
      if removed.contains(there) {
        places.append(Difference(offset: offsets[here], isGap: true))
        there += 1
      } else {
        if !inserted.contains(here) { there += 1 }
        here += 1
      }
    }
    return places
  }

  /// Repairs by the confidence with which they were claimed, and those of them that are right.
  private struct Claims {
    private struct Bin {
      var claimed = 0.0
      var right = 0
      var all = 0

      static func + (one: Bin, other: Bin) -> Bin {
        Bin(claimed: one.claimed + other.claimed, right: one.right + other.right, all: one.all + other.all)
      }
    }
    /// Each stands for a twentieth.
    private var bins = [Bin](repeating: Bin(), count: 20)

    mutating func add(_ confidence: Float, isRight: Bool) {
      let place = min(Int(confidence * 20), bins.count - 1)
      bins[place].claimed += Double(confidence)
      bins[place].all += 1
      if isRight { bins[place].right += 1 }
    }

    var figures: [Figure] {
      let named: [(String, Range<Int>)] = [("below80", 0..<16), ("80to95", 16..<19), ("from95", 19..<20)]
      let shares = named.flatMap { name, places in
        let bin = bins[places].reduce(Bin(), +)
        return [
          Figure(name: "claims.\(name).right", value: Double(bin.right) / Double(max(bin.all, 1))),
          Figure(name: "claims.\(name).count", value: Double(bin.all)),
        ]
      }
      let off = bins.reduce(0) { $0 + abs($1.claimed - Double($1.right)) }
      let all = bins.reduce(0) { $0 + $1.all }
      return shares + [Figure(name: "claims.error", value: off / Double(max(all, 1)))]
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
