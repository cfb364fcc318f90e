import TextCore

/// Which blocks of a page its gold article is made of.
public enum BlockLabels {
  /// True for each block whose text the gold article holds: at least 70 % of its 4-grams where it is long, all of
  /// it as a paragraph where it is short, and between the first and the last of the long ones (short paragraphs
  /// may stand before or behind them only beside each other).
  public static func article(_ document: Document, paragraphs: [String]) -> [Bool] {
    let gold = NGramScore.grams(paragraphs.joined(separator: "\n"))
    let whole = Set(paragraphs.map(Self.bare))
    let bodies = document.blocks.map { $0.metadata == nil ? Self.bare(document.string($0)) : [] }
    var labels = [Bool](repeating: false, count: bodies.count)
    var long: [Int] = []
    for (index, body) in bodies.enumerated() where body.count >= 12 {
      let grams = NGramScore.grams(document.string(document.blocks[index]))
      let all = grams.values.reduce(0, +)
      let shared = grams.reduce(0) { $0 + min($1.value, gold[$1.key] ?? 0) }
      if Double(shared) >= 0.7 * Double(all) {
        labels[index] = true
        if body.count >= 30 || whole.contains(body) { long.append(index) }
      }
    }
    guard let first = long.first, let last = long.last else {
      for (index, body) in bodies.enumerated() where !body.isEmpty { labels[index] = whole.contains(body) }
      return labels
    }
    for (index, body) in bodies.enumerated() where !body.isEmpty {
      if index < first || index > last {
        labels[index] = false
      } else if body.count < 12 {
        labels[index] = whole.contains(body) || gold.keys.contains(Array(body.prefix(4)))
      }
    }
    for index in stride(from: first - 1, through: 0, by: -1) {
      guard whole.contains(bodies[index]) else { break }
      labels[index] = true
    }
    for index in bodies.indices.dropFirst(last + 1) {
      guard whole.contains(bodies[index]) else { break }
      labels[index] = true
    }
    return labels
  }

  private static func bare(_ text: String) -> [UInt32] {
    text.unicodeScalars.filter { !$0.properties.isWhitespace && $0.value != 0xFEFF }.map(\.value)
  }
}
