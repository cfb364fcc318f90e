import TextCore

/// Why a stretch of text was converted, as the log names it.
public enum ConversionRule: UInt8, EditRule {
  /// One character for another, whatever stands around it.
  case character = 0
  /// A word or phrase of OpenCC's dictionaries or this project's.
  case phrase = 1
  /// A word of Taiwan or Hong Kong for the mainland's, with `vocabulary`.
  case vocabulary = 2
  /// A compatibility ideograph for the one that Unicode says it is, converted further if need be.
  case compatibility = 3
  /// A variation selector dropped with the character that it belonged to.
  case variation = 4
  /// An entry of a user's dictionary.
  case dictionary = 5
  /// ICU's transliterator, in the profile `icu`.
  case icu = 6

  // Context rules of `auto` (Data/sources/jiaokan-contexts.txt), each for one character with several simplified
  // forms.
  /// 著: written by (著) or an aspect particle (着).
  case authorship
  /// 乾: heaven and names (乾) or dry (干).
  case dryness
  /// 於: names (於) or at (于).
  case location
  /// 藉: comfort, disorder (藉) or by means of (借).
  case means
  /// 瞭: to look afar (瞭) or to understand (了).
  case clarity
  /// 麼: a suffix (么) or tiny (麽).
  case smallness
  /// 夥: many (夥) or company (伙).
  case company
  /// 鍾: to concentrate, a bell, a name (钟, 锺).
  case bell
  /// 餘: rest (余), or 馀 where 余 would be read as I.
  case remainder
  /// 徵: the note zhi (徵) or to summon (征).
  case summons
  /// 畫: to paint (画) or to plan (划).
  case planning
  /// 覆: to cover (覆) or to reply, to repeat (复).
  case covering
  /// Other characters.
  case context

  public var name: String { "\(self)" }
  public static let names = allCases.map(\.name)
}
