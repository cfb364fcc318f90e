import TextCore

/// The gb18030 decoder of the Encoding Standard, which also decodes GBK and GB2312.
struct GB18030Codec: Codec {
  static let isStateless = true
  private let table = DecodingTables.gb18030

  mutating func decode(_ window: inout CodecWindow) -> CodecStatus {
    while true {
      table.decode(&window)
      if let stop = window.stop { return stop }
      if let status = decodeRare(&window) { return status }
    }
  }

  /// One character that is not in the index of pairs; nil when it was text.
  private func decodeRare(_ window: inout CodecWindow) -> CodecStatus? {
    let input = window.input
    let start = window.read
    let rest = input.count - start
    switch input[start] {
    case 0x80:  // as in windows-936
      window.write(0x20AC)
      window.read += 1
      return nil
    case 0x00, 0xFF: return window.reject(1)
    default: break
    }
    guard rest >= 2 else { return window.rejectUnfinished() }
    let second = input[start + 1]
    guard Self.isDigit(second) else {
      return window.reject(second < 0x80 ? 1 : 2)
    }
    guard rest >= 3 else { return window.rejectUnfinished() }
    guard (0x81...0xFE).contains(input[start + 2]) else { return window.reject(1) }
    guard rest >= 4 else { return window.rejectUnfinished() }
    guard Self.isDigit(input[start + 3]) else { return window.reject(1) }
    let pointer =
      ((Int(input[start]) - 0x81) * 10 + Int(second) - 0x30) * 1260
      + (Int(input[start + 2]) - 0x81) * 10 + Int(input[start + 3]) - 0x30
    guard let scalar = GB18030Ranges.scalar(pointer) else { return window.reject(4) }
    window.write(scalar)
    window.read += 4
    return nil
  }

  /// Whether bytes are malformed, but for a character that the end cuts.
  static func hasErrors(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var offset = DecodingTables.gb18030.end(of: bytes, from: 0)
    while offset + 3 < bytes.count {
      guard isFourBytes(bytes, at: offset) else { return true }
      offset = DecodingTables.gb18030.end(of: bytes, from: offset + 4)
    }
    return false
  }

  /// Whether bytes have the form of a code of four, whether or not it is assigned.
  @inline(__always)
  static func isFourBytes(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> Bool {
    offset + 3 < bytes.count && (0x81...0xFE).contains(bytes[offset]) && isDigit(bytes[offset + 1])
      && (0x81...0xFE).contains(bytes[offset + 2]) && isDigit(bytes[offset + 3])
  }

  @inline(__always)
  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
}

/// The four-byte codes of gb18030: "index gb18030 ranges code point" of the Encoding Standard.
enum GB18030Ranges {
  private static let ranges: [(pointer: Int, scalar: UInt32)] = {
    let words = DecodingTables.gb18030File.section(1, as: UInt32.self)
    return stride(from: 0, to: words.count, by: 2).map { (Int(words[$0]), words[$0 + 1]) }
  }()

  static func scalar(_ pointer: Int) -> UInt32? {
    if pointer == 7457 { return 0xE7C7 }
    guard pointer < 39420 || (189_000...1_237_575).contains(pointer) else { return nil }
    let range = ranges[ranges.partitioningIndex { $0.pointer > pointer } - 1]
    return range.scalar + UInt32(pointer - range.pointer)
  }
}
