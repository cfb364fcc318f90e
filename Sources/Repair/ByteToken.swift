import TextCore

/// What a reader sees of a line whose GBK bytes were torn: the alphabet of the search.
struct ByteToken {
  enum Kind: UInt8 {
    /// A character of two bytes.
    case pair
    /// An ASCII character; half-width punctuation may have been full-width.
    case ascii
    /// `?` or U+FFFD: a question mark, or a byte without its partner.
    case lost
    /// The same with a reading behind it, which an annotation's opening bracket tore off.
    case lostBeforeReading
    /// A character that GBK has not.
    case foreign
  }

  var kind: Kind
  var scalar: UInt32
  /// Bytes of a pair.
  var code: UInt16 = 0
  /// Bytes of the text, a reading behind the character included.
  var range: Range<Int>
  /// The reading inside its brackets, if any.
  var reading: Range<Int>?

  var lead: UInt8 { UInt8(code >> 8) }
  var trail: UInt8 { UInt8(code & 0xFF) }

  /// The bytes of the character itself, without the reading behind it.
  var character: Range<Int> {
    guard let reading, kind != .lostBeforeReading else { return range }
    return range.lowerBound..<reading.lowerBound - 1
  }

  /// Full-width code that half-width punctuation may have had; 0 for others.
  var foldedCode: UInt16 {
    guard kind == .ascii || kind == .lost else { return 0 }
    let wide = Folding.fullWidth(scalar)
    return wide == scalar ? 0 : DoubleByteCharset.gbk.code(of: wide)
  }

  /// The two bytes of punctuation before which a marker may have stood; 0 for everything else. GBK keeps
  /// punctuation in rows A1 and A3.
  var delimiterCode: UInt16 {
    if kind == .pair {
      return lead == 0xA1 || lead == 0xA3 && !(0xFF10...0xFF19).contains(scalar) ? code : 0
    }
    return foldedCode
  }

  /// Whether an ASCII character's reading belongs to a key that is the last character's second byte and it.
  static func isReadAcross(_ tokens: [ByteToken], _ index: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard index > 0, tokens[index].kind == .ascii, tokens[index - 1].kind == .pair,
      let reading = tokens[index].reading
    else { return false }
    let key = DoubleByteCharset.gbk.scalar(tokens[index - 1].trail, UInt8(tokens[index].scalar))
    return key != 0 && PinyinReading.fits(UnsafeBufferPointer(rebasing: text[reading]), key)
  }

  /// Whether a character is a picture (Unicode 15, Emoji_Presentation, and the signs of the same blocks).
  static func isEmoji(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x231A...0x231B, 0x23E9...0x23F3, 0x2600...0x27BF, 0x2B50, 0x2B55, 0x3297, 0x3299, 0x1F000...0x1FAFF:
      true
    default: false
    }
  }

  /// Appends the tokens of one line.
  static func read(_ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>, into tokens: inout [ByteToken]) {
    let end = line.upperBound
    var index = line.lowerBound
    while index < end {
      let (scalar, count) = UTF8Cursor.scalar(text, at: index)
      let behind = index + count
      let bracket = behind < end && text[behind] == UInt8(ascii: "(")
      var token = ByteToken(kind: .foreign, scalar: scalar, range: index..<behind)
      if scalar == 0x3F || scalar == 0xFFFD {
        token.kind = .lost
        let start = bracket ? behind + 1 : behind
        if let close = PinyinReading.end(text, at: start, before: end) {
          token.kind = .lostBeforeReading
          token.reading = start..<close
        }
      } else if scalar < 0x80 {
        token.kind = .ascii
        // Only an ASCII trail byte can have been annotated.
        if bracket, scalar >= 0x40, let close = PinyinReading.end(text, at: behind + 1, before: end) {
          token.reading = behind + 1..<close
        }
      } else {
        token.code = DoubleByteCharset.gbk.code(of: scalar)
        if token.code != 0 { token.kind = .pair }
        if bracket, let close = PinyinReading.end(text, at: behind + 1, before: end),
          PinyinReading.fits(UnsafeBufferPointer(rebasing: text[behind + 1..<close]), scalar)
        {
          token.reading = behind + 1..<close
        }
      }
      if let reading = token.reading { token.range = index..<reading.upperBound + 1 }
      tokens.append(token)
      index = token.range.upperBound
    }
  }
}
