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

  mutating func insert(_ pairs: ArraySlice<UInt32>) {
    var added = 0
    bits.withUnsafeMutableBufferPointer { bits in
      pairs.withUnsafeBufferPointer { pairs in
        for pair in pairs {
          let slot = pair &>> shift
          let bit = 1 &<< UInt64(slot & 63)
          added += bits[Int(slot &>> 6)] & bit == 0 ? 1 : 0
          bits[Int(slot &>> 6)] |= bit
        }
      }
    }
    count += added
  }

  /// How many of the pairs are in the set.
  func overlap(_ pairs: ArraySlice<UInt32>) -> Int {
    if count == 0 { return 0 }
    var shared = 0
    bits.withUnsafeBufferPointer { bits in
      pairs.withUnsafeBufferPointer { pairs in
        for pair in pairs {
          let slot = pair &>> shift
          shared += bits[Int(slot &>> 6)] & 1 &<< UInt64(slot & 63) == 0 ? 0 : 1
        }
      }
    }
    return shared
  }
}
