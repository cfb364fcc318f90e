import TextCore

/// How the user wants punctuation in Chinese text.
public enum PunctuationStyle: String, Sendable, CaseIterable {
  /// Half-width marks behind Chinese characters become full-width, brackets in pairs.
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
    switch style {
    case .keep: return
    case .ascii: makeHalfWidth(text, &patch)
    case .chinese: makeFullWidth(text, &patch)
    }
  }

  // MARK: To half-width

  private static func makeHalfWidth(_ text: UnsafeBufferPointer<UInt8>, _ patch: inout Patch) {
    var index = 0
    while index < text.count {
      let (scalar, count) = UTF8Cursor.scalar(text, at: index)
      if let mark = ascii(scalar) {
        patch.replace(index..<index + count, with: [mark], rule: .punctuation)
      }
      index += count
    }
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

  // MARK: To full-width

  private static let lineFeed: UInt32 = 0x0A

  private static func makeFullWidth(_ text: UnsafeBufferPointer<UInt8>, _ patch: inout Patch) {
    var index = 0
    /// Whether the text so far ends with Chinese; quotes and dashes, which both scripts use, are what stands before.
    var isBehindChinese = false
    /// Whether each bracket that is open on the line was made full-width.
    var brackets: [Bool] = []
    while index < text.count {
      let (scalar, count) = UTF8Cursor.scalar(text, at: index)
      let range = index..<index + count
      index += count
      let after = index < text.count ? UTF8Cursor.scalar(text, at: index).value : lineFeed
      let isMeant: Bool
      switch scalar {
      case lineFeed:
        brackets.removeAll(keepingCapacity: true)
        isMeant = false
      case UInt32(UInt8(ascii: "(")):
        isMeant = isBehindChinese || ScalarClass.isHanzi(after)
        brackets.append(isMeant)
      case UInt32(UInt8(ascii: ")")): isMeant = brackets.popLast() ?? isBehindChinese
      case UInt32(UInt8(ascii: ".")): isMeant = isBehindChinese && (after == lineFeed || isChinese(after))
      default: isMeant = isBehindChinese
      }
      if isMeant, let mark = chinese(scalar) {
        var bytes: [UInt8] = []
        UTF8Cursor.append(mark, to: &bytes)
        patch.replace(range, with: bytes, rule: .punctuation, confidence: 0.9)
        isBehindChinese = true
      } else if !isShared(scalar) {
        isBehindChinese = isChinese(scalar)
      }
    }
  }

  private static func isChinese(_ scalar: UInt32) -> Bool {
    ScalarClass.isHanzi(scalar) || ScalarClass.isChinesePunctuation(scalar)
  }

  /// Curly quotes, the dash, the ellipsis and the middle dot.
  private static func isShared(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x2018, 0x2019, 0x201C, 0x201D, 0x2014, 0x2026, 0xB7: true
    default: false
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
