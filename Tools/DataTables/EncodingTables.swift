import ToolSupport

/// The table of a two-byte decoder, from an index of the Encoding Standard: the UTF-8 form of the character of each
/// pair of bytes, first byte lowest, at (lead - 0x80) << 8 | trail; 0 where the index has nothing.
private struct PairTable {
  var entries = [UInt32](repeating: 0, count: 128 << 8)

  mutating func set(lead: Int, trail: Int, to scalars: [UInt32]) throws {
    let text = String(String.UnicodeScalarView(scalars.compactMap(Unicode.Scalar.init)))
    guard text.utf8.count <= 4 else {
      throw ToolError("no decoder writes \(text.utf8.count) bytes for one pair")
    }
    entries[(lead - 0x80) << 8 | trail] = text.utf8.reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }
}

/// `pointer TAB code point` lines; comments begin with `#`.
private func readIndex(_ path: String) throws -> [(pointer: Int, scalar: UInt32)] {
  try Files.lines(path).filter { !$0.isEmpty && !$0.hasPrefix("#") }.map { line in
    let fields = line.split(separator: "\t")
    guard fields.count == 2, let pointer = Int(fields[0]), let scalar = UInt32(fields[1], radix: 16) else {
      throw ToolError("\(path): not an index line: \(line)")
    }
    return (pointer, scalar)
  }
}

/// gb18030.bin; section 1 holds the ranges of four-byte codes as pairs of pointer and code point.
func compileGB18030(sources: String) throws -> [UInt8] {
  var table = PairTable()
  for (pointer, scalar) in try readIndex("\(sources)/whatwg-gb18030.txt") {
    let (row, cell) = pointer.quotientAndRemainder(dividingBy: 190)
    try table.set(lead: row + 0x81, trail: cell + (cell < 0x3F ? 0x40 : 0x41), to: [scalar])
  }
  let ranges = try readIndex("\(sources)/whatwg-gb18030-ranges.txt").flatMap {
    [UInt32($0.pointer), $0.scalar]
  }
  var builder = TableBuilder()
  builder.add(table.entries)
  builder.add(ranges)
  return builder.build()
}

/// big5.bin.
func compileBig5(sources: String) throws -> [UInt8] {
  var table = PairTable()
  func place(_ pointer: Int) -> (lead: Int, trail: Int) {
    let (row, cell) = pointer.quotientAndRemainder(dividingBy: 157)
    return (row + 0x81, cell + (cell < 0x3F ? 0x40 : 0x62))
  }
  for (pointer, scalar) in try readIndex("\(sources)/whatwg-big5.txt") {
    let (lead, trail) = place(pointer)
    try table.set(lead: lead, trail: trail, to: [scalar])
  }
  // The four pointers that stand for two code points (section "Big5 decoder" of the standard).
  let pairs: [(Int, [UInt32])] = [
    (1133, [0xCA, 0x304]), (1135, [0xCA, 0x30C]), (1164, [0xEA, 0x304]), (1166, [0xEA, 0x30C]),
  ]
  for (pointer, scalars) in pairs {
    let (lead, trail) = place(pointer)
    try table.set(lead: lead, trail: trail, to: scalars)
  }
  var builder = TableBuilder()
  builder.add(table.entries)
  return builder.build()
}
