import Segmentation
import TextCore

/// Which rows of weights each atom of a text adds to its surroundings.
struct FeatureRows {
  /// N-grams of one to four codes, then the shapes of words of three sources.
  static let perAtom = 7
  static let longest = 4
  private static let shapes = 3 * MatchShape.count
  /// Row 0 stands for what has no weights.
  static let firstShape = 1
  static let firstUnigram = firstShape + shapes

  /// Number of rows.
  let count: Int
  /// Row numbers, `perAtom` an atom.
  let rows: [UInt32]
  /// N-grams of two codes and more, as keys of `key(of:)`, by row number less `firstNGram`.
  let nGrams: [UInt64]
  /// How often the text has each of them.
  let nGramCounts: [UInt32]
  let firstNGram: Int

  /// - Parameter shapes: by source and atom.
  init(
    _ text: EncodedText, characters: Int, shapes: [[UInt8]], minimumCounts: [Int]
  ) {
    firstNGram = Self.firstUnigram + characters
    var table = KeyNumbers()
    var counts: [UInt32] = []
    text.codes.withUnsafeBufferPointer { codes in
      for sentence in text.sentences {
        for last in sentence {
          for length in 2...Self.longest where last - length + 1 >= sentence.lowerBound {
            let number = table.insert(Self.key(of: codes[last - length + 1...last]))
            if number == counts.count { counts.append(0) }
            counts[number] += 1
          }
        }
      }
    }
    var rowOfNumber = [UInt32](repeating: 0, count: counts.count)
    var kept: [UInt64] = []
    var keptCounts: [UInt32] = []
    for (number, key) in table.keys.enumerated()
    where counts[number] >= minimumCounts[Self.length(of: key) - 2] {
      rowOfNumber[number] = UInt32(firstNGram + kept.count)
      kept.append(key)
      keptCounts.append(counts[number])
    }
    nGrams = kept
    nGramCounts = keptCounts
    count = firstNGram + kept.count

    var rows = [UInt32](repeating: 0, count: text.codes.count * Self.perAtom)
    for sentence in text.sentences {
      for last in sentence {
        let place = last * Self.perAtom
        rows[place] = UInt32(Self.firstUnigram) + UInt32(text.codes[last])
        for length in 2...Self.longest where last - length + 1 >= sentence.lowerBound {
          if let number = table.number(of: Self.key(of: text.codes[last - length + 1...last])) {
            rows[place + length - 1] = rowOfNumber[number]
          }
        }
        for (source, shapes) in shapes.enumerated() {
          rows[place + Self.longest + source] = UInt32(
            Self.firstShape + source * MatchShape.count + Int(shapes[last]))
        }
      }
    }
    self.rows = rows
  }

  @inline(__always)
  private static func key(of codes: some Sequence<UInt16>) -> UInt64 {
    var key: UInt64 = 0
    for code in codes { key = key << 16 | UInt64(code) }
    return key
  }

  private static func length(of key: UInt64) -> Int { key >> 48 != 0 ? 4 : key >> 32 != 0 ? 3 : 2 }

  static func codes(of key: UInt64) -> [UInt16] {
    (0..<length(of: key)).reversed().map { UInt16(truncatingIfNeeded: key >> (16 * UInt64($0))) }
  }
}
