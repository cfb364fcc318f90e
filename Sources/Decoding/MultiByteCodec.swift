/// EUC-TW, EUC-JP, Shift_JIS and EUC-KR: pairs, single bytes beyond ASCII, and pairs behind a prefix.
///
/// Errors as in the standard's decoders of this kind: a malformed sequence ends before a byte of ASCII.
struct MultiByteCodec: Codec {
  static let isStateless = true
  private let table: CharsetTable
  private let prefixes: [[UInt8]]

  init(_ encoding: TextEncoding) {
    table = CharsetTable.table(of: encoding)
    prefixes = encoding.planePrefixes
  }

  mutating func decode(_ window: inout CodecWindow) -> CodecStatus {
    while true {
      table.pairs?.decode(&window)
      if let stop = window.stop { return stop }
      if let status = decodeRare(&window) { return status }
    }
  }

  /// One character that is no pair; nil when it was text.
  private func decodeRare(_ window: inout CodecWindow) -> CodecStatus? {
    let rest = window.input[window.read...]
    let lead = rest[rest.startIndex]
    guard lead >= 0x80 else { return window.reject(1) }  // NUL
    if table.singles[Int(lead)] != 0 {
      window.write(packed: table.singles[Int(lead)])
      window.read += 1
      return nil
    }
    guard rest.count >= 2 else { return window.rejectUnfinished() }
    guard let prefix = prefixes.first(where: { rest.starts(with: $0) }) else {
      return window.reject(rest[rest.startIndex + 1] < 0x80 ? 1 : 2)
    }
    let whole = rest.prefix(prefix.count + 2)
    if let ascii = whole.firstIndex(where: { $0 < 0x80 }) { return window.reject(ascii - rest.startIndex) }
    guard whole.count == prefix.count + 2 else { return window.rejectUnfinished() }
    let character = table.character(prefix, whole[whole.endIndex - 2], whole[whole.endIndex - 1])
    guard character != 0 else { return window.reject(whole.count) }
    window.write(packed: character)
    window.read += whole.count
    return nil
  }
}
