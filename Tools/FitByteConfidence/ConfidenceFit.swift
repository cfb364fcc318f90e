import Repair

/// Rising points through what proposals of each share turned out to be: isotonic regression over classes of odds.
struct ConfidenceFit {
  /// A class needs so many proposals to stand by itself; one with fewer is merged with its neighbours.
  private static let fewest = 40.0

  private struct Pool {
    var count = 0.0
    var right = 0.0
    /// How many points it stands for.
    var width = 1
    /// One right and one wrong are added, so that no share of a few is 0 or 1.
    var share: Double { (right + 1) / (count + 2) }
  }

  private var pools = [Pool](repeating: Pool(), count: ByteConfidence.pointCount)

  mutating func add(share: Float, isRight: Bool) {
    // A proposal counts for the points on both sides, the nearer the more.
    let (index, part) = ByteConfidence.place(of: share)
    for (index, weight) in [(index, 1 - part), (index + 1, part)] {
      pools[index].count += Double(weight)
      pools[index].right += isRight ? Double(weight) : 0
    }
  }

  var points: [Double] {
    var risen: [Pool] = []
    for pool in pools {
      risen.append(pool)
      while let last = risen.last, risen.count > 1,
        last.share < risen[risen.count - 2].share || risen[risen.count - 2].count < Self.fewest
          || last.count < Self.fewest
      {
        risen.removeLast()
        risen[risen.count - 1].count += last.count
        risen[risen.count - 1].right += last.right
        risen[risen.count - 1].width += last.width
      }
    }
    return risen.flatMap { Array(repeating: $0.share, count: $0.width) }
  }
}
