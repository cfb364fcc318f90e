import TextCore

/// Keeps damaged lines out of training: public corpora hold whole pages of mojibake. It errs on the side of
/// dropping, since a line more or less teaches a model nothing.
public enum DamageScreen {
  /// What UTF-8 text read in another encoding shows, and what replacement characters and unset memory read as
  /// GBK: the commonest two-byte beginnings of punctuation (、 is `銆`, ， is `锛`, “ is `鈥`), and the same in
  /// cp1252.
  private static let signatures = ["锟斤拷", "烫烫烫", "屯屯屯", "鈥", "銆", "锛", "Ã", "â€", "ã€", "ï¼"].map {
    Array($0.utf8)
  }

  /// The share of the corpus below which a hanzi is rare: 1 in a million.
  public static let rareShare = 1e-6

  /// Names and terms hold one or two rare hanzi in a row; mojibake holds many.
  static let longestRareRun = 3

  /// Whether a line shows a signature, U+FFFD, a private-use character or a C1 control.
  static func isDamaged(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    var offset = 0
    while offset < line.count {
      let (scalar, count) = UTF8Cursor.scalar(line, at: offset)
      switch scalar {
      case 0x80...0x9F, 0xE000...0xF8FF, 0xFFFD, 0xF0000...: return true
      case 0xC3, 0xE2, 0xE3, 0xEF, 0x4E00...0x9FFF:
        let rest = line[offset...]
        if signatures.contains(where: { rest.starts(with: $0) }) { return true }
      default: break
      }
      offset += count
    }
    return false
  }
}
