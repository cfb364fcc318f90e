/// An encoding by its name in records: the WHATWG name in lower case, and `euc-tw`, `hz-gb-2312`,
/// `iso-2022-cn`, `iso-2022-kr`, `utf-16le`, `utf-16be`, `utf-32le`, `utf-32be` beside them.
public struct TextEncoding: Hashable, Sendable, CustomStringConvertible {
  /// Of `EncodingLabels.names`; a number, for detection copies and compares many.
  private let number: UInt8

  public var name: String { EncodingLabels.names[Int(number)] }
  public var description: String { name }

  /// The encoding a label stands for, by the labels of the WHATWG standard and a few more; nil if unknown.
  ///
  /// Case and white space around the label do not matter.
  public init?(label: String) {
    self.init(label: label.utf8)
  }

  init?(label: some BidirectionalCollection<UInt8>) {
    let isSpace: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0D).contains($0) }
    guard let first = label.firstIndex(where: { !isSpace($0) }),
      let last = label.lastIndex(where: { !isSpace($0) })
    else { return nil }
    let lowered = label[first...last].map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    guard let number = EncodingLabels.table[String(decoding: lowered, as: UTF8.self)] else { return nil }
    self.number = number
  }

  /// - Parameter name: one of `EncodingLabels.names`.
  init(name: String) {
    let names = EncodingLabels.names
    number = UInt8(names.firstIndex(of: name) ?? names.count - 1)
  }

  public static let utf8 = TextEncoding(name: "utf-8")
  public static let gb18030 = TextEncoding(name: "gb18030")
  public static let big5 = TextEncoding(name: "big5")
  public static let windows1252 = TextEncoding(name: "windows-1252")
  /// No answer is good enough.
  public static let unknown = TextEncoding(name: "unknown")

  static let eucTW = TextEncoding(name: "euc-tw")
  static let hz = TextEncoding(name: "hz-gb-2312")
  static let iso2022CN = TextEncoding(name: "iso-2022-cn")
  static let iso2022JP = TextEncoding(name: "iso-2022-jp")
  static let iso2022KR = TextEncoding(name: "iso-2022-kr")
  static let eucJP = TextEncoding(name: "euc-jp")
  static let shiftJIS = TextEncoding(name: "shift_jis")
  static let eucKR = TextEncoding(name: "euc-kr")
  static let utf16LE = TextEncoding(name: "utf-16le")
  static let utf16BE = TextEncoding(name: "utf-16be")
  static let utf32LE = TextEncoding(name: "utf-32le")
  static let utf32BE = TextEncoding(name: "utf-32be")

  /// The form of U+FEFF in this encoding, which at the start of a text is no text; empty if it has none.
  var byteOrderMark: [UInt8] {
    switch self {
    case .utf8: [0xEF, 0xBB, 0xBF]
    case .utf16LE: [0xFF, 0xFE]
    case .utf16BE: [0xFE, 0xFF]
    case .utf32LE: [0xFF, 0xFE, 0x00, 0x00]
    case .utf32BE: [0x00, 0x00, 0xFE, 0xFF]
    case .gb18030: [0x84, 0x31, 0x95, 0x33]
    default: []
    }
  }
}
