import HanData
import TextCore

/// Readings written in pinyin inside a text.
enum PinyinReading {
  /// The longest syllable is `zhuāng`; one more byte for each mark.
  private static let longest = 9

  /// The end of the lower-case syllable, toned or not, that begins at `start` and stands before `)`; nil when there
  /// is none. The `)` is not part of it.
  static func end(_ text: UnsafeBufferPointer<UInt8>, at start: Int, before limit: Int) -> Int? {
    var index = start
    while index < limit, index - start <= longest {
      let byte = text[index]
      if byte == UInt8(ascii: ")") { return index > start ? index : nil }
      if byte >= 0x61 && byte <= 0x7A {
        index += 1
      } else if byte >= 0xC3 && byte <= 0xC7 && index + 1 < limit {
        index += 2
      } else {
        return nil
      }
    }
    return nil
  }

  /// Whether any character of GBK is read like that.
  static func isSyllable(_ pinyin: UnsafeBufferPointer<UInt8>) -> Bool {
    (0x4E00...0x9FA5).contains { fits(pinyin, $0) }
  }

  static func isToneless(_ pinyin: UnsafeBufferPointer<UInt8>) -> Bool {
    // Every toned vowel, and ü, lies above ASCII; ü alone bears no tone.
    var index = 0
    while index < pinyin.count {
      if pinyin[index] >= 0x80 {
        guard index + 1 < pinyin.count, pinyin[index] == 0xC3, pinyin[index + 1] == 0xBC else { return false }
        index += 1
      }
      index += 1
    }
    return true
  }

  /// Whether a character is read like that, in any of its readings; without tone marks in any tone.
  static func fits(_ pinyin: UnsafeBufferPointer<UInt8>, _ scalar: UInt32) -> Bool {
    guard ScalarClass.isHanzi(scalar) else { return false }
    return HanReadings.isReading(pinyin, of: scalar)
      || isToneless(pinyin) && HanReadings.isTonelessReading(pinyin, of: scalar)
  }
}
