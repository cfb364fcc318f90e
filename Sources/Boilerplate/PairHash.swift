import TextCore

/// Hashes of pairs of neighbouring scalars, white space left out: their top bits are the slot in a set.
enum PairHash {
  @inline(__always)
  static func of(_ first: UInt32, _ second: UInt32) -> UInt32 {
    first &* 0x9E37_79B1 &+ second &* 0x85EB_CA6B
  }

  /// Those of a text, in its order.
  static func all(in text: UnsafeBufferPointer<UInt8>) -> [UInt32] {
    [UInt32](unsafeUninitializedCapacity: text.count) { pairs, count in
      count = BlockScan(text, pairs: pairs).pairCount
    }
  }
}

/// The pairs of a page's blocks, hashed once for all that compare them.
struct PagePairs: Sendable {
  private var hashes: [UInt32] = []
  /// By row: where its pairs begin; and the end.
  private var starts = [0]

  subscript(row: Int) -> ArraySlice<UInt32> { hashes[starts[row]..<starts[row + 1]] }

  /// Scans blocks one after the other.
  mutating func append(_ text: UnsafeBufferPointer<UInt8>) -> BlockScan {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: text.count) { pairs in
      let scan = BlockScan(text, pairs: pairs)
      hashes.append(contentsOf: pairs[..<scan.pairCount])
      starts.append(hashes.count)
      return scan
    }
  }
}
