import TextCore

extension UnsafeBufferPointer<UInt8> {
  /// The scalar at an offset, its bytes checked only for being there; nil behind the end and on a byte that begins
  /// none.
  @inline(__always)
  func scalar(at offset: Int) -> (value: UInt32, count: Int)? {
    guard offset < count else { return nil }
    let lead = self[offset]
    let length = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0
    guard length > 0, offset + length <= count else { return nil }
    for index in 1..<Swift.max(length, 1) where self[offset + index] & 0xC0 != 0x80 { return nil }
    return UTF8Cursor.scalar(self, at: offset)
  }

  func isHanzi(at offset: Int) -> Bool {
    scalar(at: offset).map { ScalarClass.isHanzi($0.value) } ?? false
  }

  func isHanzi(before offset: Int) -> Bool {
    var start = offset - 1
    while start > 0, offset - start < 4, self[start] & 0xC0 == 0x80 { start -= 1 }
    return start >= 0 && isHanzi(at: start)
  }

  /// Whether `count` bytes of `strings` stand at an offset, which may lie outside of the text.
  @inline(__always)
  func holds(_ strings: Self, from start: Int, count: Int, at offset: Int) -> Bool {
    guard offset >= 0, offset + count <= self.count else { return false }
    for index in 0..<count where self[offset + index] != strings[start + index] { return false }
    return true
  }
}
