/// Words to look for in a line, with a filter that passes over most of its characters.
struct WordSet: ExpressibleByArrayLiteral, Sendable {
  private let words: [StaticString]
  /// Which sums of the second and third byte a word begins with, by their lowest six bits; all for shorter words.
  private let filter: UInt64

  init(arrayLiteral words: StaticString...) {
    self.words = words
    filter = words.reduce(0) { filter, word in
      word.withUTF8Buffer { $0.count < 3 ? .max : filter | Self.bit($0[1], $0[2]) }
    }
  }

  private static func bit(_ second: UInt8, _ third: UInt8) -> UInt64 { 1 << UInt64((second &+ third) & 63) }

  /// Whether one of the words stands in a range of valid UTF-8. O(range).
  func stands(in text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    var offset = range.lowerBound
    while offset < range.upperBound {
      let lead = text[offset]
      let mayBegin =
        offset + 2 < range.upperBound ? filter & Self.bit(text[offset + 1], text[offset + 2]) != 0 : true
      if mayBegin,
        words.contains(where: {
          offset + $0.utf8CodeUnitCount <= range.upperBound && text.has($0, at: offset)
        })
      {
        return true
      }
      offset += lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    }
    return false
  }
}
