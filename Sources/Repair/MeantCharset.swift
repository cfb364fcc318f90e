import TextCore

/// The charset that misread text was written in.
enum MeantCharset {
  case utf8, gbk, big5

  /// Lead bytes in UTF-8 of general and CJK punctuation, ideographs and full-width forms.
  static let likelyLeads: [UInt8] = [0xE2, 0xE3, 0xE4, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9, 0xEF]

  /// Lead bytes in Big5 of punctuation, signs and ideographs.
  static let leadsOfBig5: [UInt8] = Array(0xA1...0xF9)

  /// The bytes that follow this one in a character, and what it contributes; nil when none begins with it.
  @inline(__always)
  func begin(_ byte: UInt8) -> (missing: UInt8, bits: UInt32)? {
    if self != .utf8 { return byte > 0x80 && byte < 0xFF ? (1, UInt32(byte)) : nil }
    switch byte {
    case 0xC2...0xDF: return (1, UInt32(byte & 0x1F))
    case 0xE0...0xEF: return (2, UInt32(byte & 0x0F))
    case 0xF0...0xF4: return (3, UInt32(byte & 0x07))
    default: return nil
    }
  }

  /// The character of two bytes; 0 where there is none.
  @inline(__always)
  func scalar(_ lead: UInt8, _ trail: UInt8) -> UInt32 {
    (self == .big5 ? DoubleByteCharset.big5 : .gbk).scalar(lead, trail)
  }

  /// The two bytes of a character; 0 where the charset has none.
  @inline(__always)
  func code(of scalar: UInt32) -> UInt16 {
    (self == .big5 ? DoubleByteCharset.big5 : .gbk).code(of: scalar)
  }

  /// The bytes of a text; nil when the charset lacks one of its characters.
  func bytes(of text: some Sequence<UInt32>) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(3 * text.underestimatedCount)
    for scalar in text {
      if self == .utf8 || scalar < 0x80 {
        UTF8Cursor.append(scalar, to: &bytes)
      } else {
        let code = code(of: scalar)
        if code == 0 { return nil }
        bytes.append(UInt8(code >> 8))
        bytes.append(UInt8(code & 0xFF))
      }
    }
    return bytes
  }

  /// Whether a text may hold a scalar: no controls, private-use characters and noncharacters.
  @inline(__always)
  static func isText(_ scalar: UInt32) -> Bool {
    scalar >= 0x20 && scalar < 0x7F || scalar >= 0xA0 && scalar < 0xD800
      || scalar >= 0xF900 && scalar < 0xFFF0 || scalar >= 0x10000 && scalar < 0xE0000 || scalar == 0x09
  }
}
