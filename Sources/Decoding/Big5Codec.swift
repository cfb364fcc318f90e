/// The Big5 decoder of the Encoding Standard, HKSCS included.
struct Big5Codec: Codec {
  static let isStateless = true
  private let table = DecodingTables.big5

  mutating func decode(_ window: inout CodecWindow) -> CodecStatus {
    table.decode(&window)
    if let stop = window.stop { return stop }
    let lead = window.input[window.read]
    guard (0x81...0xFE).contains(lead) else { return window.reject(1) }
    guard window.read + 1 < window.input.count else { return window.rejectUnfinished() }
    return window.reject(window.input[window.read + 1] < 0x80 ? 1 : 2)
  }

  /// Whether bytes are malformed, but for a character that the end cuts.
  static func hasErrors(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    DecodingTables.big5.end(of: bytes, from: 0) + 1 < bytes.count
  }
}
