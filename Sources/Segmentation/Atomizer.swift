import TextCore

/// What words are made of: a hanzi, a symbol, or a token by rule such as a number.
package struct Atom: BitwiseCopyable {
  /// First byte in the text.
  package var offset: Int
  package var code: UInt16
  package var characterClass: CharacterClass
  /// The tag that the best path has here, and from which tags it may come.
  var tag: UInt8 = 0
  var back: UInt8 = 0

  @inline(__always)
  package init(offset: Int, code: UInt16, characterClass: CharacterClass) {
    self.offset = offset
    self.code = code
    self.characterClass = characterClass
  }
}

/// Reads a text atom by atom.
package struct Atomizer {
  private let characters: CharacterTable
  private let reader: CharacterReader

  package init(_ text: UnsafeBufferPointer<UInt8>, characters: CharacterTable) {
    reader = CharacterReader(text: text)
    self.characters = characters
  }

  /// The atom that begins at `offset`, which is set to its end; nil for white space.
  @inline(__always)
  package func next(at offset: inout Int) -> Atom? {
    let text = reader.text
    let start = offset
    // Most text is of three bytes a character: hanzi and full-width punctuation.
    if text[start] & 0xF0 == 0xE0, start + 2 < text.count, text[start + 1] & 0xC0 == 0x80,
      text[start + 2] & 0xC0 == 0x80
    {
      let scalar =
        UInt32(text[start] & 0x0F) << 12 | UInt32(text[start + 1] & 0x3F) << 6
        | UInt32(text[start + 2] & 0x3F)
      let code = characters.code(of: scalar)
      let characterClass = characters.characterClass(of: code)
      if characterClass.isPlain {
        offset = start + 3
        return Atom(offset: start, code: code, characterClass: characterClass)
      }
    }
    return other(at: &offset)
  }

  @inline(never)
  private func other(at offset: inout Int) -> Atom? {
    let start = offset
    let (scalar, kind, count) = reader.character(at: start)
    switch kind {
    case .space:
      offset += count
      return nil
    case .hanzi:
      offset += count
      let code = characters.code(of: scalar)
      return atom(start, code == 0 ? TokenCode.unknownHanzi : code)
    default:
      offset = reader.tokenEnd(from: start, kind: kind, count: count)
      return atom(
        start, tokenCode(start..<offset, first: scalar, kind: kind, isSingle: offset == start + count))
    }
  }

  private func atom(_ start: Int, _ code: UInt16) -> Atom {
    Atom(offset: start, code: code, characterClass: characters.characterClass(of: code))
  }

  private func tokenCode(_ range: Range<Int>, first: UInt32, kind: CharacterKind, isSingle: Bool) -> UInt16 {
    switch kind {
    case .kana: return TokenCode.kana
    case .digit, .letter:
      if isSingle, kind == .letter {
        let code = characters.code(of: first)
        return code == 0 ? TokenCode.letters : code
      }
      return wordCode(range)
    default:
      let code = characters.code(of: first)
      return code == 0 ? TokenCode.unknownSymbol : code
    }
  }

  private func wordCode(_ range: Range<Int>) -> UInt16 {
    var digits = 0
    var letters = 0
    var points = 0
    var others = 0
    var offset = range.lowerBound
    while offset < range.upperBound {
      let (scalar, kind, count) = reader.character(at: offset)
      switch kind {
      case .digit: digits += 1
      case .letter: letters += 1
      default:
        if scalar == 0x2E || scalar == 0xFF0E {
          points += 1
        } else if scalar == 0x2F || scalar == 0x40 {
          return TokenCode.address
        } else if scalar != 0x2C {
          others += 1
        } else {
          digits += 4  // A comma within a number: it is a long one.
        }
      }
      offset += count
    }
    if digits == 0 { return TokenCode.letters }
    if letters > 0 { return TokenCode.mixed }
    if others > 0 || points > 1 { return TokenCode.joinedDigits }
    if points == 1 { return TokenCode.decimal }
    switch digits {
    case ...2: return TokenCode.shortNumber
    case 3: return TokenCode.threeDigits
    case 4: return TokenCode.fourDigits
    default: return TokenCode.longNumber
    }
  }
}
