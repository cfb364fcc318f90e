import CTables
import TextCore

/// What a character is to one target, in 32 bits:
///
/// - 0 to 23: the three bytes of UTF-8 that replace it, first byte lowest; 0 when it stays
/// - 24: phrases begin with it
/// - 25: it is the second character of phrases
/// - 26: the bits below 24 are a scalar, since source or target has not three bytes
/// - 27: context rules are about it, and the bits below 24 number its `ContextSet`
enum CharacterValue {
  static let payload: UInt32 = 0x00FF_FFFF
  static let startsPhraseShift: UInt32 = 24
  static let startsPhrase: UInt32 = 1 << startsPhraseShift
  static let continuesPhraseShift: UInt32 = 25
  static let isScalar: UInt32 = 1 << 26
  static let hasContext: UInt32 = 1 << 27
  /// Values that need more than a copy of three bytes.
  static let special = isScalar | hasContext
}

/// The flattened table of one target (Data/tables/conversion.bin; Tools/DataTables/Conversion.swift writes it and
/// tells its layout). Nothing is built at start: all are views of the embedded bytes.
struct ConversionTable: @unchecked Sendable {
  // Views of an embedded table, which lives as long as the process.
  /// The page of each 64 scalars: what the first two bytes of three tell, the third one tells the place on the page.
  let pages: UnsafeBufferPointer<UInt16>
  let values: UnsafeBufferPointer<UInt32>
  let strings: UnsafeBufferPointer<UInt8>
  let filter: UnsafeBufferPointer<UInt64>
  private let buckets: UnsafeBufferPointer<UInt16>
  private let pairs: UnsafeBufferPointer<UInt64>
  private let firstPhrases: UnsafeBufferPointer<UInt32>
  private let phrases: UnsafeBufferPointer<Phrase>
  let contexts: ContextTable

  struct Phrase {
    var source: UInt32
    var target: UInt32
    /// Byte counts of source and target, then the rule.
    var packed: UInt32

    var sourceCount: Int { Int(packed & 0xFF) }
    var targetCount: Int { Int(packed >> 8 & 0xFF) }
    var rule: ConversionRule { packed >> 16 == 2 ? .vocabulary : .phrase }
  }

  /// What replaces some bytes of the text.
  struct Replacement {
    var count: Int
    var target: UnsafeBufferPointer<UInt8>
    var rule: ConversionRule
    var confidence: Float
  }

  static let file = TableFile(embedded: jk_conversion_bytes(), count: jk_conversion_size)

  // In the file's order.
  static let traditional = ConversionTable(target: 0)
  static let tw = ConversionTable(target: 1)
  static let hk = ConversionTable(target: 2)
  static let twVocabulary = ConversionTable(target: 3)
  static let hkVocabulary = ConversionTable(target: 4)
  static let auto = ConversionTable(target: 5)
  static let autoVocabulary = ConversionTable(target: 6)

  private init(target: Int) {
    let file = Self.file
    let base = 8 + 8 * target
    values = file.section(0, as: UInt32.self)
    strings = file.section(1, as: UInt8.self)
    pages = file.section(base, as: UInt16.self)
    filter = file.section(base + 1, as: UInt64.self)
    buckets = file.section(base + 2, as: UInt16.self)
    pairs = file.section(base + 3, as: UInt64.self)
    firstPhrases = file.section(base + 4, as: UInt32.self)
    phrases = file.section(base + 5, as: Phrase.self)
    contexts = ContextTable(file, sets: base + 6)
  }

  @inline(__always)
  func value(of scalar: UInt32) -> UInt32 {
    let page = Int(truncatingIfNeeded: scalar >> 6)
    guard page < pages.count else { return 0 }
    return values[Int(pages[page]) << 6 | Int(scalar & 63)]
  }

  /// The filter's bit for two characters, whose UTF-8 is given as little-endian numbers, is `hash(first:) ^
  /// hash(second:)` from its bit 15 on; from its bit 21 on it is the number of the pair's bucket.
  @inline(__always) static func hash(first word: UInt32) -> UInt32 { word &* 0x9E37_79B1 }
  @inline(__always) static func hash(second word: UInt32) -> UInt32 { word &* 0x85EB_CA6B }

  /// The longest phrase at `offset` of the text, whose first scalar is `first` with `count` bytes.
  func phrase(_ text: UnsafeBufferPointer<UInt8>, at offset: Int, first: UInt32, count: Int) -> Replacement? {
    guard let second = text.scalar(at: offset + count) else { return nil }
    let hash =
      Self.hash(first: text.word(at: offset, count: count))
      ^ Self.hash(second: text.word(at: offset + count, count: second.count))
    guard filter[Int(hash >> 21)] >> UInt64(hash >> 15 & 63) & 1 != 0 else { return nil }
    let pair = UInt64(first) << 32 | UInt64(second.value)
    let bucket = Int(hash >> 21)
    for index in Int(buckets[bucket])..<Int(buckets[bucket + 1]) where pairs[index] == pair {
      for phrase in phrases[Int(firstPhrases[index])..<Int(firstPhrases[index + 1])]
      where text.holds(strings, from: Int(phrase.source), count: phrase.sourceCount, at: offset) {
        let target = Int(phrase.target)
        return Replacement(
          count: phrase.sourceCount,
          target: UnsafeBufferPointer(rebasing: strings[target..<target + phrase.targetCount]),
          rule: phrase.rule, confidence: 1)
      }
    }
    return nil
  }
}
