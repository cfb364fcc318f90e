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
    contextRows(ContextSums(self, scores: scores, parents: parents), of: visible.indices)
  }

  /// The second forest's answers, from rows made some at a time: all of a long page would take more memory than the page.
  func contextScores(_ forest: ObliviousForest, scores: [Float], parents: [Int?]) -> [Float] {
    let sums = ContextSums(self, scores: scores, parents: parents)
    var answers: [Float] = []
    answers.reserveCapacity(visible.count)
    for start in stride(from: 0, to: visible.count, by: 1024) {
      let part = contextRows(sums, of: start..<min(visible.count, start + 1024))
      answers += forest.scores(part, columns: ContextFeature.count)
    }
    return answers
  }

  private func contextRows(_ sums: ContextSums, of range: Range<Int>) -> [Float] {
    let count = visible.count
    let scores = sums.scores
    var result = [Float](repeating: 0, count: range.count * ContextFeature.count)
    for row in range {
      let base = (row - range.lowerBound) * ContextFeature.count
      for column in 0..<Feature.count { result[base + column] = rows[row * Feature.count + column] }
      func set(_ feature: ContextFeature, _ value: Float) {
        result[base + Feature.count + feature.rawValue] = value
      }
      func score(_ other: Int) -> Float { scores.indices.contains(other) ? scores[other] : -8 }
      func mean(_ reach: Int) -> Float {
        let range = max(0, row - reach)..<min(count, row + reach + 1)
        return sums.mass[range] / max(1, sums.length[range])
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
      set(.massBefore, sums.mass[0..<row] / max(1, sums.mass.total))
      set(.massAfter, sums.mass[row + 1..<count] / max(1, sums.mass.total))
      set(.gapBefore, sums.gapsBefore[row])
      set(.gapAfter, sums.gapsAfter[row])
      set(.shapeMean, shapes[row] == 0 ? -1 : sums.shapeMeans[row])
      set(.parentMean, sums.parents[row] == nil ? -1 : sums.parentMeans[row])
      set(.articleMass, log2f(1 + sums.mass.total))
    }
    return result
  }
}

/// What the rows of the second model are made of.
private struct ContextSums {
  let scores: [Float]
  let parents: [Int?]
  let mass: Prefix
  let length: Prefix
  let shapeMeans: [Float]
  let parentMeans: [Float]
  let gapsBefore: [Float]
  let gapsAfter: [Float]

  init(_ features: BlockFeatures, scores: [Float], parents: [Int?]) {
    self.scores = scores
    self.parents = parents
    let probabilities = scores.map { 1 / (1 + expf(-$0)) }
    let weights = features.scans.map { Float($0.scalars) }
    mass = Prefix(zip(probabilities, weights).map { $0 * $1 })
    length = Prefix(weights)
    shapeMeans = Self.means(of: probabilities, weights: weights, by: features.shapes.map { Optional($0) })
    parentMeans = Self.means(of: probabilities, weights: weights, by: parents)
    gapsBefore = Self.gaps(probabilities)
    gapsAfter = Array(Self.gaps(probabilities.reversed()).reversed())
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
