import CTables
import TextCore

/// The characters of an encoding of one- and two-byte codes, at (lead - 0x80) << 8 | trail.
struct PairTable: @unchecked Sendable {
  // The table is constant and lives as long as the process.
  private let entries: UnsafePointer<PackedUTF8>

  /// How many entries a table has.
  static let count = 128 << 8

  init(_ entries: UnsafePointer<PackedUTF8>) {
    self.entries = entries
  }

  /// The character of a pair whose lead is 0x80 or above; 0: none.
  @inline(__always)
  subscript(lead: UInt8, trail: UInt8) -> PackedUTF8 {
    entries[Int(lead & 0x7F) << 8 | Int(trail)]
  }

  /// Where the ASCII and pairs end that stand from `offset` on.
  func end(of bytes: UnsafeBufferPointer<UInt8>, from offset: Int) -> Int {
    guard let source = bytes.baseAddress else { return 0 }
    var read = offset
    while read < bytes.count {
      let lead = source[read]
      if lead < 0x80 {
        read += 1
        while read + 8 <= bytes.count,
          UnsafeRawPointer(source + read).loadUnaligned(as: UInt64.self) & 0x8080_8080_8080_8080 == 0
        { read += 8 }
        continue
      }
      guard read + 1 < bytes.count, self[lead, source[read + 1]] != 0 else { return read }
      read += 2
    }
    return read
  }

  /// Copies ASCII and decodes pairs until something else comes or the window stops.
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
      let packed = self[lead, source[local.read + 1]]
      guard packed != 0 else { return }
      local.write(packed: packed)
      local.read += 2
    }
  }
}

/// The tables that CTables embeds for Decoding, opened once; Tools/DataCompiler/EncodingTables.swift lays them out.
enum DecodingTables {
  static let gb18030File = TableFile(embedded: jk_gb18030_bytes(), count: jk_gb18030_size)
  static let gb18030 = pairs(gb18030File)
  static let big5 = pairs(TableFile(embedded: jk_big5_bytes(), count: jk_big5_size))

  private static func pairs(_ file: TableFile) -> PairTable {
    let entries = file.section(0, as: PackedUTF8.self)
    precondition(entries.count == PairTable.count, "a table of pairs is damaged: rebuild it with `make data`")
    return PairTable(entries.baseAddress!)  // not empty
  }
}
