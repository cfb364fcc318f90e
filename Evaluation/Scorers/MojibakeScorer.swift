import BoilerplateCorpus
import FaultSimulator
import Foundation
import Jiaokan

/// Repair of text that was read in another charset or escaped: shares of lines that come out as they were meant, and,
/// where bytes were lost, of characters. Each line is repaired as a page of its own; reports are whole pages.
enum MojibakeScorer: Scorer {
  static let name = "mojibake"
  static let inputs = ["data/ntrex/zho-CN.txt", "data/ntrex/zho-TW.txt"]
  private static let linesPerClass = 120
  /// Every other line is cut to a phrase, for real cases are short.
  private static let phraseLength = 14

  static func score(shared: URL) throws -> [Figure] {
    let repairer = try Repairer()
    let sources = try inputs.map { path in
      try String(contentsOf: shared.appendingPathComponent(path), encoding: .utf8)
        .split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
    }
    let wanted = Evaluation.only
    // Lines to be looked at are others than those that score.
    let remainder = Evaluation.wantsDevelopment ? 1 : 0
    var figures: [Figure] = []
    for fault in MisreadGenerator.faults {
      if let wanted, !fault.name.contains(wanted) { continue }
      // Big5 holds traditional characters alone.
      let isTraditional = fault.name.hasPrefix("big5")
      let lines = (isTraditional ? sources[1] : sources[0]).enumerated().filter {
        $0.offset % 2 == remainder
      }
      .prefix(2 * linesPerClass).map { $0.offset % 4 < 2 ? $0.element : phrase($0.element) }
      var tally = Tally()
      for line in lines.map(fault.prepare) {
        guard let broken = fault.damage(line), broken != line else { continue }
        let repaired = repaired(broken, by: repairer)
        if Evaluation.wantsDevelopment, repaired != line {
          print("\(fault.name)\nmeant    \(line)\nbroken   \(broken)\nrepaired \(repaired)\n")
        }
        tally.add(repaired, meant: line, broken: broken, isLossy: fault.isLossy)
      }
      figures += tally.figures(fault.name, isLossy: fault.isLossy)
    }
    if wanted == nil || wanted == "reports" { figures += reports(sources[0], by: repairer) }
    return figures
  }

  private static func phrase(_ line: String) -> String {
    line.split(whereSeparator: { "，。！？；：“”".contains($0) }).max { $0.count < $1.count }
      .map { String($0.prefix(phraseLength)) } ?? line
  }

  /// Whole reports in UTF-8 read as GBK.
  private static func reports(_ lines: [String], by repairer: Repairer) -> [Figure] {
    var pages: [String] = []
    var rest = lines[...]
    for characters in [2_000, 5_000, 20_000, 2_000, 10_000, 3_000, 2_000] {
      var page = ""
      while page.count < characters, let line = rest.popFirst() { page += line + "\n" }
      pages.append(page)
    }
    return [
      ("replaced", LegacyDecoder(.gbk)), ("dropped", LegacyDecoder(.gbk, replacement: nil)),
      ("private", LegacyDecoder(.gbk, replacement: nil, losesPairs: true)),
    ].map { name, decoder in
      let values = pages.map { NGramScore.f1(repaired(decoder.read(Array($0.utf8)), by: repairer), $0) }
      return Figure(name: "reports.\(name).f1", value: values.reduce(0, +) / Double(values.count))
    }
  }

  private static func repaired(_ text: String, by repairer: Repairer) -> String {
    String(decoding: repairer.repair(Array(text.utf8)).revision.text, as: UTF8.self)
  }

  private struct Tally {
    var lines = 0
    var exact = 0
    var f1 = 0.0
    var kept = 0
    var meant = 0
    var wrong = 0
    var claimed = 0

    mutating func add(_ repaired: String, meant line: String, broken: String, isLossy: Bool) {
      lines += 1
      if repaired == line { exact += 1 }
      guard isLossy else { return }
      f1 += NGramScore.f1(repaired, line)
      let difference = Array(repaired.unicodeScalars).difference(from: Array(line.unicodeScalars))
      meant += line.unicodeScalars.count
      kept += line.unicodeScalars.count - difference.removals.count
      let seen = Set(broken.unicodeScalars)
      claimed += repaired.unicodeScalars.count
      for case .insert(_, let scalar, _) in difference where scalar != "\u{FFFD}" && !seen.contains(scalar) {
        wrong += 1
      }
    }

    func figures(_ name: String, isLossy: Bool) -> [Figure] {
      if !isLossy { return [Figure(name: "\(name).exact", value: Double(exact) / Double(max(1, lines)))] }
      return [
        Figure(name: "\(name).f1", value: f1 / Double(max(1, lines))),
        Figure(name: "\(name).kept", value: Double(kept) / Double(max(1, meant))),
        Figure(name: "\(name).wrong", value: Double(wrong) / Double(max(1, claimed))),
      ]
    }
  }
}
