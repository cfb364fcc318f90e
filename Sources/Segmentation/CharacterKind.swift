import TextCore

/// What rules ask of a character.
package enum CharacterKind: UInt8, BitwiseCopyable {
  case space
  case hanzi
  case digit
  /// Latin and other alphabets and their marks, without kana.
  case letter
  case kana
  /// Punctuation, symbols, and bytes that are not UTF-8.
  case symbol
}

extension CharacterKind {
  /// - Parameter scalar: at or above U+0080 and no ideograph.
  package init(rare scalar: UInt32) {
    switch scalar {
    case 0x3000, 0x85, 0xA0: self = .space
    case 0x3001...0x303F, 0xFF01...0xFF0F, 0x2010...0x2027: self = .symbol
    case 0xFF10...0xFF19: self = .digit
    case 0xFF21...0xFF3A, 0xFF41...0xFF5A: self = .letter
    case 0x3041...0x30FA, 0x30FC...0x30FF, 0x31F0...0x31FF, 0xFF66...0xFF9F: self = .kana
    default:
      guard let properties = Unicode.Scalar(scalar)?.properties else {
        self = .symbol
        return
      }
      switch properties.generalCategory {
      case _ where properties.isWhitespace: self = .space
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
        .nonspacingMark,
        .spacingMark, .enclosingMark:
        self = .letter
      case .decimalNumber: self = .digit
      default: self = .symbol
      }
    }
  }
}

/// Reads characters out of bytes that should be, but need not be, UTF-8.
package struct CharacterReader {
  package let text: UnsafeBufferPointer<UInt8>

  package init(text: UnsafeBufferPointer<UInt8>) { self.text = text }

  /// The character at `offset`, its kind and its length in bytes. What is not UTF-8 is a symbol of one byte.
  @inline(__always)
  package func character(at offset: Int) -> (scalar: UInt32, kind: CharacterKind, count: Int) {
    let lead = text[offset]
    if lead < 0x80 { return (UInt32(lead), Self.ascii(lead), 1) }
    let count = lead < 0xC2 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 1
    guard count > 1, offset + count <= text.count else { return (0xFFFD, .symbol, 1) }
    for index in offset + 1..<offset + count where text[index] & 0xC0 != 0x80 { return (0xFFFD, .symbol, 1) }
    let (scalar, _) = UTF8Cursor.scalar(text, at: offset)
    if ScalarClass.isHanzi(scalar) { return (scalar, .hanzi, count) }
    return scalar < 0x11_0000 ? (scalar, CharacterKind(rare: scalar), count) : (0xFFFD, .symbol, 1)
  }

  @inline(__always)
  private static func ascii(_ byte: UInt8) -> CharacterKind {
    switch byte {
    case 0x30...0x39: .digit
    case 0x41...0x5A, 0x61...0x7A: .letter
    case 0x20, 0x09...0x0D: .space
    default: .symbol
    }
  }
}
