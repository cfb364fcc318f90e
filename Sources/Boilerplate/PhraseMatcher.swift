import TextCore

/// How often the phrases of each family occur in a text; a lane a family, saturating at 255.
typealias FamilyCounts = SIMD16<UInt8>

/// Finds short phrases of up to sixteen families in one pass over a text's scalars.
///
/// The caller decodes the text and asks at each scalar; one table load turns nearly all of them away. Latin
/// letters are compared without case.
struct PhraseMatcher: Sendable {
  private struct Phrase: Sendable {
    var bucket: Int32
    /// Bytes of `bytes`.
    var start: Int32
    var count: Int32
    var family: Int32
    var scalars: Int32
  }

  /// The phrases one after the other, in ascending order of their buckets.
  private let bytes: [UInt8]
  private let phrases: [Phrase]
  /// By the low 16 bits of a phrase's first scalar: one more than the index of the first such phrase.
  private let buckets: [UInt16]

  init(families: [[String]]) {
    precondition(families.count <= FamilyCounts.scalarCount)
    let all = families.enumerated().flatMap { family, words in
      words.map { (bucket: Self.bucket($0.unicodeScalars.first?.value ?? 0), family: family, word: $0) }
    }.sorted { ($0.bucket, $0.word) < ($1.bucket, $1.word) }
    var buckets = [UInt16](repeating: 0, count: 1 << 16)
    var bytes: [UInt8] = []
    phrases = all.enumerated().map { index, entry in
      if buckets[entry.bucket] == 0 { buckets[entry.bucket] = UInt16(index + 1) }
      let start = bytes.count
      bytes.append(contentsOf: entry.word.utf8)
      return Phrase(
        bucket: Int32(entry.bucket), start: Int32(start), count: Int32(bytes.count - start),
        family: Int32(entry.family),
        scalars: Int32(entry.word.unicodeScalars.count))
    }
    self.bytes = bytes
    self.buckets = buckets
  }

  /// Whether a phrase may begin with the scalar.
  func mayBegin(_ scalar: UInt32) -> Bool { buckets[Self.bucket(scalar)] > 0 }

  /// Counts the phrases that begin at `offset`, where `scalar` stands.
  ///
  /// - Returns: the scalars of the longest one, 0 when there is none.
  @inline(__always)
  func match(
    _ text: UnsafeBufferPointer<UInt8>, at offset: Int, scalar: UInt32, counts: inout FamilyCounts
  ) -> Int {
    let bucket = Self.bucket(scalar)
    let first = buckets[bucket]
    return first == 0 ? 0 : search(text, at: offset, from: Int(first) - 1, counts: &counts)
  }

  private func search(
    _ text: UnsafeBufferPointer<UInt8>, at offset: Int, from first: Int, counts: inout FamilyCounts
  ) -> Int {
    var longest = 0
    var index = first
    let bucket = phrases[first].bucket
    while index < phrases.count {
      let phrase = phrases[index]
      let start = Int(phrase.start)
      let count = Int(phrase.count)
      guard phrase.bucket == bucket else { break }
      index += 1
      guard offset + count <= text.count else { continue }
      var matched = 0
      while matched < count, Self.lower(text[offset + matched]) == bytes[start + matched] { matched += 1 }
      guard matched == count else { continue }
      let family = Int(phrase.family)
      counts[family] = max(counts[family], counts[family] &+ 1)
      longest = max(longest, Int(phrase.scalars))
    }
    return longest
  }

  @inline(__always)
  private static func bucket(_ scalar: UInt32) -> Int {
    Int((scalar &- 0x41 < 26 ? scalar | 0x20 : scalar) & 0xFFFF)
  }

  @inline(__always)
  private static func lower(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }
}
