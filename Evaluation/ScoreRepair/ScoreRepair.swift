import FaultSimulator
import Foundation
import HanData
import Repair
import TextCore

/// Scores Repair: `examples FILE.jsonl`, `page BROKEN TRUTH`, `clean FILE...`, `generated FILE...`,
/// `lines [CONFIDENCE]` (of standard input).
@main
struct ScoreRepair {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    let files = Array(arguments.dropFirst())
    switch arguments.first {
    case "examples": try examples(files)
    case "page": try page(files)
    case "clean": try clean(files)
    case "lines": try lines(minimumConfidence: files.first.flatMap(Float.init) ?? 0.5)
    case "generated": try generated(files)
    default:
      print(
        "usage: ScoreRepair examples FILE.jsonl... | page BROKEN TRUTH | clean FILE... | generated FILE... | lines [CONFIDENCE]"
      )
    }
  }

  private struct Example: Decodable {
    var id: String
    var broken: String
    var expected: String
    var mechanism: String
    var recoverable: String
  }

  /// Counts real cases that come out exactly right.
  private static func examples(_ files: [String]) throws {
    let repairer = try Repairer()
    for file in files {
      var right = 0
      var total = 0
      for line in try String(contentsOfFile: file, encoding: .utf8).split(whereSeparator: \.isNewline) {
        let example = try JSONDecoder().decode(Example.self, from: Data(line.utf8))
        let repaired = repairer.repair(Array(example.broken.utf8))
        let text = String(decoding: repaired.revision.text, as: UTF8.self)
        total += 1
        if text == example.expected {
          right += 1
        } else {
          print(
            example.id, example.mechanism, example.recoverable, text,
            repaired.damage.map { "\($0.kind) \($0.count)" }, separator: "\t")
        }
      }
      print(file, "exact: \(right) of \(total)", separator: "\t")
    }
  }

  /// Edit distance in characters between a repaired page and the truth, and the time it took.
  private static func page(_ files: [String]) throws {
    var options = Repairer.Options()
    options.minimumConfidence = files.count > 2 ? Float(files[2]) ?? 0.5 : 0.5
    let broken = try [UInt8](Data(contentsOf: URL(fileURLWithPath: files[0])))
    let truth = try String(contentsOfFile: files[1], encoding: .utf8)
    let repairer = try Repairer(options: options)
    let clock = ContinuousClock()
    var repaired = repairer.repair([])
    let cold = clock.measure { repaired = repairer.repair(broken) }
    let warm = clock.measure { repaired = repairer.repair(broken) }
    let text = String(decoding: repaired.revision.text, as: UTF8.self)
    print(
      "distance \(distance(Array(text.unicodeScalars), Array(truth.unicodeScalars)))", "first \(cold)",
      "again \(warm)")
    for (mine, theirs) in zip(text.split(whereSeparator: \.isNewline), truth.split(separator: "\n")) where mine != theirs
    {
      print("-", theirs, "\n+", mine)
    }
    for edit in repaired.revision.log.edits where repaired.revision.log.ruleName(edit) != "annotations" {
      print(
        repaired.revision.log.ruleName(edit), edit.confidence,
        String(decoding: broken[edit.source], as: UTF8.self), "->",
        String(decoding: repaired.revision.text[edit.target], as: UTF8.self))
    }
    print(repaired.damage)
  }

  /// Repairs each line of standard input as a page, and shows the edits.
  private static func lines(minimumConfidence: Float) throws {
    var options = Repairer.Options()
    options.minimumConfidence = minimumConfidence
    let repairer = try Repairer(options: options)
    while let line = readLine() {
      let repaired = repairer.repair(Array(line.utf8))
      print(
        String(decoding: repaired.revision.text, as: UTF8.self),
        repaired.damage.map { "\($0.kind) \($0.count)" })
      repaired.revision.log.forEach { edit, removed in
        print(
          "  ", repaired.revision.log.ruleName(edit), edit.confidence,
          String(decoding: removed, as: UTF8.self), "->",
          String(decoding: repaired.revision.text[edit.target], as: UTF8.self))
      }
    }
  }

  /// Lists the lines of clean text that are changed, and the speed.
  private static func clean(_ files: [String]) throws {
    let repairer = try Repairer()
    _ = repairer.repair(Array("預(yù)熱(rè)".utf8))
    for file in files {
      let bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: file)))
      let clock = ContinuousClock()
      var repaired = repairer.repair([])
      let time = (0..<3).map { _ in clock.measure { repaired = repairer.repair(bytes) } }.min() ?? .zero
      let seconds = Double(time.components.attoseconds) / 1e18 + Double(time.components.seconds)
      print(
        file, "\(Int(Double(bytes.count) / seconds / 1e6)) MB/s",
        "\(repaired.revision.log.edits.count) edits", repaired.damage)
      for edit in repaired.revision.log.edits.prefix(40) {
        let start = max(0, edit.source.lowerBound - 30)
        let end = min(bytes.count, edit.source.upperBound + 30)
        print(
          "  ", repaired.revision.log.ruleName(edit), edit.confidence,
          String(decoding: bytes[start..<end], as: UTF8.self), "->",
          String(decoding: repaired.revision.text[edit.target], as: UTF8.self))
      }
    }
  }

  /// Breaks lines of clean traditional text anew and counts those that come out exactly right, those left as they
  /// are, and those that come out wrong.
  private static func generated(_ files: [String]) throws {
    let repairer = try Repairer()
    for file in files {
      let text = try String(contentsOfFile: file, encoding: .utf8)
      var faults: [(name: String, fault: AnnotatedGBKFault)] = []
      let table = keys(of: text, every: 2)
      faults.append(("keys", AnnotatedGBKFault(annotations: table, delimiters: [])))
      faults.append(
        (
          "keys, other decoder",
          AnnotatedGBKFault(
            annotations: keys(of: text, every: 3), delimiters: [], replacement: "\u{FFFD}", swallows: false,
            folding: [:])
        ))
      faults.append(("delimiters", AnnotatedGBKFault(annotations: [])))
      faults.append(("delimiters and keys", AnnotatedGBKFault(annotations: table)))
      faults.append(
        (
          "other delimiters and keys",
          AnnotatedGBKFault(
            annotations: table, delimiters: ["，", "。", "；"], replacement: "\u{FFFD}", swallows: false,
            folding: [:])
        ))
      let lines = text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }.filter {
        $0.count > 20 && $0.count < 400
      }
      for (name, fault) in faults {
        var counts = (exact: 0, kept: 0, wrong: 0)
        var shown = 0
        for line in lines.prefix(4000) where counts.exact + counts.kept + counts.wrong < 400 {
          let broken = fault.broken(line)
          // Characters that GBK lacks are lost for good.
          guard !AnnotatedGBKFault(annotations: [], delimiters: []).broken(line).contains("?") else {
            continue
          }
          guard broken.unicodeScalars.contains(fault.replacement),
            !line.unicodeScalars.contains(fault.replacement), !line.contains("？"), !line.contains("?")
          else { continue }
          let meant = String(String.UnicodeScalarView(line.unicodeScalars.map { fault.folding[$0] ?? $0 }))
          let repaired = repairer.repair(Array(broken.utf8))
          let text = String(decoding: repaired.revision.text, as: UTF8.self)
          if text == meant {
            counts.exact += 1
          } else if !repaired.revision.log.edits.contains(where: {
            repaired.revision.log.ruleName($0) == "splits"
          }) {
            counts.kept += 1
          } else {
            counts.wrong += 1
          }
          if text != meant, shown < 12 { shown += 1; print("  -", meant, "\n  ?", broken, "\n  +", text) }
        }
        print(file, name, counts, separator: "\t")
      }
    }
  }

  /// Every `nth` traditional character of a text with its customary reading.
  private static func keys(of text: String, every nth: Int) -> [(key: Unicode.Scalar, reading: String)] {
    Set(text.unicodeScalars.filter { HanFolding.isTraditional($0.value) }).sorted().enumerated().compactMap {
      guard $0.offset.isMultiple(of: nth), let reading = HanReadings.readings(of: $0.element.value).first
      else { return nil }
      return ($0.element, reading)
    }
  }

  private static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, y) in b.enumerated() {
        let above = row[j + 1]
        row[j + 1] = x == y ? diagonal : min(diagonal, above, row[j]) + 1
        diagonal = above
      }
    }
    return row[b.count]
  }
}
