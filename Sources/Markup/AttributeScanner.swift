/// The attributes of a start tag, read from its bytes.
struct AttributeScanner {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var offset: Int
  private let end: Int

  /// - Parameter tag: from `<` to before `>`.
  init(_ bytes: UnsafeBufferPointer<UInt8>, tag: Range<Int>) {
    self.bytes = bytes
    end = tag.upperBound
    offset = min(tag.lowerBound + 1, end)
    skip { !Blank.isWhiteSpace($0) && $0 != 0x2F }
  }

  /// Ranges of the next name and its value; the value is empty where there is none.
  mutating func next() -> (name: Range<Int>, value: Range<Int>)? {
    skip { Blank.isWhiteSpace($0) || $0 == 0x2F }
    guard offset < end else { return nil }
    let start = offset
    offset += 1  // a `=` here belongs to the name
    skip { !Blank.isWhiteSpace($0) && $0 != 0x2F && $0 != 0x3D }
    let name = start..<offset
    skip(Blank.isWhiteSpace)
    guard offset < end, bytes[offset] == 0x3D else { return (name, offset..<offset) }
    offset += 1
    skip(Blank.isWhiteSpace)
    guard offset < end else { return (name, end..<end) }
    let quote = bytes[offset]
    guard quote == 0x22 || quote == 0x27 else {
      let start = offset
      skip { !Blank.isWhiteSpace($0) }
      return (name, start..<offset)
    }
    offset += 1
    let valueStart = offset
    skip { $0 != quote }
    let value = valueStart..<offset
    offset = min(offset + 1, end)
    return (name, value)
  }

  @inline(__always)
  private mutating func skip(_ condition: (UInt8) -> Bool) {
    while offset < end, condition(bytes[offset]) { offset += 1 }
  }
}
