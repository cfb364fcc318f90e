import HanData
import TextCore

/// What is left of a reading that was cut through where an excerpt begins or ends: `ǎo)小組`, `會議(yì`. Only on pages
/// that show that a program wrote readings.
enum CutReadings {
  /// Letters of the longest syllable, without its brackets.
  private static let longest = 6

  /// The tokens at the head of a line that are the end of a reading, its closing bracket included: with a tone mark,
  /// or so short that it is no word.
  static func head(of tokens: [ByteToken]) -> Range<Int>? {
    guard let first = tokens.first else { return nil }
    let start = first.scalar == UInt32(UInt8(ascii: "(")) ? 1 : 0
    guard
      let close = tokens.prefix(longest + 2).firstIndex(where: { $0.scalar == UInt32(UInt8(ascii: ")")) }),
      close > start, close + 1 < tokens.count, tokens[start..<close].allSatisfy(isLetter),
      close - start <= shortRest || tokens[start..<close].contains(where: { $0.scalar >= 0x80 })
    else { return nil }
    return 0..<close + 1
  }

  /// Letters of the longest rest of a syllable that counts without a tone mark, as `ng`.
  private static let shortRest = 2

  /// The tokens at the end of a line, from `start` on, that are the beginning of a reading of the character before.
  static func tail(of tokens: [ByteToken], notBefore start: Int) -> Range<Int>? {
    let bracket = tokens[start...].suffix(longest + 1).lastIndex { $0.scalar == UInt32(UInt8(ascii: "(")) }
    guard let bracket, bracket > start, bracket + 1 < tokens.count,
      tokens[(bracket + 1)...].allSatisfy(isLetter)
    else { return nil }
    let rest = tokens[(bracket + 1)...].map(\.scalar)
    let isBegun = HanReadings.readings(of: tokens[bracket - 1].scalar).contains { reading in
      reading.unicodeScalars.lazy.map(\.value).starts(with: rest)
    }
    return isBegun ? bracket..<tokens.count : nil
  }

  /// Whether a token is a letter of pinyin, which GBK has as well.
  private static func isLetter(_ token: ByteToken) -> Bool {
    guard token.reading == nil else { return false }
    return switch token.scalar {
    case 0x61...0x7A, 0xE0...0xFF, 0x101, 0x113, 0x11B, 0x12B, 0x14D, 0x16B, 0x1CE...0x1DC: true
    default: false
    }
  }
}
