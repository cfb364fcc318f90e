import CTables
import TextCore

/// The compiled index of an encoding of one- and two-byte codes; Tools/DataCompiler/EncodingTables.swift lays it out.
struct PairTable: @unchecked Sendable {
  // The table is constant and embedded.
  private let entries: UnsafePointer<UInt32>
  private let long: UnsafePointer<UInt32>

  init(_ table: TableFile) {
    entries = table.section(0, as: UInt32.self).baseAddress!  // a compiled table has its sections
    long = table.section(1, as: UInt32.self).baseAddress ?? entries
  }

  /// The entry of a pair whose lead is 0x80 or above: UTF-8 packed in the low bits, its length in the high byte.
  @inline(__always)
  private func entry(_ lead: UInt8, _ trail: UInt8) -> UInt32 {
    entries[Int(lead & 0x7F) << 8 | Int(trail)]
  }

  /// Copies ASCII and the pairs of the index until something else comes or the window stops.
  @inline(__always)
  func decode(_ window: inout CodecWindow) {
    var local = window
    defer { window = local }
    guard let source = local.input.baseAddress else { return }
    while local.read < local.input.count, local.written < local.limit {
      let lead = source[local.read]
      if lead < 0x80 {
        local.copyASCII()
        if local.read < local.input.count, source[local.read] == 0 { return }
        continue
      }
      guard local.read + 1 < local.input.count else { return }
      let entry = entry(lead, source[local.read + 1])
      let count = Int(entry >> 24)
      guard count > 0 else { return }
      local.write(packed: count == 4 ? long[Int(entry & 0xFFFFFF)] : entry, count: count)
      local.read += 2
    }
  }

  /// Writes the character of a pair; false where the index has none.
  @inline(__always)
  func write(_ lead: UInt8, _ trail: UInt8, to window: inout CodecWindow) -> Bool {
    let entry = entry(lead, trail)
    let count = Int(entry >> 24)
    guard count > 0 else { return false }
    window.write(packed: count == 4 ? long[Int(entry & 0xFFFFFF)] : entry, count: count)
    return true
  }
}

/// The tables that CTables embeds for Decoding, opened once.
enum DecodingTables {
  static let gb18030File = TableFile(embedded: jk_gb18030_bytes(), count: jk_gb18030_size)
  static let gb18030 = PairTable(gb18030File)
  static let big5 = PairTable(TableFile(embedded: jk_big5_bytes(), count: jk_big5_size))
}
