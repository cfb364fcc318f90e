import Decoding

/// How many documents of the stress set the detector gets right.
struct Scores {
  private struct Tally {
    var right = 0
    var all = 0
    mutating func add(_ isRight: Bool) {
      all += 1
      right += isRight ? 1 : 0
    }
    var description: String {
      all == 0 ? "-" : "\((Double(right) / Double(all) * 1000).rounded() / 10) % of \(all)"
    }
  }

  private var rows: [(name: String, tally: Tally)] = []
  private var confusions: [String: Int] = [:]
  /// By tenths of confidence: documents, and those that are right.
  private var calibration = [Tally](repeating: Tally(), count: 11)

  init(_ set: StressSet) {
    let detector = EncodingDetector()
    for document in set.documents {
      let detection = document.bytes.withUnsafeBufferPointer { detector.detect($0) }
      let isRight = detection.encoding.name == document.encoding
      let groups = [
        "all", document.isCore ? "core" : nil,
        document.isCore && document.length <= 50 ? "core, at most 50 bytes" : nil,
        document.isCore ? "core \(document.wrapping)" : nil, document.wrapping, "\(document.length) bytes",
        document.kind,
      ]
      for group in groups.compactMap({ $0 }) { add(isRight, to: group) }
      if !isRight {
        confusions[
          "\(document.kind) -> \(detection.encoding.name) \(document.wrapping) \(document.length)", default: 0
        ] += 1
      }
      let best = detection.candidates.first
      calibration[Int((best?.probability ?? 0) * 10)].add(best?.encoding.name == document.encoding)
    }
  }

  private mutating func add(_ isRight: Bool, to group: String) {
    if let index = rows.firstIndex(where: { $0.name == group }) {
      rows[index].tally.add(isRight)
    } else {
      var tally = Tally()
      tally.add(isRight)
      rows.append((group, tally))
    }
  }

  func print() {
    for row in rows { Swift.print("\(row.name): \(row.tally.description)") }
    for (tenth, tally) in calibration.enumerated() where tally.all > 0 {
      Swift.print("confidence from .\(tenth): right \(tally.description)")
    }
    for (confusion, count) in confusions.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }).prefix(60) {
      Swift.print("\(count)  \(confusion)")
    }
  }
}
