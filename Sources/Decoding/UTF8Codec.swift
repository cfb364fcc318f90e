import CSIMD

/// UTF-8 that has errors or comes in pieces; each maximal subpart of a malformed sequence is one error, as the
/// Encoding Standard and Unicode's chapter 3 say.
struct UTF8Codec: Codec {
  static let isStateless = true

  mutating func decode(_ window: inout CodecWindow) -> CodecStatus {
    while true {
      window.copyASCII()
      if let stop = window.stop { return stop }
      let (count, isWhole) = UTF8Sequence.measure(window.input, at: window.read)
      guard isWhole else {
        let touchesEnd = window.read + count == window.input.count && count > 0
        if touchesEnd, !window.isLast, UTF8Sequence.isPrefix(window.input, at: window.read, count: count) {
          return .needsInput
        }
        return window.reject(max(1, count))
      }
      for offset in 0..<count { window.output[window.written + offset] = window.input[window.read + offset] }
      window.read += count
      window.written += count
    }
  }
}

extension UTF8Codec {
  /// Whether bytes are malformed, but for characters that the beginning and the end cut.
  static func hasErrors(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = bytes.prefix(3).firstIndex { $0 & 0xC0 != 0x80 } ?? 0
    let rest = UnsafeBufferPointer(rebasing: bytes[start...])
    let end = UTF8Sequence.validEnd(rest)
    return end + 3 < rest.count || end < rest.count && UTF8Sequence.length(rest[end]) <= rest.count - end
  }
}

/// Table 3-7 of the Unicode Standard.
package enum UTF8Sequence {
  /// The length of the sequence that begins at `offset`; or, where it is malformed, of its maximal subpart.
  @inline(__always)
  static func measure(_ input: UnsafeBufferPointer<UInt8>, at offset: Int) -> (count: Int, isWhole: Bool) {
    let lead = input[offset]
    let wanted = length(lead)
    guard wanted > 1 else { return (1, lead != 0 && lead < 0x80) }
    guard offset + 1 < input.count, seconds(lead).contains(input[offset + 1]) else { return (1, false) }
    var count = 2
    while count < wanted {
      guard offset + count < input.count, input[offset + count] & 0xC0 == 0x80 else { return (count, false) }
      count += 1
    }
    return (count, true)
  }

  /// Whether the last `count` bytes could go on to a whole sequence.
  static func isPrefix(_ input: UnsafeBufferPointer<UInt8>, at offset: Int, count: Int) -> Bool {
    count < length(input[offset])
  }

  /// How long a sequence with this lead is; 0: no lead.
  @inline(__always)
  static func length(_ lead: UInt8) -> Int {
    switch lead {
    case 0..<0x80: 1
    case 0xC2..<0xE0: 2
    case 0xE0..<0xF0: 3
    case 0xF0..<0xF5: 4
    default: 0
    }
  }

  @inline(__always)
  private static func seconds(_ lead: UInt8) -> ClosedRange<UInt8> {
    switch lead {
    case 0xE0: 0xA0...0xBF
    case 0xED: 0x80...0x9F
    case 0xF0: 0x90...0xBF
    case 0xF4: 0x80...0x8F
    default: 0x80...0xBF
    }
  }

  /// Where the valid UTF-8 without NUL ends that `input` begins with. Vectors in bulk, then byte by byte.
  package static func validEnd(_ input: UnsafeBufferPointer<UInt8>) -> Int {
    guard let source = input.baseAddress else { return 0 }
    var start = jk_simd_valid_utf8(source, input.count)
    // The last character before may go on behind.
    for _ in 0..<3 where start > 0 && start < input.count && input[start] & 0xC0 == 0x80 { start -= 1 }
    if start > 0, input[start - 1] >= 0x80 {
      repeat { start -= 1 } while start > 0 && input[start] & 0xC0 == 0x80
    }
    return validEnd(input, from: start)
  }

  /// The same from `offset`, which is on a character's border, byte by byte.
  package static func validEnd(_ input: UnsafeBufferPointer<UInt8>, from offset: Int) -> Int {
    guard let source = input.baseAddress else { return 0 }
    var read = offset
    while read < input.count {
      if source[read] < 0x80 {
        while read + 8 <= input.count,
          ASCII.isText(UnsafeRawPointer(source + read).loadUnaligned(as: UInt64.self))
        { read += 8 }
        while read < input.count, ASCII.isText(source[read]) { read += 1 }
        if read < input.count, source[read] == 0 { return read }
        continue
      }
      let (count, isWhole) = measure(input, at: read)
      guard isWhole else { return read }
      read += count
    }
    return read
  }
}
