/// How dictionary words lie around an atom, as one byte: how long the longest is that begins here (bits 0 to 2),
/// that ends here (bits 3 to 5), and that has the atom inside (bits 6 and 7). Lengths are 0 for no word, else those of
/// the word less one, at most 4; inside less two, at most 3.
package enum MatchShape {
  package static let count = 256
  /// Longer words than this, in atoms, are in no model's dictionary.
  package static let longestWord = 16

  /// Notes a word of two atoms or more.
  @inline(__always)
  package static func note(_ word: Range<Int>, in shapes: UnsafeMutablePointer<UInt8>) {
    let length = UInt8(truncatingIfNeeded: min(word.count, 5) - 1)
    let last = word.upperBound - 1
    raise(&shapes[word.lowerBound], mask: 0x07, to: length)
    raise(&shapes[last], mask: 0x38, to: length << 3)
    var index = word.lowerBound + 1
    while index < last {
      raise(&shapes[index], mask: 0xC0, to: (length - 1) << 6)
      index += 1
    }
  }

  @inline(__always)
  private static func raise(_ shape: inout UInt8, mask: UInt8, to value: UInt8) {
    if shape & mask < value { shape = shape & ~mask | value }
  }
}
