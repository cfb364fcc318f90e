import TextCore

/// The characters that stand at neither end of a block.
enum Blank {
  /// White space of HTML (tab, LF, FF, CR, space), which collapses.
  @inline(__always)
  static func isWhiteSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D || byte == 0x0C
  }

  static func isSpace(_ scalar: UInt32) -> Bool { scalar < 0x80 && isWhiteSpace(UInt8(scalar)) }

  /// How many bytes the blank at `offset` has: a space of fixed width, a no-break, an ideographic or a zero-width
  /// space, or a byte order mark. 0 where none stands. U+0085 and U+2028 are text.
  @inline(__always)
  static func count(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> Int {
    switch bytes[offset] {
    case 0xC2: return bytes[offset + 1] == 0xA0 ? 2 : 0
    case 0xE2, 0xE3, 0xEF: return isBlank(UTF8Cursor.scalar(bytes, at: offset).value) ? 3 : 0
    default: return 0
    }
  }

  static func isBlank(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0xA0, 0x2000...0x200B, 0x202F, 0x205F, 0x3000, 0xFEFF: true
    default: false
    }
  }
}
