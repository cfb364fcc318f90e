import Decoding
import EncodingCorpus
import Glibc
import TextCore

/// Fits the map from odds to confidence on short and broken documents, made of lines that were not counted.
struct Calibration {
  private static let samples = 200
  /// A point needs so many answers to stand by itself; what is fewer is merged with its neighbours.
  private static let leastAnswers = 60.0

  /// The points of a `ConfidenceMap`.
  ///
  /// - Parameter model: a model without such points.
  static func points(for model: EncodingModel, _ text: StressText) -> [UInt16] {
    var sums = [Sum](repeating: Sum(), count: ConfidenceMap.count)
    let set = StressSet(
      text, lengths: StressSet.shortLengths, seed: StressSet.seed + 1, samples: samples)
    for document in set.documents {
      let (candidates, logOdds) = document.bytes.withUnsafeBufferPointer { bytes in
        var contest = EncodingContest(bytes, hints: .init(), model: model)
        return contest.run()
      }
      guard let logOdds else { continue }
      let place = min(max(0, (logOdds - ConfidenceMap.first) / ConfidenceMap.step), Float(sums.count - 1))
      let index = min(Int(place), sums.count - 2)
      let share = Double(place) - Double(index)
      // An answer counts for the points on both sides, the nearer the more.
      let isRight = candidates[0].encoding.name == document.encoding ? 1.0 : 0
      sums[index].add(isRight, weight: 1 - share)
      sums[index + 1].add(isRight, weight: share)
    }
    return rising(sums).map { UInt16((65535 * $0).rounded()) }
  }

  private struct Sum {
    var count = 0.0
    var right = 0.0
    /// How many points it stands for.
    var width = 1

    mutating func add(_ isRight: Double, weight: Double) {
      count += weight
      right += weight * isRight
    }

    /// Half an answer of either kind is added, so that nothing is certain.
    var share: Double { (right + 0.5) / (count + 1) }
  }

  /// Isotonic regression: neighbours that fall, or are too few, are pooled.
  private static func rising(_ sums: [Sum]) -> [Double] {
    var pools: [Sum] = []
    for sum in sums {
      pools.append(sum)
      while pools.count > 1, let last = pools.last,
        last.share < pools[pools.count - 2].share || pools[pools.count - 2].count < leastAnswers
      {
        pools.removeLast()
        pools[pools.count - 1].count += last.count
        pools[pools.count - 1].right += last.right
        pools[pools.count - 1].width += last.width
      }
    }
    return pools.flatMap { Array(repeating: $0.share, count: $0.width) }
  }
}
