/// Tokens that characters alone tell, without a dictionary: numbers, words of other scripts, addresses, rows of
/// one punctuation mark.
extension CharacterReader {
  /// The end of the token that begins at `start` with a character of `kind`, no ideograph and no white space.
  func tokenEnd(from start: Int, kind: CharacterKind, count: Int) -> Int {
    switch kind {
    case .digit, .letter: wordEnd(from: start)
    case .kana: end(from: start + count) { $0 == .kana }
    default: rowEnd(from: start, count: count)
    }
  }

  private func end(from start: Int, while belongs: (CharacterKind) -> Bool) -> Int {
    var offset = start
    while offset < text.count {
      let (_, kind, count) = character(at: offset)
      guard belongs(kind) else { break }
      offset += count
    }
    return offset
  }

  /// Letters and digits, with the signs that join them, or a whole address.
  private func wordEnd(from start: Int) -> Int {
    var offset = start
    var last = CharacterKind.symbol
    while offset < text.count {
      let (scalar, kind, count) = character(at: offset)
      switch kind {
      case .letter, .digit:
        last = kind
        offset += count
      case .symbol:
        if isScheme(start..<offset, colon: offset) { return addressEnd(from: offset) }
        guard offset + count < text.count else { return offset }
        let next = character(at: offset + count).kind
        guard next == .letter || next == .digit, Self.joins(scalar, last, next) else { return offset }
        offset += count
      default: return offset
      }
    }
    return offset
  }

  /// Whether a sign between two characters makes one word of them: 3.14, 1,000, 12:30, 3∶1, e-mail, Q&A, it's, a@b.cn.
  private static func joins(_ scalar: UInt32, _ left: CharacterKind, _ right: CharacterKind) -> Bool {
    switch scalar {
    case 0x2E, 0x2D, 0x5F, 0x40, 0x26: true  // . - _ @ &
    case 0x27, 0x2019: left == .letter && right == .letter  // ' ’
    case 0x2C, 0x3A, 0xFF0E, 0xFF1A, 0x2236: left == .digit && right == .digit  // , : ． ： ∶
    default: false
    }
  }

  /// Whether `://` follows a scheme's letters.
  private func isScheme(_ letters: Range<Int>, colon: Int) -> Bool {
    letters.count <= 8 && colon + 2 < text.count && text[colon] == 0x3A && text[colon + 1] == 0x2F
      && text[colon + 2] == 0x2F
  }

  /// All visible ASCII, less closing punctuation at its end.
  private func addressEnd(from start: Int) -> Int {
    var end = start
    while end < text.count, (0x21...0x7E).contains(text[end]) { end += 1 }
    while end > start + 3, ".,;:!?)]}\"'>".utf8.contains(text[end - 1]) { end -= 1 }
    return end
  }

  /// A row of one mark, as —— or ……; every other symbol stands alone, with the marks that modify it.
  private func rowEnd(from start: Int, count: Int) -> Int {
    let first = character(at: start).scalar
    var offset = start + count
    while offset < text.count {
      let next = character(at: offset)
      let repeats = next.scalar == first && Self.formsRows(first)
      // Variation selectors and joiners of an emoji sequence.
      let modifies = next.scalar == 0xFE0F || next.scalar == 0x200D
      guard repeats || modifies else { break }
      offset += next.count
    }
    return offset
  }

  private static func formsRows(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x2014, 0x2026, 0x2E, 0x2D, 0x3D, 0x2A, 0x5F, 0x7E, 0xFF5E: true  // — … . - = * _ ~ ～
    default: false
    }
  }
}
