import TextCore

/// Words to look for in a line, with a filter that passes over most of its characters.
struct WordSet: ExpressibleByArrayLiteral, Sendable {
  private let words: [StaticString]
  /// The lowest six bits of the scalars that words begin with.
  private let filter: UInt64

  init(arrayLiteral words: StaticString...) {
    self.words = words
    filter = words.reduce(0) { filter, word in
      word.withUTF8Buffer { filter | Self.bit(UTF8Cursor.scalar($0, at: 0).value) }
    }
  }

  private static func bit(_ scalar: UInt32) -> UInt64 { 1 << UInt64(scalar & 63) }

  /// Whether one of the words stands in a range of valid UTF-8. O(range).
  func stands(in text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    var offset = range.lowerBound
    while offset < range.upperBound {
      let (scalar, count) = UTF8Cursor.scalar(text, at: offset)
      if filter & Self.bit(scalar) != 0,
        words.contains(where: {
          offset + $0.utf8CodeUnitCount <= range.upperBound && text.has($0, at: offset)
        })
      {
        return true
      }
      offset += count
    }
    return false
  }
}
