/// A first line and named fields up to an empty line, as HTTP and WARC have them.
struct Header {
  let firstLine: String
  /// Names in lower case.
  private var fields: [(name: String, value: String)] = []

  /// Reads one header off the stream; nil when it has none.
  init?(_ reader: ByteReader, longestLine: Int) {
    guard let first = reader.takeLine(limit: longestLine) else { return nil }
    firstLine = String(decoding: first, as: UTF8.self)
    while let line = reader.takeLine(limit: longestLine), !line.isEmpty { add(line[...]) }
  }

  /// Reads the header at the front of `bytes` and removes it from them.
  init?(_ bytes: inout ArraySlice<UInt8>) {
    func takeLine() -> ArraySlice<UInt8>? {
      guard let end = bytes.firstIndex(of: 0x0A) else { return nil }
      let line = bytes[..<end]
      bytes = bytes[(end + 1)...]
      return line.last == 0x0D ? line.dropLast() : line
    }
    guard let first = takeLine() else { return nil }
    firstLine = String(decoding: first, as: UTF8.self)
    while let line = takeLine(), !line.isEmpty { add(line) }
  }

  /// The value of the first field of that name.
  subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

  private mutating func add(_ line: ArraySlice<UInt8>) {
    let isSpace: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
    if let first = line.first, isSpace(first), !fields.isEmpty {
      // A folded line continues the field above.
      fields[fields.count - 1].value += " " + String(decoding: line.drop(while: isSpace), as: UTF8.self)
      return
    }
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return }
    var value = line[(colon + 1)...].drop(while: isSpace)
    while let last = value.last, isSpace(last) { value.removeLast() }
    fields.append(
      (String(decoding: line[..<colon], as: UTF8.self).lowercased(), String(decoding: value, as: UTF8.self)))
  }
}
