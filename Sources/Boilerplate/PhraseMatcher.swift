import TextCore

/// How often the phrases of each family occur in a text; a lane a family, saturating at 255.
typealias FamilyCounts = SIMD16<UInt8>

/// Finds short phrases of up to sixteen families in one pass over a text's scalars.
///
/// The caller decodes the text and asks at each scalar; one table load turns nearly all of them away. Latin
/// letters are compared without case.
struct PhraseMatcher: Sendable {
  private struct Phrase {
    var bytes: [UInt8]
    var family: Int
    var scalars: Int
  }

  private let phrases: [Phrase]
  /// By the low 16 bits of a phrase's first scalar: one more than the index of the first such phrase.
  private let buckets: [UInt16]

  init(families: [[String]]) {
    precondition(families.count <= FamilyCounts.scalarCount)
    let all = families.enumerated().flatMap { family, words in
      words.map {
        (
          bucket: Self.bucket($0),
          phrase: Phrase(bytes: Array($0.utf8), family: family, scalars: $0.unicodeScalars.count)
        )
      }
    }.sorted { $0.bucket < $1.bucket }
    var buckets = [UInt16](repeating: 0, count: 1 << 16)
    for (index, entry) in all.enumerated() where buckets[entry.bucket] == 0 {
      buckets[entry.bucket] = UInt16(index + 1)
    }
    self.buckets = buckets
    phrases = all.map(\.phrase)
  }

  /// Counts the phrases that begin at `offset`, where `scalar` stands.
  ///
  /// - Returns: the scalars of the longest one, 0 when there is none.
  @inline(__always)
  func match(
    _ text: UnsafeBufferPointer<UInt8>, at offset: Int, scalar: UInt32, counts: inout FamilyCounts
  ) -> Int {
    let bucket = Self.bucket(scalar)
    let first = buckets[bucket]
    return first == 0 ? 0 : search(text, at: offset, from: Int(first) - 1, scalar: scalar, counts: &counts)
  }

  private func search(
    _ text: UnsafeBufferPointer<UInt8>, at offset: Int, from first: Int, scalar: UInt32,
    counts: inout FamilyCounts
  ) -> Int {
    var longest = 0
    var index = first
    let lead = Self.lower(text[offset])
    while index < phrases.count, phrases[index].bytes[0] == lead {
      let phrase = phrases[index]
      index += 1
      guard offset + phrase.bytes.count <= text.count else { continue }
      var same = true
      for position in 0..<phrase.bytes.count
      where Self.lower(text[offset + position]) != phrase.bytes[position] {
        same = false
        break
      }
      guard same else { continue }
      counts[phrase.family] = max(counts[phrase.family], counts[phrase.family] &+ 1)
      longest = max(longest, phrase.scalars)
    }
    return longest
  }

  private static func bucket(_ phrase: String) -> Int { bucket(phrase.unicodeScalars.first?.value ?? 0) }

  @inline(__always)
  private static func bucket(_ scalar: UInt32) -> Int {
    Int((scalar &- 0x41 < 26 ? scalar | 0x20 : scalar) & 0xFFFF)
  }

  @inline(__always)
  private static func lower(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }
}
