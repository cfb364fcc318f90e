import Glibc

extension UnsafeBufferPointer<UInt8> {
  /// Whether `word`, which is not empty, occurs.
  func contains(_ word: [UInt8]) -> Bool { offset(of: word) != nil }

  /// Where `word`, which is not empty, occurs first.
  func offset(of word: [UInt8]) -> Int? {
    guard let start = baseAddress, let first = word.first else { return nil }
    var offset = 0
    while offset + word.count <= count,
      let match = memchr(start + offset, Int32(first), count - word.count + 1 - offset)
    {
      offset = UnsafePointer(match.assumingMemoryBound(to: UInt8.self)) - start
      if memcmp(match, word, word.count) == 0 { return offset }
      offset += 1
    }
    return nil
  }
}
