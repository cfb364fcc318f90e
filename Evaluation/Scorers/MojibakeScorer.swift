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
    let sources = try sources(shared)
    var figures: [Figure] = []
    for fault in MisreadGenerator.faults {
      if let part = Evaluation.only, !fault.name.contains(part) { continue }
      var tally = Tally()
      for (line, broken) in cases(of: fault, sources) {
        let repaired = repaired(broken, by: repairer)
        if Evaluation.wantsDevelopment, repaired != line {
          print("\(fault.name)\nmeant    \(line)\nbroken   \(broken)\nrepaired \(repaired)\n")
        }
        tally.add(repaired, meant: line, broken: broken, isLossy: fault.isLossy)
      }
      figures += tally.figures(fault.name, isLossy: fault.isLossy)
    }
    if Evaluation.only.map("reports".contains) ?? true {
      figures += reports(sources.simplified, by: repairer)
    }
    return figures
  }

  /// Writes the cases that lose no bytes as `mojibake.jsonl`.
  static func write(to folder: URL, shared: URL) throws {
    struct Case: Encodable {
      var `class`: String
      var broken: String
      var meant: String
    }
    let sources = try sources(shared)
    let encoder = JSONEncoder()
    var lines = Data()
    for fault in MisreadGenerator.faults where !fault.isLossy {
      for (meant, broken) in cases(of: fault, sources) {
        lines += try encoder.encode(Case(class: fault.name, broken: broken, meant: meant)) + [0x0A]
      }
    }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try lines.write(to: folder.appendingPathComponent("mojibake.jsonl"))
  }

  private static func sources(_ shared: URL) throws -> (simplified: [String], traditional: [String]) {
    let texts = try inputs.map { path in
      try String(contentsOf: shared.appendingPathComponent(path), encoding: .utf8)
        .split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
    }
    return (texts[0], texts[1])
  }

  /// The lines that a fault can break, and what it makes of them.
  private static func cases(
    of fault: MisreadGenerator.Fault, _ sources: (simplified: [String], traditional: [String])
  ) -> [(meant: String, broken: String)] {
    // Big5 holds traditional characters alone. Lines to be looked at are others than those that score.
    let source = fault.name.hasPrefix("big5") ? sources.traditional : sources.simplified
    let remainder = Evaluation.wantsDevelopment ? 1 : 0
    return source.enumerated().filter { $0.offset % 2 == remainder }.prefix(2 * linesPerClass)
      .map { $0.offset % 4 < 2 ? $0.element : phrase($0.element) }
      .compactMap { line in
        let line = fault.prepare(line)
        guard let broken = fault.damage(line), broken != line else { return nil }
        return (line, broken)
      }
  }

  private static func phrase(_ line: String) -> String {
    line.split(whereSeparator: { "，。！？；：“”".contains($0) }).max { $0.count < $1.count }
      .map { String($0.prefix(phraseLength)) } ?? line
  }

  /// Whole reports in UTF-8 read as GBK.
  private static func reports(_ lines: [String], by repairer: Repairer) -> [Figure] {
    var pages: [String] = []
    var rest = Evaluation.wantsDevelopment ? lines[(lines.count / 2)...] : lines[...]
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
