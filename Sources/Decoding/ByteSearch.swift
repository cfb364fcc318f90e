import Glibc

extension UnsafeBufferPointer<UInt8> {
  /// `firstIndex(of:)` from an offset on, at the speed of the C library.
  func firstIndex(of byte: UInt8, from start: Int) -> Int? {
    guard let baseAddress, start < count, let found = memchr(baseAddress + start, Int32(byte), count - start)
    else {
      return nil
    }
    return UnsafeRawPointer(found) - UnsafeRawPointer(baseAddress)
  }
}
