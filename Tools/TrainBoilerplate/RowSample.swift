/// The rows that a tree learns from, drawn by how much there is to learn from each (Ibragimov and Gusev 2019, minimal
/// variance sampling): a row that the forest already answers right is rarely drawn, and counts for more when it is.
struct RowSample {
  private var rows: [Int32] = []
  private var gradients: [SIMD2<Float>] = []
  private var leaf: [UInt8] = []

  /// - Parameters:
  ///   - all: gradient and curvature of each row.
  ///   - share: of the rows, as expected.
  init(_ all: [SIMD2<Float>], share: Float, random: inout SplitMix64) {
    let sizes = all.map { ($0.x * $0.x + 0.1 * $0.y * $0.y).squareRoot() }
    let some = stride(from: 0, to: sizes.count, by: max(1, sizes.count / 10_000)).map { sizes[$0] }
    let threshold = Self.threshold(some, expecting: share * Float(some.count))
    for row in all.indices {
      // None is drawn so rarely that it would count for more than ten.
      let probability = max(0.1, min(1, sizes[row] / threshold))
      guard Float(random.unit()) < probability else { continue }
      rows.append(Int32(row))
      gradients.append(all[row] / probability)
    }
    leaf = [UInt8](repeating: 0, count: rows.count)
  }

  /// The size from which rows are always drawn, so that `count` are drawn as expected; by bisection.
  private static func threshold(_ sizes: [Float], expecting count: Float) -> Float {
    var low: Float = 0
    var high = max(1e-9, sizes.reduce(0, +) / max(1, count))
    for _ in 0..<20 {
      let middle = (low + high) / 2
      let drawn = sizes.reduce(Float(0)) { $0 + min(1, $1 / middle) }
      if drawn > count { low = middle } else { high = middle }
    }
    return high
  }

  /// Sums of gradient and curvature by leaf and bin.
  func histogram(_ column: [UInt8], bins: Int, leaves: Int) -> [SIMD2<Float>] {
    var sums = [SIMD2<Float>](repeating: .zero, count: leaves * bins)
    column.withUnsafeBufferPointer { column in
      sums.withUnsafeMutableBufferPointer { sums in
        for (index, row) in rows.enumerated() {
          sums[Int(leaf[index]) * bins + Int(column[Int(row)])] += gradients[index]
        }
      }
    }
    return sums
  }

  func sums(leaves: Int) -> [SIMD2<Float>] {
    var sums = [SIMD2<Float>](repeating: .zero, count: leaves)
    for (leaf, gradient) in zip(leaf, gradients) { sums[Int(leaf)] += gradient }
    return sums
  }

  mutating func split(by column: [UInt8], border: Int, level: Int) {
    for (index, row) in rows.enumerated() where Int(column[Int(row)]) > border { leaf[index] |= 1 << level }
  }
}
