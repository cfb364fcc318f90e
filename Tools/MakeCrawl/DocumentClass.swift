import FaultSimulator

/// What is peculiar about a document: how it is encoded, and what was done to its text.
enum DocumentClass: String, CaseIterable {
  case utf8, gb18030, big5
  case utf8Traditional = "utf-8-traditional"
  case utf16le = "utf-16le"
  /// GB18030 that calls itself UTF-8.
  case wrongCharset = "wrong-charset"
  /// Readings and lost bytes, as some mirrors have them.
  case annotated
  /// The same fault with its marks, without readings: pairs of bytes are read one byte off.
  case misaligned
  /// UTF-8 read as windows-1252, and GBK read as Latin-1.
  case mojibakeUTF8 = "mojibake-utf-8"
  case mojibakeGBK = "mojibake-gbk"
  /// References, escaped once more.
  case entities
  case spaced

  /// Ten of a hundred documents are broken in each of these ways; the others are whole.
  static func of(_ number: Int) -> DocumentClass {
    switch number % 20 {
    case 0..<5: .utf8
    case 5..<8: .gb18030
    case 8..<10: .big5
    case 10: .utf8Traditional
    case 11: .utf16le
    case 12: .wrongCharset
    case 13: .annotated
    case 14: .misaligned
    case 15: .mojibakeUTF8
    case 16: .mojibakeGBK
    case 17, 18: .entities
    default: .spaced
    }
  }

  var isTraditional: Bool {
    switch self {
    case .big5, .utf8Traditional, .annotated, .misaligned: true
    default: false
    }
  }

  var charset: Charset {
    switch self {
    case .gb18030, .wrongCharset: .gbk
    case .big5: .big5
    case .utf16le: Charset(name: "UTF-16LE")
    default: .utf8
    }
  }

  /// What the page says of its encoding.
  var label: String? {
    switch self {
    case .gb18030: "gb2312"
    case .big5: "big5"
    case .utf16le: nil
    default: "utf-8"
    }
  }

  /// A paragraph as it stands on the page.
  func broken(_ text: String) -> String {
    switch self {
    case .annotated: Self.mirror.broken(text)
    case .misaligned: Self.bareMirror.broken(text)
    case .mojibakeUTF8: TextFault.misread(text, in: .utf8, as: .windows1252)
    case .mojibakeGBK: TextFault.misread(text, in: .gbk, as: .latin1)
    case .entities: TextFault.escaped(TextFault.references(text))
    case .spaced: TextFault.spaced(text)
    default: text
    }
  }

  /// What is meant by a paragraph of such a page: what the mirror has made half-width stays so.
  func meant(_ text: String) -> String {
    guard self == .annotated || self == .misaligned else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.map { Self.mirror.folding[$0] ?? $0 }))
  }

  private static let mirror = AnnotatedGBKFault(annotations: [
    ("開", "kāi"), ("會", "huì"), ("聽", "tīng"), ("報", "bào"), ("務", "wù"), ("進", "jìn"), ("導", "dǎo"),
    ("總", "zǒng"), ("長", "zhǎng"), ("對", "duì"), ("動", "dòng"), ("備", "bèi"), ("應", "yīng"), ("設", "shè"),
    ("負", "fù"), ("責", "zé"), ("險", "xiǎn"), ("據", "jù"), ("門", "mén"), ("點", "diǎn"), ("發", "fā"),
    ("現", "xiàn"), ("區", "qū"), ("員", "yuán"), ("轉", "zhuǎn"), ("準", "zhǔn"),
  ])
  private static let bareMirror = AnnotatedGBKFault(annotations: [])
}
