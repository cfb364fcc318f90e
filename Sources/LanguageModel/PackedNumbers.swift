/// Numbers below 2^24, three bytes each, little-endian.
struct PackedNumbers {
  private let bytes: UnsafeRawBufferPointer
  let count: Int

  /// - Parameter bytes: the numbers and one byte more, since each is read with the byte behind it.
  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
    count = max(bytes.count - 1, 0) / 3
  }

  @inline(__always)
  subscript(index: Int) -> Int {
    Int(bytes.loadUnaligned(fromByteOffset: 3 * index, as: UInt32.self) & 0xFF_FFFF)
  }
}
