import TextCore

/// What a model knows of each character: its code, the same for its traditional and its full-width form, and its
/// class.
package struct CharacterTable: @unchecked Sendable {
  // Views of the model's table, which the model keeps alive.
  private let codes: PageTable<UInt16>
  private let classes: UnsafeBufferPointer<UInt8>

  /// - Parameter section: of three: a page table's two, and the classes by code.
  package init(_ file: TableFile, section: Int) {
    codes = PageTable(file, section: section)
    classes = file.section(section + 2, as: UInt8.self)
  }

  /// Whether all that can be looked up is there, whatever the text.
  var isWhole: Bool {
    classes.count >= Int(TokenCode.firstCharacter) && classes.count <= Int(UInt16.max)
      && codes.values.allSatisfy { Int($0) < classes.count }
      && codes.pages.allSatisfy { (Int($0) + 1) << Int(PageTable<UInt16>.pageBits) <= codes.values.count }
  }

  /// Codes lie below this.
  package var count: Int { classes.count }

  /// The code of a character; 0 if the model has none.
  @inline(__always)
  package func code(of scalar: UInt32) -> UInt16 { codes[scalar] }

  @inline(__always)
  package func characterClass(of code: UInt16) -> CharacterClass {
    CharacterClass(rawValue: classes[Int(code)])
  }
}

/// The kinds of atoms that a model tells apart, with what the reader of text asks first.
package struct CharacterClass: BitwiseCopyable, Sendable, Equatable {
  /// Bits 0 to 2: the kind for n-grams of kinds; bit 3: stands alone; bit 4: is an atom by itself.
  package let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package init(_ kind: AtomKind, standsAlone: Bool = false, isPlain: Bool = false) {
    rawValue = kind.rawValue | (standsAlone ? 8 : 0) | (isPlain ? 16 : 0)
  }

  /// What stands before and behind each line; a word of its own, that is not given out.
  package static let edge = CharacterClass(.edge, standsAlone: true)

  @inline(__always) package var kind: UInt8 { rawValue & 7 }
  /// Sentence punctuation, brackets and quotation marks, which are words of their own.
  @inline(__always) package var standsAlone: Bool { rawValue & 8 != 0 }
  /// No token by rule begins with it: a hanzi, or a mark that forms no rows.
  @inline(__always) package var isPlain: Bool { rawValue & 16 != 0 }
}

package enum AtomKind: UInt8, Sendable {
  /// The end of a line, or white space.
  case edge
  case hanzi
  /// 一, 十, 百 and the like.
  case numeral
  /// Digits, as one token.
  case digits
  /// Letters, with digits among them or not, as one token.
  case letters
  case symbol
  /// 年, 月, 日 and the like, which follow numbers.
  case unit
  /// Kana, and what is not UTF-8.
  case other
}

/// Codes that models give to tokens by rule and to what has no code of its own. Those of characters begin at
/// `firstCharacter`.
package enum TokenCode {
  /// Of nothing: n-grams have no such atom.
  package static let none: UInt16 = 0
  package static let edge: UInt16 = 1
  package static let shortNumber: UInt16 = 2
  package static let threeDigits: UInt16 = 3
  package static let fourDigits: UInt16 = 4
  package static let longNumber: UInt16 = 5
  package static let decimal: UInt16 = 6
  package static let joinedDigits: UInt16 = 7
  package static let letters: UInt16 = 8
  package static let mixed: UInt16 = 9
  package static let address: UInt16 = 10
  package static let kana: UInt16 = 11
  package static let unknownHanzi: UInt16 = 12
  package static let unknownSymbol: UInt16 = 13
  package static let firstCharacter: UInt16 = 16

  package static func characterClass(of code: UInt16) -> CharacterClass {
    switch code {
    case shortNumber...joinedDigits: CharacterClass(.digits)
    case letters...address: CharacterClass(.letters)
    case kana: CharacterClass(.other)
    case unknownHanzi: CharacterClass(.hanzi)
    case unknownSymbol: CharacterClass(.symbol)
    default: CharacterClass(.edge)
    }
  }

  /// What a scalar is to every model.
  package static func characterClass(ofScalar scalar: UInt32) -> CharacterClass {
    if ScalarClass.isHanzi(scalar) {
      let character = Unicode.Scalar(scalar).map(Character.init) ?? " "
      if numerals.contains(character) { return CharacterClass(.numeral, isPlain: true) }
      if units.contains(character) { return CharacterClass(.unit, isPlain: true) }
      return CharacterClass(.hanzi, isPlain: true)
    }
    let kind = scalar < 0x80 ? asciiKind(scalar) : CharacterKind(rare: scalar)
    switch kind {
    case .digit: return CharacterClass(.digits)
    case .letter: return CharacterClass(.letters)
    case .kana: return CharacterClass(.other)
    case .space: return CharacterClass(.edge)
    case .hanzi, .symbol:
      let character = Unicode.Scalar(scalar).map(Character.init) ?? " "
      let standsAlone = punctuation.contains(character)
      return CharacterClass(
        .symbol, standsAlone: standsAlone, isPlain: standsAlone && !rows.contains(character))
    }
  }

  private static func asciiKind(_ scalar: UInt32) -> CharacterKind {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 1) { byte in
      byte.initialize(repeating: UInt8(scalar))
      return CharacterReader(text: UnsafeBufferPointer(byte)).character(at: 0).kind
    }
  }

  private static let numerals = Set("〇零一二三四五六七八九十百千万亿两兆廿卅")
  private static let units = Set("年月日号时点分秒")
  private static let punctuation = Set("，。！？：；、“”‘’（）()《》〈〉「」『』【】〔〕〖〗[]{}<>,;:!?\"｛｝［］…—〝〞﹁﹂")
  private static let rows = Set("…—")
}
