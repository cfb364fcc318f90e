/// HZ-GB-2312 (RFC 1843): `~{` and `~}` around pairs of GB 2312 without their high bits, `~~` for a tilde, and
/// `~` before a line end that is to be ignored. A line end inside `~{` closes it, as the RFC's tolerant readers do.
struct HZCodec: Codec {
  static let isStateless = false
  private let table = DecodingTables.gb18030
  private var isInPairs = false

  mutating func decode(_ window: inout CodecWindow) -> CodecStatus {
    while true {
      if let stop = window.stop { return stop }
      let byte = window.input[window.read]
      let next = window.read + 1 < window.input.count ? window.input[window.read + 1] : nil
      switch byte {
      case 0x7E:
        guard let next else { return window.rejectUnfinished() }
        guard takeEscape(next, &window) else { return window.reject(1) }
      case 0x0A:
        isInPairs = false
        fallthrough
      case 0x01..<0x80 where !isInPairs || byte <= 0x20:
        window.write(UInt32(byte))
        window.read += 1
      case 0x21..<0x78 where isInPairs:
        guard let next else { return window.rejectUnfinished() }
        let character = (0x21...0x7E).contains(next) ? table[byte | 0x80, next | 0x80] : 0
        guard character != 0 else { return window.reject((0x21...0x7D).contains(next) ? 2 : 1) }
        window.write(packed: character)
        window.read += 2
      default: return window.reject(1)
      }
    }
  }

  /// False when `~` and `next` are no escape.
  private mutating func takeEscape(_ next: UInt8, _ window: inout CodecWindow) -> Bool {
    switch next {
    case 0x7B: isInPairs = true
    case 0x7D: isInPairs = false
    case 0x7E: window.write(0x7E)
    case 0x0A: break
    default: return false
    }
    window.read += 2
    return true
  }
}
