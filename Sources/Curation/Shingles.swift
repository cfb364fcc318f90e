import TextCore

/// Windows of a few characters over a text, as hashes.
enum Shingles {
  /// Calls `body` with the hash of every window of `length` letters, digits and hanzi; spaces, punctuation and
  /// the case of ASCII letters do not count. A shorter text is one window; one without such characters none.
  @inline(__always)
  static func forEach(
    of text: UnsafeBufferPointer<UInt8>, length: Int, _ body: (UInt64) -> Void
  ) {
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: length) { window in
      var count = 0
      // A polynomial in the scalars: what leaves the window is taken off with this factor.
      var factor: UInt64 = 1
      for _ in 0..<length { factor = factor &* Self.base }
      var hash: UInt64 = 0
      var offset = 0
      while offset < text.count {
        let (scalar, size) = UTF8Cursor.scalar(text, at: offset)
        offset += size
        guard let unit = unit(scalar) else { continue }
        let slot = count % length
        hash = hash &* Self.base &+ unit
        if count >= length { hash = hash &- window[slot] &* factor }
        window[slot] = unit
        count += 1
        if count >= length { body(mixed(hash)) }
      }
      if 1..<length ~= count { body(mixed(hash)) }
    }
  }

  private static let base: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// What a character counts as; nil for those that do not count.
  @inline(__always)
  private static func unit(_ scalar: UInt32) -> UInt64? {
    switch scalar {
    case 0x61...0x7A, 0x30...0x39: UInt64(scalar)
    case 0x41...0x5A: UInt64(scalar + 0x20)
    case 0..<0xC0: nil
    case 0x3007: UInt64(scalar)
    // Punctuation, symbols, CJK punctuation, full-width and vertical forms.
    case 0x2000...0x2BFF, 0x3000...0x303F, 0xFE10...0xFE6F, 0xFF00...0xFF0F, 0xFF1A...0xFF20,
      0xFF3B...0xFF40, 0xFF5B...0xFF65, 0xFFE0...0xFFFF:
      nil
    default: UInt64(scalar)
    }
  }

  /// SplitMix64's finaliser: every bit of the result depends on every bit of the input.
  @inline(__always)
  static func mixed(_ value: UInt64) -> UInt64 {
    var z = value &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// How much of a text says again what it has said before.
public enum Repetition {
  /// Ten characters in a row are the same by chance in hardly any prose.
  private static let length = 10

  /// The share of windows of ten characters that stood in the text before, in 0...1. O(text).
  public static func share(of text: UnsafeBufferPointer<UInt8>) -> Float {
    var seen: Set<UInt64> = []
    var windows = 0
    Shingles.forEach(of: text, length: length) { hash in
      windows += 1
      seen.insert(hash)
    }
    return windows == 0 ? 0 : Float(windows - seen.count) / Float(windows)
  }
}
