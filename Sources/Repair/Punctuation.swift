import TextCore

/// How the user wants punctuation in Chinese text.
public enum PunctuationStyle: String, Sendable, CaseIterable {
  /// Half-width marks behind Chinese characters become full-width.
  case chinese
  /// Full-width marks become half-width.
  case ascii
  /// As it is.
  case keep
}

/// Punctuation in one width, on demand. Only marks that have one counterpart change: dashes, ellipses, corner brackets
/// and book titles stay, and so does `、` on the way to Chinese.
enum Punctuation {
  static func run(_ text: UnsafeBufferPointer<UInt8>, as style: PunctuationStyle, into patch: inout Patch) {
    var index = 0
    var before: UInt32 = 0x0A
    while index < text.count {
      let (scalar, count) = UTF8Cursor.scalar(text, at: index)
      let after = index + count < text.count ? UTF8Cursor.scalar(text, at: index + count).value : 0x0A
      switch style {
      case .keep: return
      case .ascii:
        if let mark = ascii(scalar) {
          patch.replace(index..<index + count, with: [mark], rule: .punctuation)
        }
      case .chinese:
        if let mark = chinese(scalar), isChinese(before) || scalar == 0x28 && ScalarClass.isHanzi(after),
          scalar != 0x2E || after == 0x0A || isChinese(after)
        {
          var bytes: [UInt8] = []
          UTF8Cursor.append(mark, to: &bytes)
          patch.replace(index..<index + count, with: bytes, rule: .punctuation, confidence: 0.9)
          before = mark
          index += count
          continue
        }
      }
      before = scalar
      index += count
    }
  }

  private static func isChinese(_ scalar: UInt32) -> Bool {
    ScalarClass.isHanzi(scalar) || ScalarClass.isChinesePunctuation(scalar)
  }

  private static func ascii(_ scalar: UInt32) -> UInt8? {
    switch scalar {
    case 0x3001: UInt8(ascii: ",")
    case 0x3002: UInt8(ascii: ".")
    case 0x2018, 0x2019: UInt8(ascii: "'")
    case 0x201C, 0x201D: UInt8(ascii: "\"")
    case 0x3010: UInt8(ascii: "[")
    case 0x3011: UInt8(ascii: "]")
    case 0xFF01...0xFF0F, 0xFF1A...0xFF20, 0xFF3B...0xFF40, 0xFF5B...0xFF5E: UInt8(scalar - 0xFEE0)
    default: nil
    }
  }

  private static func chinese(_ scalar: UInt32) -> UInt32? {
    switch scalar {
    case 0x2E: 0x3002
    case 0x21, 0x28, 0x29, 0x2C, 0x3A, 0x3B, 0x3F: scalar + 0xFEE0
    default: nil
    }
  }
}
