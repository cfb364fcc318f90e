import TextCore

extension StaticString {
  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount) }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether `word` stands at `offset`.
  func has(_ word: StaticString, at offset: Int) -> Bool {
    let bytes = word.bytes
    guard offset >= 0, offset + bytes.count <= count else { return false }
    for index in 0..<bytes.count where self[offset + index] != bytes[index] { return false }
    return true
  }

  /// The first scalar boundary at or behind `offset`, at most `limit`.
  func boundary(atOrAfter offset: Int, limit: Int) -> Int {
    var offset = Swift.min(offset, limit)
    while offset < limit, self[offset] & 0xC0 == 0x80 { offset += 1 }
    return offset
  }

  /// Where the run of hanzi that begins at `offset` ends.
  func skippingHanzi(from offset: Int, limit: Int) -> Int {
    var offset = offset
    while offset < limit {
      let (scalar, width) = UTF8Cursor.scalar(self, at: offset)
      guard ScalarClass.isHanzi(scalar) else { break }
      offset += width
    }
    return offset
  }

  /// The range without white space at its ends.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    trimmed(range) { ScalarKind.isSpace($0) }
  }

  func trimmed(_ range: Range<Int>, _ drops: (UInt32) -> Bool) -> Range<Int> {
    var lower = range.lowerBound
    var upper = range.upperBound
    while lower < upper {
      let (scalar, width) = UTF8Cursor.scalar(self, at: lower)
      guard drops(scalar) else { break }
      lower += width
    }
    while upper > lower {
      let (scalar, width) = UTF8Cursor.scalar(self, before: upper)
      guard drops(scalar) else { break }
      upper -= width
    }
    return lower..<Swift.max(lower, upper)
  }

  subscript(bytes range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: self[range])
  }

  func string(_ range: Range<Int>) -> String { String(decoding: self[bytes: range], as: UTF8.self) }

  /// Scalars in the range.
  func scalarCount(_ range: Range<Int>) -> Int { self[bytes: range].count { $0 & 0xC0 != 0x80 } }
}
