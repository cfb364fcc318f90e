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
    start < count ? self[start...].lastIndex(of: 0x0A) : nil
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
