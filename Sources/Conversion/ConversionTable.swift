import CTables
import TextCore

/// What a character is to one target, in 32 bits:
///
/// - 0 to 22: the three bytes of UTF-8 that replace it, first byte lowest, less their last bit, which is always
///   set; 0 when it stays
/// - 23: it is the second character of phrases
/// - 24: phrases begin with it
/// - 25: the bits below 23 are a scalar, since source or target has not three bytes
/// - 26: context rules are about it
/// - 27: Japan's own form
/// - 28 to 31: evidence for traditional (above 0) or simplified text (below 0), signed
struct CharacterValue {
  var bits: UInt32

  static let targetMask: UInt32 = 0x007F_FFFF
  static let continuesPhrase: UInt32 = 1 << 23
  static let startsPhrase: UInt32 = 1 << 24
  static let isScalar: UInt32 = 1 << 25
  static let hasContext: UInt32 = 1 << 26
  static let isJapanese: UInt32 = 1 << 27
  /// Values that need more than a copy of three bytes.
  static let special = isScalar | hasContext

  @inline(__always) var weight: Int { Int(Int32(bitPattern: bits) >> 28) }
}

/// The flattened table of one target (Data/tables/conversion.bin; Tools/DataTables/Conversion.swift writes it and
/// tells its layout). Nothing is built at start: all are views of the embedded bytes.
struct ConversionTable: @unchecked Sendable {
  // Views of an embedded table, which lives as long as the process.
  let pages: UnsafeBufferPointer<UInt16>
  let values: UnsafeBufferPointer<UInt32>
  let strings: UnsafeBufferPointer<UInt8>
  private let filter: UnsafeBufferPointer<UInt64>
  private let pairs: UnsafeBufferPointer<UInt64>
  private let firstPhrases: UnsafeBufferPointer<UInt32>
  private let phrases: UnsafeBufferPointer<Phrase>
  private let contexts: UnsafeBufferPointer<Context>
  private let alternatives: UnsafeBufferPointer<Reference>
  private let contextRules: [ConversionRule]
  private let sharedWithJapan: UnsafeBufferPointer<UInt32>

  /// Bytes of `strings`.
  struct Reference {
    var offset: UInt32
    var count: UInt32
  }

  struct Phrase {
    var source: UInt32
    var target: UInt32
    /// Byte counts of source and target, then the rule.
    var packed: UInt32

    var sourceCount: Int { Int(packed & 0xFF) }
    var targetCount: Int { Int(packed >> 8 & 0xFF) }
    var rule: ConversionRule { packed >> 16 == 2 ? .vocabulary : .phrase }
  }

  private struct Context {
    var scalar: UInt32
    var source: UInt32
    var target: UInt32
    var counts: UInt32
    var before: UInt32
    var behind: UInt32
    var alternativeCounts: UInt32
    var ruleAndConfidence: UInt32
  }

  /// What replaces some bytes of the text.
  struct Replacement {
    var count: Int
    var target: UnsafeBufferPointer<UInt8>
    var rule: ConversionRule
    var confidence: Float
  }

  private static let file = TableFile(embedded: jk_conversion_bytes(), count: jk_conversion_size)

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
    let base = 6 + 5 * target
    values = file.section(0, as: UInt32.self)
    strings = file.section(1, as: UInt8.self)
    contexts = file.section(2, as: Context.self)
    alternatives = file.section(3, as: Reference.self)
    contextRules = file.section(4).split(separator: 0x0A).map { name in
      let name = String(decoding: name, as: UTF8.self)
      return ConversionRule.allCases.first { $0.name == name } ?? .context
    }
    sharedWithJapan = file.section(5, as: UInt32.self)
    pages = file.section(base, as: UInt16.self)
    filter = file.section(base + 1, as: UInt64.self)
    pairs = file.section(base + 2, as: UInt64.self)
    firstPhrases = file.section(base + 3, as: UInt32.self)
    phrases = file.section(base + 4, as: Phrase.self)
  }

  @inline(__always)
  func value(of scalar: UInt32) -> UInt32 {
    let page = Int(truncatingIfNeeded: scalar >> 7)
    guard page < pages.count else { return 0 }
    return values[Int(pages[page]) << 7 | Int(scalar & 127)]
  }

  /// Whether a scalar is a traditional character that modern Japanese does not write.
  func isTraditionalChineseOnly(_ scalar: UInt32) -> Bool {
    guard CharacterValue(bits: value(of: scalar)).weight > 0 else { return false }
    let index = sharedWithJapan.partitioningIndex { $0 >= scalar }
    return index == sharedWithJapan.count || sharedWithJapan[index] != scalar
  }

  /// Whether some phrase may begin with the two scalars; one in a hundred pairs passes by chance.
  @inline(__always)
  func mayBegin(_ first: UInt32, _ second: UInt32) -> Bool {
    let bit = (first &* 0x9E37_79B1 ^ second &* 0x85EB_CA6B) >> 17
    return filter[Int(bit >> 6)] >> UInt64(bit & 63) & 1 != 0
  }

  /// The longest phrase at `offset` of the text, whose first scalar is `first` with `count` bytes.
  func phrase(_ text: UnsafeBufferPointer<UInt8>, at offset: Int, first: UInt32, count: Int) -> Replacement? {
    guard let second = text.scalar(at: offset + count), mayBegin(first, second.value) else { return nil }
    let pair = UInt64(first) << 32 | UInt64(second.value)
    let index = pairs.partitioningIndex { $0 >= pair }
    guard index < pairs.count, pairs[index] == pair else { return nil }
    for phrase in phrases[Int(firstPhrases[index])..<Int(firstPhrases[index + 1])]
    where matches(text, at: offset, phrase.source, phrase.sourceCount) {
      return Replacement(
        count: phrase.sourceCount, target: string(phrase.target, phrase.targetCount), rule: phrase.rule,
        confidence: 1)
    }
    return nil
  }

  /// What the first context rule that fits makes of the text at `offset`, whose first scalar is `first`.
  func context(_ text: UnsafeBufferPointer<UInt8>, at offset: Int, first: UInt32) -> Replacement? {
    var index = contexts.partitioningIndex { $0.scalar >= first }
    while index < contexts.count, contexts[index].scalar == first {
      let rule = contexts[index]
      let count = Int(rule.counts & 0xFF)
      if matches(text, at: offset, rule.source, count), isBefore(rule, text, offset),
        isBehind(rule, text, offset + count)
      {
        return Replacement(
          count: count, target: string(rule.target, Int(rule.counts >> 8)),
          rule: contextRules[Int(rule.ruleAndConfidence & 0xFF)],
          confidence: Float(rule.ruleAndConfidence >> 8) / 100)
      }
      index += 1
    }
    return nil
  }

  private func string(_ offset: UInt32, _ count: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: strings[Int(offset)..<Int(offset) + count])
  }

  private func matches(_ text: UnsafeBufferPointer<UInt8>, at offset: Int, _ string: UInt32, _ count: Int)
    -> Bool
  {
    guard offset >= 0, offset + count <= text.count else { return false }
    for index in 0..<count where text[offset + index] != strings[Int(string) + index] { return false }
    return true
  }

  private func isBefore(_ rule: Context, _ text: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Bool {
    let count = Int(rule.alternativeCounts & 0xFFFF)
    guard count > 0 else { return true }
    return alternatives[Int(rule.before)..<Int(rule.before) + count].contains { alternative in
      isEdge(alternative)
        ? !text.isHanzi(before: offset)
        : matches(text, at: offset - Int(alternative.count), alternative.offset, Int(alternative.count))
    }
  }

  private func isBehind(_ rule: Context, _ text: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Bool {
    let count = Int(rule.alternativeCounts >> 16)
    guard count > 0 else { return true }
    return alternatives[Int(rule.behind)..<Int(rule.behind) + count].contains { alternative in
      isEdge(alternative)
        ? !text.isHanzi(at: offset) : matches(text, at: offset, alternative.offset, Int(alternative.count))
    }
  }

  /// `^` stands for the edge of a run of hanzi.
  private func isEdge(_ alternative: Reference) -> Bool {
    alternative.count == 1 && strings[Int(alternative.offset)] == UInt8(ascii: "^")
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The scalar at an offset, its bytes checked only for being there; nil behind the end and on a byte that begins
  /// none.
  @inline(__always)
  func scalar(at offset: Int) -> (value: UInt32, count: Int)? {
    guard offset < count else { return nil }
    let lead = self[offset]
    let length = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0
    guard length > 0, offset + length <= count else { return nil }
    for index in 1..<Swift.max(length, 1) where self[offset + index] & 0xC0 != 0x80 { return nil }
    return UTF8Cursor.scalar(self, at: offset)
  }

  func isHanzi(at offset: Int) -> Bool {
    scalar(at: offset).map { ScalarClass.isHanzi($0.value) } ?? false
  }

  func isHanzi(before offset: Int) -> Bool {
    var start = offset - 1
    while start > 0, offset - start < 4, self[start] & 0xC0 == 0x80 { start -= 1 }
    return start >= 0 && isHanzi(at: start)
  }
}
