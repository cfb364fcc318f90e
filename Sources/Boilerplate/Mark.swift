/// Classes of the characters that blocks begin and end with.
enum Mark {
  /// 。！？…」”） and their ASCII forms, as sentences and quotations end.
  static func endsSentence(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x3002, 0xFF01, 0xFF1F, 0x2026, 0x300D, 0x300F, 0x201D, 0x21, 0x3F, 0xFF09, 0x29, 0xFF1B, 0x2E: true
    default: false
    }
  }

  static func isBracket(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x28, 0x29, 0xFF08, 0xFF09, 0x3010, 0x3011, 0x5B, 0x5D, 0x3014, 0x3015: true
    default: false
    }
  }

  static func isBullet(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x2D, 0x2A, 0x2022, 0x00B7, 0x25A0...0x25FF, 0x203B, 0x3E, 0xBB, 0x23: true
    default: false
    }
  }
}
