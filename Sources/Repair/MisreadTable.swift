import CICU

/// The bytes behind each character that a decoder shows, and back: the table of the charset that text was read in.
///
/// A view of tables that live as long as the process, so that a search may copy it for nothing.
struct MisreadTable: BitwiseCopyable, @unchecked Sendable {
  // The buffers are made once by the static constants below and never written again.
  /// The bytes behind each scalar of the basic plane, `lead << 8 | trail` or one byte; 0 where there are none.
  let codes: UnsafeBufferPointer<UInt16>
  /// The scalar of each code, of one or two bytes; 0 where there is none.
  let scalars: UnsafeBufferPointer<UInt16>
  /// Pairs that every decoder of this charset knows: not private-use, in no later version alone.
  private let plainPairs: UnsafeBufferPointer<UInt8>
  let isDouble: Bool
  /// The two bytes that are the euro besides 0x80, in charsets of two.
  let euroPair: UInt16
  /// For each scalar of the basic plane, in charsets of two bytes, whether its bytes may be parts of UTF-8 (1), not (-2),
  /// or whether that tells nothing (0).
  let weights: UnsafeBufferPointer<Int8>
  /// Pairs of bytes that UTF-8 holds and not every decoder knows.
  struct RarePairs: BitwiseCopyable {
    var lead: UInt8
    var trails: UnsafeBufferPointer<UInt8>
  }
  let rarePairs: UnsafeBufferPointer<RarePairs>
  /// Continuation bytes of UTF-8 that are half of a character, before some byte that UTF-8 may go on with, to no decoder,
  /// and to none that takes rare pairs apart; bit 0 stands for 0x80, of which the decoder tells.
  private let halves: UInt64
  private let halvesOfRarePairs: UInt64

  /// GBK with the additions of GB18030 and the euro of code page 936.
  static let gbk = MisreadTable(.gbk, common: "windows-936", also: [(0x20AC, 0x80), (0x80, 0x80)])
  static let big5 = MisreadTable(.big5, common: "windows-950", also: [(0x20AC, 0x80), (0x80, 0x80)])

  /// Big5 as Unicode's first table of it has it (BIG5.TXT of 1994), which Python and others still follow: kana and
  /// Cyrillic letters stand elsewhere in the rows C6 and C7.
  static let olderBig5 = MisreadTable(
    .big5, common: "windows-950", also: [(0x20AC, 0x80), (0x80, 0x80)],
    moved: [
      (0xC6A1, 0x30FE, 1), (0xC6A2, 0x309D, 2), (0xC6A4, 0x3005, 1), (0xC6A5, 0x3041, 83),
      (0xC6F8, 0x30A1, 86),
      (0xC7B1, 0x0414, 2), (0xC7B3, 0x0401, 1), (0xC7B4, 0x0416, 7), (0xC7BB, 0x0423, 19),
      (0xC7CE, 0x0451, 1),
      (0xC7CF, 0x0436, 26), (0xC7E9, 0x2460, 10), (0xC7F3, 0x2474, 10),
    ])

  /// The charsets of one byte, the commonest first. Positions that one leaves undefined are taken for the C1
  /// control of the same number, as browsers do.
  static let singleByte = [
    "windows-1252", "windows-1250", "windows-1254", "windows-1251", "ISO-8859-15", "ISO-8859-2", "macintosh",
    "windows-1253", "windows-1257", "windows-1258", "IBM437", "KOI8-R",
  ].map(MisreadTable.init(singleByte:))

  /// Latin-1 and Windows-1252 in one: a C1 control and the sign in its place are the same byte.
  static let western = singleByte[0]

  /// - Parameters:
  ///   - common: a converter that knows what every decoder of the charset knows.
  ///   - also: codes of one byte that some decoders know.
  ///   - moved: runs of scalars with codes other than the charset's.
  private init(
    _ charset: DoubleByteCharset, common: String, also: [(scalar: Int, code: UInt16)],
    moved: [(code: UInt16, scalar: UInt16, count: UInt16)] = []
  ) {
    var codes = (0..<0x10000).map { charset.code(of: $0) }
    var scalars = charset.scalars
    for var (code, scalar, count) in moved {
      while count > 0 {
        (codes[Int(scalar)], scalars[Int(code)]) = (code, scalar)
        scalar += 1
        count -= 1
        // Trail bytes are 40 to 7E and A1 to FE.
        code += code & 0xFF == 0x7E ? 0x23 : code & 0xFF == 0xFE ? 0x42 : 1
      }
    }
    euroPair = codes[Int(Self.euro)]
    for byte in 1..<0x80 { (codes[byte], scalars[byte]) = (UInt16(byte), UInt16(byte)) }
    for (scalar, code) in also where codes[scalar] == 0 || code < 0x100 { codes[scalar] = code }
    var pairs = [UInt16](repeating: 0, count: 0x10000)
    _ = jk_icu_code_units(common, 2, &pairs)
    // Signs and private-use characters that the older decoder alone shows.
    for (code, unit) in pairs.enumerated() where unit != 0 && codes[Int(unit)] == 0 {
      codes[Int(unit)] = UInt16(code)
    }
    if charset.scalars[0xA8BC] == 0x1E3F {
      // Private-use characters that the first edition of GB18030 (2000) had in the place of signs.
      for (scalar, code) in Self.firstEdition where codes[scalar] == 0 { codes[scalar] = code }
    }
    self.codes = .lasting(codes)
    weights = .lasting(codes.indices.map { Self.weight(UInt32($0), codes[$0]) })
    self.scalars = .lasting(scalars)
    let plain: [UInt8] = pairs.indices.map {
      pairs[$0] != 0 && !(0xE000...0xF8FF).contains(pairs[$0]) && scalars[$0] != 0 ? 1 : 0
    }
    plainPairs = .lasting(plain)
    isDouble = true
    let followers = Array(UInt8(0x80)...0xBF) + MeantCharset.likelyLeads
    var rare: [RarePairs] = []
    var (halves, halvesOfRarePairs): (UInt64, UInt64) = (0, 0)
    for lead in UInt8(0x81)...0xBF {
      let trails = followers.filter { plain[Int(lead) << 8 | Int($0)] == 0 }
      if trails.isEmpty { continue }
      rare.append(RarePairs(lead: lead, trails: .lasting(trails)))
      halvesOfRarePairs |= 1 << UInt64(lead - 0x80)
      if trails.contains(where: { scalars[Int(lead) << 8 | Int($0)] == 0 }) {
        halves |= 1 << UInt64(lead - 0x80)
      }
    }
    rarePairs = .lasting(rare)
    (self.halves, self.halvesOfRarePairs) = (halves, halvesOfRarePairs)
  }

  private init(singleByte charset: String) {
    var units = [UInt16](repeating: 0, count: 256)
    _ = jk_icu_code_units(charset, 1, &units)
    var codes = [UInt16](repeating: 0, count: 0x10000)
    // Controls first: what the charset itself defines is written over them.
    for byte in 1..<0xA0 { codes[byte] = UInt16(byte) }
    for byte in 0x80..<0x100 {
      if units[byte] == 0 { units[byte] = UInt16(byte) }
      codes[Int(units[byte])] = UInt16(byte)
    }
    // The letter and the sign of a millionth, which others have in its place.
    let (mu, micro) = (0x3BC, 0xB5)
    if codes[micro] == 0 { codes[micro] = codes[mu] }
    self.codes = .lasting(codes)
    scalars = .lasting(units)
    plainPairs = .lasting([])
    weights = .lasting([])
    isDouble = false
    euroPair = 0
    rarePairs = .lasting([])
    (halves, halvesOfRarePairs) = (0, 0)
  }

  static let euro: UInt32 = 0x20AC

  private static let firstEdition: [(scalar: Int, code: UInt16)] =
    [(0xE7C7, 0xA8BC)] + zip(0xE78D...0xE793, 0xA6D9...0xA6DF).map { ($0, $1) }
    + [(0xE794, 0xA6EC), (0xE795, 0xA6ED), (0xE796, 0xA6F3)]

  private static func weight(_ scalar: UInt32, _ code: UInt16) -> Int8 {
    if scalar < 0x80 || scalar == 0xFFFD { return 0 }
    if code == 0 { return -2 }
    if (0x80...0xBF).contains(code >> 8), code & 0xFF < 0x80 { return 0 }
    return isPart(code >> 8) && isPart(code & 0xFF) ? 1 : -2
  }

  private static func isPart(_ byte: UInt16) -> Bool {
    (0x80...0xBF).contains(byte) || (0xE0...0xEF).contains(byte) || byte == 0
  }

  /// Whether a continuation byte above 0x80 can be half of a character before a byte that UTF-8 may go on with.
  func isHalf(_ byte: UInt8, takingRarePairsApart: Bool) -> Bool {
    (takingRarePairsApart ? halvesOfRarePairs : halves) >> UInt64(byte - 0x80) & 1 == 1
  }

  /// Whether a scalar has other bytes in another table.
  func differs(from other: MisreadTable, in scalar: UInt32) -> Bool {
    code(of: scalar) != other.code(of: scalar)
  }

  func isSame(as other: MisreadTable) -> Bool { codes.baseAddress == other.codes.baseAddress }

  /// The bytes behind a scalar; 0 where there are none.
  @inline(__always)
  func code(of scalar: UInt32) -> UInt16 { scalar < 0x10000 ? codes[Int(scalar)] : 0 }

  /// Whether the two bytes are a character to every decoder of this charset.
  @inline(__always)
  func isPlain(_ lead: UInt8, _ trail: UInt8) -> Bool { plainPairs[Int(lead) << 8 | Int(trail)] != 0 }
}

extension UnsafeBufferPointer where Element: BitwiseCopyable {
  /// A copy that is never freed, for tables that live as long as the process.
  static func lasting(_ elements: [Element]) -> UnsafeBufferPointer<Element> {
    let buffer = UnsafeMutableBufferPointer<Element>.allocate(capacity: elements.count)
    _ = buffer.initialize(from: elements)
    return UnsafeBufferPointer(buffer)
  }
}
