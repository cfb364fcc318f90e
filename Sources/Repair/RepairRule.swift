import TextCore

/// The fixers. A fixer, its rule in the edit log and its kind in the damage report have the same name.
public enum RepairRule: UInt8, EditRule {
  /// Character references that escaped once too often or lost a part: `&amp;#20840;`, `#xff1a;`.
  case references
  /// Escapes of programming languages and URLs in running text: `\u300a`, `%E4%B8%AD`.
  case escapes
  /// Text in one charset that was read as another.
  case mojibake
  /// Readings that a program wrote behind characters: `領(lǐng)導(dǎo)`.
  case annotations
  /// Characters torn apart by text that was inserted between their two bytes.
  case splits
  /// Torn characters of which a byte is lost: the language model chose them among those that fit.
  case lostBytes
  /// Characters lost to `?` that a rule restores.
  case lostCharacters
  /// Compatibility ideographs and Kangxi radicals.
  case compatibilityForms
  /// Zero-width and bidirectional controls and soft hyphens inside Chinese text.
  case invisibles
  /// Private-use characters that GBK's or HKSCS's first mappings to Unicode gave to characters of today.
  case privateUse
  /// Spaces between all characters of a run.
  case spacing
  /// Punctuation of two sources, one behind the other: `,、`.
  case doubledPunctuation
  /// Full-width letters and digits. Off unless asked for: they are text.
  case fullWidth
  /// Punctuation in the other width, as `Repairer.Options.punctuation` says.
  case punctuation
  /// The user's own ICU transliteration.
  case transliteration

  public var name: String { "\(self)" }
  public static let names = allCases.map(\.name)

  /// The rules that a user switches; `lostBytes` goes with `splits`, the others run when their own option is set.
  public static let switches = allCases.filter { ![.punctuation, .transliteration, .lostBytes].contains($0) }
}
