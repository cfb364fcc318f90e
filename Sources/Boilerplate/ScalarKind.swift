import TextCore

/// What a scalar is to a block's statistics. The table gives it in one load; marks at home in several scripts
/// count by what stands before them, so they have kinds of their own.
enum ScalarKind: UInt8 {
  case other, space, digit, latin
  case hanzi
  /// 的 了 是 在 and other characters that sentences need and titles avoid.
  case functionHanzi
  /// 年 and 月, which make a date of the digits before them.
  case year, month
  case comma, asciiComma, stop, asciiStop, quote, separator, colon
  /// `-` and `/`, and `.`: they part the numbers of a date.
  case hyphen, period

  /// By scalar of the basic plane: the kind, and in the top bit whether a phrase of `PhraseFamily` may begin.
  static let table: [UInt8] = (0..<0x10000).map { scalar in
    ScalarKind(scalar).rawValue | (PhraseFamily.matcher.mayBegin(scalar) ? phraseBit : 0)
  }
  static let phraseBit: UInt8 = 0x80

  init(_ scalar: UInt32) {
    self =
      switch scalar {
      case _ where Self.isSpace(scalar): .space
      case 0x30...0x39: .digit
      // 的了是在和不也就被他她这這那而与與将將对對为為我
      case 0x7684, 0x4E86, 0x662F, 0x5728, 0x548C, 0x4E0D, 0x4E5F, 0x5C31, 0x88AB, 0x4ED6, 0x5979, 0x8FD9,
        0x9019, 0x90A3, 0x800C, 0x4E0E, 0x8207, 0x5C06, 0x5C07, 0x5BF9, 0x5C0D, 0x4E3A, 0x70BA, 0x6211:
        .functionHanzi
      case 0x5E74: .year
      case 0x6708: .month
      case _ where ScalarClass.isHanzi(scalar): .hanzi
      case 0xFF0C, 0x3001, 0xFF1B: .comma
      case 0x2C, 0x3B: .asciiComma
      case 0x3002, 0xFF01, 0xFF1F, 0x2026, 0xFF61: .stop
      case 0x21, 0x3F: .asciiStop
      case 0x201C, 0x201D, 0x300C, 0x300D, 0x300E, 0x300F, 0x300A, 0x300B, 0x22: .quote
      case 0x7C, 0x3E, 0x5F, 0xFF5C, 0x2022, 0x00B7, 0x30FB, 0x2502, 0xBB, 0x203A: .separator
      case 0x2D, 0x2F: .hyphen
      case 0x2E: .period
      case 0x3A, 0xFF1A: .colon
      case 0x41...0x5A, 0x61...0x7A, 0xC0...0x24F: .latin
      default: .other
      }
  }

  @inline(__always)
  static func isSpace(_ scalar: UInt32) -> Bool {
    scalar <= 0x20 || scalar == 0xA0 || scalar == 0x3000 || scalar == 0xFEFF
      || (0x2000...0x200D).contains(scalar)
  }
}
