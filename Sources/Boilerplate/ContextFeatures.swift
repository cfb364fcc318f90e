import Glibc

/// What the second model sees besides a block's own row: the first model's probabilities around it.
enum ContextFeature: Int, CaseIterable {
  case score, before1, before2, before3, after1, after2, after3
  case meanNear, meanAround, meanWide, massBefore, massAfter, gapBefore, gapAfter, shapeMean, parentMean,
    articleMass

  /// Columns of a row of the second model: those of the first, then these.
  static let count = Feature.count + allCases.count
}

extension BlockFeatures {
  package static let contextColumns = ContextFeature.count

  /// Rows of the second model from the first's log odds. O(blocks).
  package func contextRows(scores: [Float], parents: [Int?]) -> [Float] {
    let count = visible.count
    let probabilities = scores.map { 1 / (1 + expf(-$0)) }
    let weights = scans.map { Float($0.scalars) }
    let mass = Prefix(zip(probabilities, weights).map { $0 * $1 })
    let length = Prefix(weights)
    let shapeMeans = Self.means(of: probabilities, weights: weights, by: shapes.map { Optional($0) })
    let parentMeans = Self.means(of: probabilities, weights: weights, by: parents)
    let gapsBefore = Self.gaps(probabilities)
    let gapsAfter = Array(Self.gaps(probabilities.reversed()).reversed())
    var result = [Float](repeating: 0, count: count * ContextFeature.count)
    for row in 0..<count {
      let base = row * ContextFeature.count
      for column in 0..<Feature.count { result[base + column] = rows[row * Feature.count + column] }
      func set(_ feature: ContextFeature, _ value: Float) {
        result[base + Feature.count + feature.rawValue] = value
      }
      func score(_ other: Int) -> Float { scores.indices.contains(other) ? scores[other] : -8 }
      func mean(_ reach: Int) -> Float {
        let range = max(0, row - reach)..<min(count, row + reach + 1)
        return mass[range] / max(1, length[range])
      }
      set(.score, scores[row])
      set(.before1, score(row - 1))
      set(.before2, score(row - 2))
      set(.before3, score(row - 3))
      set(.after1, score(row + 1))
      set(.after2, score(row + 2))
      set(.after3, score(row + 3))
      set(.meanNear, mean(2))
      set(.meanAround, mean(6))
      set(.meanWide, mean(15))
      set(.massBefore, mass[0..<row] / max(1, mass.total))
      set(.massAfter, mass[row + 1..<count] / max(1, mass.total))
      set(.gapBefore, gapsBefore[row])
      set(.gapAfter, gapsAfter[row])
      set(.shapeMean, shapes[row] == 0 ? -1 : shapeMeans[row])
      set(.parentMean, parents[row] == nil ? -1 : parentMeans[row])
      set(.articleMass, log2f(1 + mass.total))
    }
    return result
  }

  /// How many blocks back the last one stands that more likely belongs to the article than not; at most 20.
  private static func gaps(_ probabilities: [Float]) -> [Float] {
    var distance: Float = 20
    return probabilities.map { probability in
      let gap = distance
      distance = probability > 0.5 ? 1 : min(20, distance + 1)
      return gap
    }
  }

  /// Each row's mean over the rows of its group, by length.
  private static func means(of values: [Float], weights: [Float], by groups: [Int?]) -> [Float] {
    var sums: [Int: (value: Float, weight: Float)] = [:]
    for (row, group) in groups.enumerated() {
      guard let group else { continue }
      let sum = sums[group] ?? (0, 0)
      sums[group] = (sum.value + values[row] * weights[row], sum.weight + weights[row])
    }
    return groups.map { group in
      guard let group, let sum = sums[group] else { return 0 }
      return sum.value / max(1, sum.weight)
    }
  }
}
