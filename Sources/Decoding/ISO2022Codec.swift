/// ISO-2022-CN with its extension (RFC 1922), ISO-2022-JP (RFC 1468, 2237) and ISO-2022-KR (RFC 1557): whatever
/// their escapes designate, they may all be read by one decoder.
struct ISO2022Codec: Codec {
  static let isStateless = false

  /// A set that bytes of 0x21 to 0x7E may stand for.
  private enum Charset {
    case ascii, roman, katakana
    case gb2312, ksx1001, jisX0208, jisX0212
    case cns11643(plane: UInt8)

    var isPaired: Bool {
      switch self {
      case .ascii, .roman, .katakana: false
      default: true
      }
    }
  }

  private var g0 = Charset.ascii
  /// By SO; and for one character by ESC N and ESC O.
  private var g1: Charset?
  private var g2: Charset?
  private var g3: Charset?
  private var isShiftedOut = false

  mutating func decode(_ window: inout CodecWindow) -> CodecStatus {
    while true {
      if let stop = window.stop { return stop }
      let byte = window.input[window.read]
      switch byte {
      case 0x1B:
        if let status = takeEscape(&window) { return status }
      case 0x0E where g1 != nil, 0x0F:
        isShiftedOut = byte == 0x0E
        window.read += 1
      case 0x21...0x7E:
        let set = isShiftedOut ? g1 ?? g0 : g0
        if let status = set.isPaired ? takePair(set, behind: 0, &window) : takeSingle(set, byte, &window) {
          return status
        }
      case 0x01..<0x80:
        // RFC 1922: a line begins in ASCII.
        if byte == 0x0A { isShiftedOut = false }
        window.write(UInt32(byte))
        window.read += 1
      default: return window.reject(1)
      }
    }
  }

  private func takeSingle(_ set: Charset, _ byte: UInt8, _ window: inout CodecWindow) -> CodecStatus? {
    switch (set, byte) {
    case (.roman, 0x5C): window.write(0xA5)
    case (.roman, 0x7E): window.write(0x203E)
    case (.katakana, 0x21...0x5F): window.write(0xFF61 + UInt32(byte) - 0x21)
    case (.katakana, _): return window.reject(1)
    default: window.write(UInt32(byte))
    }
    window.read += 1
    return nil
  }

  /// Takes a pair that begins `skipped` bytes ahead, behind a single shift.
  private func takePair(_ set: Charset, behind skipped: Int, _ window: inout CodecWindow) -> CodecStatus? {
    let start = window.read + skipped
    guard start + 1 < window.input.count else { return window.rejectUnfinished() }
    let (row, cell) = (window.input[start], window.input[start + 1])
    guard (0x21...0x7E).contains(row), (0x21...0x7E).contains(cell) else { return window.reject(skipped + 1) }
    let character = Self.character(set, row | 0x80, cell | 0x80)
    guard character != 0 else { return window.reject(skipped + 2) }
    window.write(packed: character)
    window.read += skipped + 2
    return nil
  }

  private static func character(_ set: Charset, _ row: UInt8, _ cell: UInt8) -> PackedUTF8 {
    switch set {
    case .gb2312: DecodingTables.gb18030[row, cell]
    case .ksx1001: CharsetTable.table(of: .eucKR).pairs?[row, cell] ?? 0
    case .jisX0208: CharsetTable.table(of: .eucJP).pairs?[row, cell] ?? 0
    case .jisX0212: CharsetTable.table(of: .eucJP).character([0x8F], row, cell)
    case .cns11643(let plane): CharsetTable.table(of: .eucTW).character([0x8E, 0xA0 + plane], row, cell)
    case .ascii, .roman, .katakana: 0
    }
  }

  /// Takes a designation or a single-shifted character; nil when it was one.
  private mutating func takeEscape(_ window: inout CodecWindow) -> CodecStatus? {
    let rest = window.input[(window.read + 1)...].prefix(3)
    let sequence = Array(rest)
    switch (sequence.first, sequence.dropFirst().first) {
    case (0x4E, _) where g2 != nil: return takePair(g2 ?? .ascii, behind: 2, &window)
    case (0x4F, _) where g3 != nil: return takePair(g3 ?? .ascii, behind: 2, &window)
    case (0x28, 0x42): g0 = .ascii
    case (0x28, 0x4A): g0 = .roman
    case (0x28, 0x49): g0 = .katakana
    case (0x24, 0x40), (0x24, 0x42): g0 = .jisX0208
    case (0x24, 0x41): g0 = .gb2312
    case (0x24, 0x28?), (0x24, 0x29?), (0x24, 0x2A?), (0x24, 0x2B?):
      return takeLongDesignation(sequence, &window)
    case (nil, _), (0x24, nil), (0x28, nil): return window.isLast ? window.reject(1) : .needsInput
    default: return window.reject(1)
    }
    window.read += 3
    return nil
  }

  private mutating func takeLongDesignation(_ sequence: [UInt8], _ window: inout CodecWindow) -> CodecStatus?
  {
    guard sequence.count == 3 else { return window.isLast ? window.reject(1) : .needsInput }
    switch (sequence[1], sequence[2]) {
    case (0x28, 0x43): g0 = .ksx1001
    case (0x28, 0x44): g0 = .jisX0212
    case (0x29, 0x41), (0x29, 0x45): g1 = .gb2312  // ISO-IR-165 is GB 2312 with additions
    case (0x29, 0x43): g1 = .ksx1001
    case (0x29, 0x47): g1 = .cns11643(plane: 1)
    case (0x2A, 0x48): g2 = .cns11643(plane: 2)
    case (0x2B, 0x49...0x4D): g3 = .cns11643(plane: sequence[2] - 0x49 + 3)
    default: return window.reject(1)
    }
    window.read += 4
    return nil
  }
}
