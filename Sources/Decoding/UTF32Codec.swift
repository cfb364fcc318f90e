/// UTF-32 in either byte order; what is no scalar value is malformed.
struct UTF32Codec: Codec {
  static let isStateless = true
  let isBigEndian: Bool

  mutating func decode(_ window: inout CodecWindow) -> CodecStatus {
    while true {
      if let stop = window.stop { return stop }
      let start = window.read
      guard start + 3 < window.input.count else { return window.rejectUnfinished() }
      let value = (0..<4).reduce(UInt32(0)) { value, index in
        value << 8 | UInt32(window.input[start + (isBigEndian ? index : 3 - index)])
      }
      guard value != 0, Unicode.Scalar(value) != nil else { return window.reject(4) }
      window.write(value)
      window.read += 4
    }
  }
}
