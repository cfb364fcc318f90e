import CTables
import Glibc
import TextCore

/// What a character can be besides a part of dictionary words.
struct CharacterTraits: OptionSet {
  let rawValue: UInt8
  /// Begins family names.
  static let surname = CharacterTraits(rawValue: 1)
  /// Stands in transliterated names.
  static let foreign = CharacterTraits(rawValue: 2)
  /// 〇 to 九.
  static let digit = CharacterTraits(rawValue: 4)
  /// 十, 百 and the like.
  static let multiplier = CharacterTraits(rawValue: 8)
  /// 第.
  static let ordinal = CharacterTraits(rawValue: 16)
}

/// Costs of a character in names, 0 where it has no such place.
struct NameCosts: BitwiseCopyable {
  var surname: UInt16
  /// The only, the first and the last character of a given name.
  var only: UInt16
  var first: UInt16
  var last: UInt16
  /// Any character of a transliterated name.
  var foreign: UInt16
}

/// The dictionary that ships, as `WordsTable` of the data compiler lays it out.
struct Lexicon: @unchecked Sendable {
  // All memory is the embedded table's, which is constant.
  static let shared = Lexicon()

  private let codes: PageTable<UInt16>
  private let traitsByCode: UnsafeBufferPointer<UInt8>
  private let nameCostsByCode: UnsafeBufferPointer<NameCosts>
  let words: DoubleArrayTrie

  private init() {
    let table = TableFile(embedded: jk_words_bytes(), count: jk_words_size)
    codes = PageTable(table, section: 0)
    words = DoubleArrayTrie(nodes: table.section(2, as: TrieNode.self))
    traitsByCode = table.section(3, as: UInt8.self)
    nameCostsByCode = table.section(4, as: NameCosts.self)
  }

  /// Codes lie below this.
  var codeCount: Int { traitsByCode.count }

  /// The code of a character, the same for its traditional and its capital form; 0 if no word holds it.
  @inline(__always)
  func code(of scalar: UInt32) -> UInt16 { codes[scalar] }

  @inline(__always)
  func traits(of code: UInt16) -> CharacterTraits {
    CharacterTraits(rawValue: Int(code) < traitsByCode.count ? traitsByCode[Int(code)] : 0)
  }

  /// - Parameter code: below `codeCount`.
  @inline(__always)
  func nameCosts(of code: UInt16) -> NameCosts { nameCostsByCode[Int(code)] }

  /// What a word costs that is counted so often among the words behind the dictionary's counts: the unit in which
  /// costs are given, 1/128 nat.
  static func cost(ofCount count: Int) -> UInt16 {
    // 60,101,967 is the sum of the counts in jieba-words.txt.
    let cost = (Glibc.log(60_101_967) - Glibc.log(Double(max(count, 1)))) * 128
    return UInt16(min(max(cost.rounded(), 1), 65535))
  }
}
