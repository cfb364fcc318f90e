import Glibc

extension UnsafeBufferPointer<UInt8> {
  /// The first LF at or behind `start`, by the C library's vectorised search.
  func firstLF(from start: Int) -> Int? {
    guard start < count, let baseAddress, let end = memchr(baseAddress + start, 0x0A, count - start) else {
      return nil
    }
    return UnsafeRawPointer(end) - UnsafeRawPointer(baseAddress)
  }
}

extension ArraySlice<UInt8> {
  /// The first LF at or behind `start`.
  func firstLF(from start: Int) -> Int? {
    withUnsafeBufferPointer { $0.firstLF(from: start - startIndex).map { $0 + startIndex } }
  }
}

extension [UInt8] {
  /// The first LF at or behind `start`.
  func firstLF(from start: Int) -> Int? { withUnsafeBufferPointer { $0.firstLF(from: start) } }

  /// The last LF at or behind `start`.
  func lastLF(from start: Int) -> Int? {
    withUnsafeBytes { bytes in
      var end = count
      while end - start >= 8 {
        let word = bytes.loadUnaligned(fromByteOffset: end - 8, as: UInt64.self) ^ 0x0A0A_0A0A_0A0A_0A0A
        if (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080 != 0 { break }
        end -= 8
      }
      while end > start {
        end -= 1
        if bytes[end] == 0x0A { return end }
      }
      return nil
    }
  }

  var countOfLF: Int {
    withUnsafeBufferPointer { bytes in
      var count = 0
      var start = 0
      while let end = bytes.firstLF(from: start) {
        count += 1
        start = end + 1
      }
      return count
    }
  }
}
