import CICU
import Synchronization

/// The codes of an encoding that has no index of its own here, asked of ICU's converter one by one when the
/// encoding is first used, and kept. So ICU knows the characters, and the decoders are ours: errors follow the
/// Encoding Standard, and any character is a place to begin.
struct CharsetTable: Sendable {
  /// By byte.
  let singles: [PackedUTF8]
  /// Nil for encodings of one byte a character.
  let pairs: PairTable?
  /// Behind each prefix (a plane of EUC-TW, or the supplement of EUC-JP): 94 rows of 94 cells.
  let planes: [[UInt8]: [PackedUTF8]]

  private static let tables = Mutex<[TextEncoding: CharsetTable]>([:])

  /// The table of an encoding; of windows-1252 where ICU has none.
  static func table(of encoding: TextEncoding) -> CharsetTable {
    tables.withLock { tables in
      if let table = tables[encoding] { return table }
      let table = CharsetTable(encoding)
      tables[encoding] = table
      return table
    }
  }

  private init(_ encoding: TextEncoding) {
    let converter = jk_icu_converter_open(encoding.icuName) ?? jk_icu_converter_open("windows-1252")
    defer { jk_icu_converter_close(converter) }
    let ask = { (bytes: [UInt8]) -> PackedUTF8 in
      converter.map { Self.packed(jk_icu_scalar($0, bytes, bytes.count)) } ?? 0
    }
    singles = (UInt8.min...UInt8.max).map { byte in
      encoding.name == "x-user-defined" && byte >= 0x80
        ? Unicode.Scalar(0xF700 + UInt32(byte)).map(PackedUTF8.init) ?? 0 : ask([byte])
    }
    pairs = encoding.isMultiByte ? Self.makePairs(singles: singles, ask) : nil
    var planes: [[UInt8]: [PackedUTF8]] = [:]
    for prefix in encoding.planePrefixes {
      planes[prefix] = (UInt8(0xA1)...0xFE).flatMap { row in
        (UInt8(0xA1)...0xFE).map { cell in ask(prefix + [row, cell]) }
      }
    }
    self.planes = planes
  }

  /// Kept for good: made once a process and encoding.
  private static func makePairs(singles: [PackedUTF8], _ ask: ([UInt8]) -> PackedUTF8) -> PairTable {
    let entries = UnsafeMutablePointer<PackedUTF8>.allocate(capacity: PairTable.count)
    entries.initialize(repeating: 0, count: PairTable.count)
    for lead in UInt8(0x80)...0xFF where singles[Int(lead)] == 0 {
      for trail in UInt8(0x40)...0xFF { entries[Int(lead & 0x7F) << 8 | Int(trail)] = ask([lead, trail]) }
    }
    return PairTable(entries)
  }

  /// A character of a plane by its row and cell bytes (0xA1 to 0xFE); 0: none.
  func character(_ prefix: [UInt8], _ row: UInt8, _ cell: UInt8) -> PackedUTF8 {
    guard let plane = planes[prefix], (0xA1...0xFE).contains(row), (0xA1...0xFE).contains(cell) else {
      return 0
    }
    return plane[Int(row - 0xA1) * 94 + Int(cell - 0xA1)]
  }

  /// What ICU sends to the private use area, the standard's indexes do not have.
  private static func packed(_ scalar: UInt32) -> PackedUTF8 {
    guard scalar != 0, !(0xE000...0xF8FF).contains(scalar) else { return 0 }
    return Unicode.Scalar(scalar).map(PackedUTF8.init) ?? 0
  }
}

extension TextEncoding {
  var isMultiByte: Bool { [.eucTW, .eucJP, .shiftJIS, .eucKR].contains(self) }

  /// The bytes that stand before the pairs of another plane.
  var planePrefixes: [[UInt8]] {
    switch self {
    case .eucTW: (0xA1...0xAF).map { [0x8E, $0] }
    case .eucJP: [[0x8F]]
    default: []
    }
  }

  /// ICU's name of the converter that is nearest to the standard's index.
  var icuName: String {
    switch name {
    case "euc-tw": "euc-tw-2014"
    case "euc-jp": "euc-jp-2007"
    case "shift_jis": "ibm-943_P15A-2003"
    case "euc-kr": "windows-949-2000"
    case "iso-8859-8-i": "iso-8859-8"
    case "x-mac-cyrillic": "macos-7_3-10.2"
    default: name
    }
  }
}
