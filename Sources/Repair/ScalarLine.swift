import TextCore

/// The scalars of a line, and where each begins in the text.
struct ScalarLine {
  private(set) var values: [UInt32] = []
  private var offsets: [Int] = []

  init(_ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) {
    values.reserveCapacity(line.count / 2)
    offsets.reserveCapacity(line.count / 2)
    var index = line.lowerBound
    while index < line.upperBound {
      let (scalar, count) = UTF8Cursor.scalar(text, at: index)
      values.append(scalar)
      offsets.append(index)
      index += count
    }
    offsets.append(index)
  }

  /// The bytes of a range of scalars.
  func bytes(of range: Range<Int>) -> Range<Int> { offsets[range.lowerBound]..<offsets[range.upperBound] }
}
