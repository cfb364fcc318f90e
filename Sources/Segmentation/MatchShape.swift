/// How dictionary words lie around an atom, as one byte: how long the longest is that begins here (bits 0 to 2),
/// that ends here (bits 3 to 5), and that has the atom inside (bits 6 and 7). Lengths are 0 for no word, else those of
/// the word less one, at most 4; inside less two, at most 3.
package enum MatchShape {
  package static let count = 256
  /// Longer words than this, in atoms, are in no model's dictionary.
  package static let longestWord = 16

  /// Notes a word of two atoms or more. Shorter words are to be noted before longer ones.
  ///
  /// - Parameter shapes: those of one source in the low byte, of another in the high byte.
  /// - Parameter sources: the bytes in which the word is noted, as 0x0001, 0x0100 or both; nothing happens if it is 0.
  @inline(__always)
  package static func note(
    from start: Int, to last: Int, in shapes: UnsafeMutablePointer<UInt16>, sources: UInt16
  ) {
    let length = UInt16(truncatingIfNeeded: min(last - start, 4))
    set(&shapes[start], sources &* 0x07, sources &* length)
    set(&shapes[last], sources &* 0x38, sources &* (length << 3))
    var index = start + 1
    while index < last {
      set(&shapes[index], sources &* 0xC0, sources &* ((length - 1) << 6))
      index += 1
    }
  }

  @inline(__always)
  private static func set(_ shape: inout UInt16, _ mask: UInt16, _ value: UInt16) {
    shape = shape & ~mask | value
  }
}
