import TextCore

/// How often pairs of neighbouring scalars occur in a page, by a hash that grows with the page.
struct PairCounts: Sendable {
  private var counts: [UInt8]
  private let shift: UInt32

  /// - Parameter bytes: of the text; two slots a byte, from 1 kB to 256 kB.
  init(bytes: Int) {
    var sizeLog2: UInt32 = 10
    while sizeLog2 < 18, 1 << Int(sizeLog2) < 2 * bytes { sizeLog2 += 1 }
    counts = [UInt8](repeating: 0, count: 1 << Int(sizeLog2))
    shift = 32 - sizeLog2
  }

  mutating func insert(_ text: UnsafeBufferPointer<UInt8>) {
    counts.withUnsafeMutableBufferPointer { counts in
      Self.forEachPair(text, shift: shift) { slot in
        if counts[slot] < 255 { counts[slot] += 1 }
      }
    }
  }

  /// The share of the text's pairs that were inserted more than `count` times.
  func share(of text: UnsafeBufferPointer<UInt8>, above count: UInt8) -> Float {
    var all = 0
    var found = 0
    counts.withUnsafeBufferPointer { counts in
      Self.forEachPair(text, shift: shift) { slot in
        all += 1
        if counts[slot] > count { found += 1 }
      }
    }
    return Float(found) / Float(max(1, all))
  }

  @inline(__always)
  private static func forEachPair(
    _ text: UnsafeBufferPointer<UInt8>, shift: UInt32, _ body: (Int) -> Void
  ) {
    var offset = 0
    var previous: UInt32 = 0
    while offset < text.count {
      let (scalar, width) = UTF8Cursor.scalar(text, at: offset)
      offset += width
      if BlockScan.isSpace(scalar) { continue }
      if previous != 0 { body(Int((previous &* 0x9E37_79B1 &+ scalar &* 0x85EB_CA6B) >> shift)) }
      previous = scalar
    }
  }
}
