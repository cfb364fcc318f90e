import Glibc
import TextCore

/// Finds strings of a corpus that behave like words and are in no dictionary: their characters stand together more
/// often than chance has it, and what stands before and behind them varies.
public struct NewWordFinder {
  public struct Word: Sendable, Hashable {
    public var text: String
    public var count: Int
    /// In nats: how much more often the characters stand together than the best two parts would by chance, plus the
    /// lesser entropy of the characters before and behind.
    public var score: Double
  }
  /// Longest word, in characters.
  public static let maximumLength = 4
  /// Seldomer strings are no candidates.
  public var minimumCount = 5
  /// Strings that are counted at once: above, the rarest are forgotten. One takes some 40 bytes.
  public var maximumStrings = 4_000_000

  private let model: SegmentationModel
  private var counts: [UInt128: UInt32] = [:]
  private var total = 0

  public init(model: SegmentationModel = .builtIn) { self.model = model }

  /// Counts the strings of hanzi of a text. O(length).
  public mutating func add(_ text: UnsafeBufferPointer<UInt8>) {
    let reader = CharacterReader(text: text)
    var run: [UInt32] = []
    var offset = 0
    while offset < text.count {
      let (scalar, kind, count) = reader.character(at: offset)
      offset += count
      if kind == .hanzi {
        run.append(scalar)
      } else if !run.isEmpty {
        countStrings(run)
        run.removeAll(keepingCapacity: true)
      }
    }
    countStrings(run)
    if counts.count > maximumStrings { forget() }
  }

  /// The words found, the best first. O(strings counted).
  public func words() -> [Word] {
    var left: [UInt128: (sum: Double, logs: Double)] = [:]
    var right = left
    for (key, count) in counts where Self.length(of: key) > 2 {
      let plain = Double(count)
      let entropy = plain * Glibc.log(plain)
      let first = Self.dropFirst(key)
      let last = key >> 21
      left[first, default: (0, 0)].sum += plain
      left[first, default: (0, 0)].logs += entropy
      right[last, default: (0, 0)].sum += plain
      right[last, default: (0, 0)].logs += entropy
    }
    var words: [Word] = []
    for (key, count) in counts where count >= minimumCount {
      let length = Self.length(of: key)
      guard (2...Self.maximumLength).contains(length), let before = left[key], let behind = right[key] else {
        continue
      }
      // Neighbours that are ends of runs vary by themselves: each counts as a neighbour of its own.
      let entropy = min(Self.entropy(before, count), Self.entropy(behind, count))
      let cohesion = cohesion(key, length, count)
      guard entropy >= 1, cohesion >= 3, !isKnown(key, length) else { continue }
      words.append(Word(text: Self.text(key, length), count: Int(count), score: cohesion + entropy))
    }
    return words.sorted { ($1.score, $0.text) < ($0.score, $1.text) }
  }

  private mutating func countStrings(_ run: [UInt32]) {
    total += run.count
    for start in run.indices {
      var key: UInt128 = 0
      for end in start..<min(start + Self.maximumLength + 1, run.count) {
        key = key << 21 | UInt128(run[end])
        counts[key, default: 0] += 1
      }
    }
  }

  private mutating func forget() {
    var rarest: UInt32 = 0
    while counts.count > maximumStrings / 2, rarest < 1000 {
      rarest += 1
      counts = counts.filter { $0.value > rarest || Self.length(of: $0.key) == 1 }
    }
  }

  private func cohesion(_ key: UInt128, _ length: Int, _ count: UInt32) -> Double {
    var least = Double.infinity
    for split in 1..<length {
      let head = counts[key >> (21 * UInt128(length - split))] ?? 1
      let tail = counts[key & (1 << (21 * UInt128(length - split)) - 1)] ?? 1
      least = min(least, Double(count) * Double(total) / (Double(head) * Double(tail)))
    }
    return Glibc.log(least)
  }

  private static func entropy(_ neighbours: (sum: Double, logs: Double), _ count: UInt32) -> Double {
    let all = Double(count)
    // Occurrences beside the end of a run, or whose longer strings were forgotten.
    return Glibc.log(all) - neighbours.logs / all
  }

  private func isKnown(_ key: UInt128, _ length: Int) -> Bool {
    var node: NGramNode?
    for index in (0..<length).reversed() {
      let code = model.characters.code(
        of: UInt32(truncatingIfNeeded: key >> (21 * UInt128(index)) & 0x1F_FFFF))
      if let parent = node {
        node = model.base.trie.child(of: parent, by: code)
      } else {
        node = model.base.trie.root(code)
      }
      if node == nil { return false }
    }
    return node?.sources.isEmpty == false
  }

  private static func length(of key: UInt128) -> Int { (128 - key.leadingZeroBitCount + 20) / 21 }

  private static func dropFirst(_ key: UInt128) -> UInt128 {
    key & (1 << (21 * UInt128(length(of: key) - 1)) - 1)
  }

  private static func text(_ key: UInt128, _ length: Int) -> String {
    var text = ""
    for index in (0..<length).reversed() {
      let scalar = UInt32(truncatingIfNeeded: key >> (21 * UInt128(index)) & 0x1F_FFFF)
      text.unicodeScalars.append(Unicode.Scalar(scalar) ?? "\u{FFFD}")
    }
    return text
  }
}
