import CICU

/// A charset of two bytes a character above ASCII, in both directions. The tables are ICU's, read on first use.
struct DoubleByteCharset: Sendable {
  /// The scalar of each code `lead << 8 | trail`; 0 where there is none.
  let scalars: [UInt16]
  /// The code of each scalar of the basic plane; 0 where there is none.
  private let codes: [UInt16]

  /// GBK as GB18030 has it, with the private-use areas.
  static let gbk = DoubleByteCharset(converter: "gb18030")
  static let big5 = DoubleByteCharset(converter: "Big5-HKSCS")

  private init(converter: String) {
    var scalars = [UInt16](repeating: 0, count: 0x10000)
    _ = jk_icu_code_units(converter, 2, &scalars)
    var codes = [UInt16](repeating: 0, count: 0x10000)
    for (code, scalar) in scalars.enumerated() where scalar != 0 {
      // Of two codes the first is meant, but for 十 and 卅 of Big5 (WHATWG Encoding Standard, index Big5 pointer).
      if codes[Int(scalar)] == 0 || scalar == 0x5341 || scalar == 0x5345 { codes[Int(scalar)] = UInt16(code) }
    }
    self.scalars = scalars
    self.codes = codes
  }

  /// The code of a scalar; 0 where the charset has none.
  @inline(__always)
  func code(of scalar: UInt32) -> UInt16 { scalar < 0x10000 ? codes[Int(scalar)] : 0 }

  @inline(__always)
  func scalar(_ lead: UInt8, _ trail: UInt8) -> UInt32 { UInt32(scalars[Int(lead) << 8 | Int(trail)]) }
}

/// A charset of one byte a character.
struct SingleByteCharset: Sendable {
  let name: String
  /// The scalar of each byte; 0 where there is none.
  let scalars: [UInt16]
  /// The bytes of the scalars above ASCII.
  private let bytes: [UInt16: UInt8]

  static let latin1 = SingleByteCharset("ISO-8859-1")
  static let windows1252 = SingleByteCharset("windows-1252")
  static let windows1250 = SingleByteCharset("windows-1250")
  static let windows1254 = SingleByteCharset("windows-1254")

  private init(_ name: String) {
    var scalars = [UInt16](repeating: 0, count: 256)
    _ = jk_icu_code_units(name, 1, &scalars)
    self.name = name
    self.scalars = scalars
    bytes = Dictionary(
      scalars.enumerated().compactMap {
        $0.offset >= 0x80 && $0.element != 0 ? ($0.element, UInt8($0.offset)) : nil
      },
      uniquingKeysWith: { first, _ in first })
  }

  /// The byte of a scalar above ASCII. Undefined positions count as the C1 control of the same number.
  func byte(of scalar: UInt32) -> UInt8? {
    scalar < 0x10000 ? bytes[UInt16(scalar)] : nil
  }
}
