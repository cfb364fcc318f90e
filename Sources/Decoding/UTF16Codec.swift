/// UTF-16 in either byte order; a surrogate without its partner is malformed.
struct UTF16Codec: Codec {
  static let isStateless = true
  let isBigEndian: Bool

  mutating func decode(_ window: inout CodecWindow) -> CodecStatus {
    while true {
      if let stop = window.stop { return stop }
      guard let unit = unit(window.input, at: window.read) else { return window.rejectUnfinished() }
      switch unit {
      case 0, 0xDC00...0xDFFF: return window.reject(2)
      case 0xD800...0xDBFF:
        guard let low = self.unit(window.input, at: window.read + 2) else { return window.rejectUnfinished() }
        guard (0xDC00...0xDFFF).contains(low) else { return window.reject(2) }
        window.write(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
        window.read += 4
      default:
        window.write(unit)
        window.read += 2
      }
    }
  }

  @inline(__always)
  private func unit(_ input: UnsafeBufferPointer<UInt8>, at offset: Int) -> UInt32? {
    guard offset + 1 < input.count else { return nil }
    let first = UInt32(input[offset])
    let second = UInt32(input[offset + 1])
    return isBigEndian ? first << 8 | second : second << 8 | first
  }
}
