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

  /// One to four bytes as a little-endian number.
  @inline(__always)
  func word(at offset: Int, count: Int) -> UInt32 {
    var word: UInt32 = 0
    for index in 0..<count { word |= UInt32(self[offset + index]) << UInt32(8 * index) }
    return word
  }

  /// Whether `count` bytes of `strings` stand at an offset, which may lie outside of the text.
  @inline(__always)
  func holds(_ strings: Self, from start: Int, count: Int, at offset: Int) -> Bool {
    guard offset >= 0, offset + count <= self.count else { return false }
    for index in 0..<count where self[offset + index] != strings[start + index] { return false }
    return true
  }
}

/// Three bytes of UTF-8 in the low bits of a little-endian number, whatever its highest byte is: nearly all of a
/// Chinese text.
enum Triple {
  @inline(__always)
  static func begins(_ word: UInt32) -> Bool { word & 0xC0C0F0 == 0x8080E0 }

  /// Whether two of them stand in the lower six of eight bytes.
  @inline(__always)
  static func beginsPair(_ word: UInt64) -> Bool { word & 0xC0C0_F0C0_C0F0 == 0x8080_E080_80E0 }

  /// The number of the page of 64 scalars that it stands on.
  @inline(__always)
  static func page(_ word: UInt32) -> Int { Int((word & 0xF) << 6 | word >> 8 & 0x3F) }

  /// Its place on that page.
  @inline(__always)
  static func place(_ word: UInt32) -> Int { Int(word >> 16 & 0x3F) }

  @inline(__always)
  static func scalar(_ word: UInt32) -> UInt32 { (word & 0xF) << 12 | word >> 2 & 0xFC0 | word >> 16 & 0x3F }
}
