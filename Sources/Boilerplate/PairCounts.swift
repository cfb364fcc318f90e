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

  mutating func insert(_ pairs: ArraySlice<UInt32>) {
    counts.withUnsafeMutableBufferPointer { counts in
      pairs.withUnsafeBufferPointer { pairs in
        for pair in pairs {
          let slot = Int(pair &>> shift)
          counts[slot] &+= counts[slot] < 255 ? 1 : 0
        }
      }
    }
  }

  /// The share of the pairs that were inserted more than `count` times.
  func share(of pairs: ArraySlice<UInt32>, above count: UInt8) -> Float {
    var found = 0
    counts.withUnsafeBufferPointer { counts in
      pairs.withUnsafeBufferPointer { pairs in
        for pair in pairs where counts[Int(pair &>> shift)] > count { found += 1 }
      }
    }
    return Float(found) / Float(max(1, pairs.count))
  }
}
