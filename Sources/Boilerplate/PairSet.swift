import TextCore

/// The pairs of neighbouring scalars of a text, as a Bloom filter of one hash: asking costs a few instructions,
/// and a wrong yes only blurs a feature.
struct PairSet: Sendable {
  private var bits: [UInt64]
  private let shift: UInt32
  /// How many different pairs were inserted.
  private(set) var count = 0

  /// - Parameter sizeLog2: of the filter in bits, 6 to 24; eight times the pairs keeps wrong answers near 12 %,
  ///   a title's 50 pairs in the default size near 1 %.
  init(sizeLog2: UInt32 = 12) {
    bits = [UInt64](repeating: 0, count: 1 << Int(sizeLog2 - 6))
    shift = 32 - sizeLog2
  }

  mutating func insert(_ text: UnsafeBufferPointer<UInt8>) {
    var offset = 0
    var previous: UInt32 = 0
    while offset < text.count {
      let (scalar, width) = UTF8Cursor.scalar(text, at: offset)
      offset += width
      if BlockScan.isSpace(scalar) { continue }
      if previous != 0 {
        let slot = slot(previous, scalar)
        if bits[slot >> 6] & 1 << UInt64(slot & 63) == 0 { count += 1 }
        bits[slot >> 6] |= 1 << UInt64(slot & 63)
      }
      previous = scalar
    }
  }

  @inline(__always)
  func contains(_ first: UInt32, _ second: UInt32) -> Bool {
    if count == 0 || first == 0 { return false }
    let slot = slot(first, second)
    return bits[slot >> 6] & 1 << UInt64(slot & 63) != 0
  }

  /// How many pairs of the text are in the set, and how many it has.
  func overlap(_ text: UnsafeBufferPointer<UInt8>) -> (shared: Int, all: Int) {
    var offset = 0
    var previous: UInt32 = 0
    var shared = 0
    var all = 0
    while offset < text.count {
      let (scalar, width) = UTF8Cursor.scalar(text, at: offset)
      offset += width
      if BlockScan.isSpace(scalar) { continue }
      if previous != 0 {
        all += 1
        if contains(previous, scalar) { shared += 1 }
      }
      previous = scalar
    }
    return (shared, all)
  }

  @inline(__always)
  private func slot(_ first: UInt32, _ second: UInt32) -> Int {
    Int((first &* 0x9E37_79B1 &+ second &* 0x85EB_CA6B) >> shift)
  }
}
