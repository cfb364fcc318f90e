import Boilerplate
import Glibc

/// Rows to learn from, row-major.
struct TrainingSet {
  var columns: Int
  var rows: [Float] = []
  /// 1 where the answer is yes.
  var labels: [Float] = []
  var weights: [Float] = []

  var count: Int { labels.count }
}

/// Gradient boosting of oblivious trees for log loss, over binned features. The same set, options and seed always
/// give the same forest.
struct ForestTrainer {
  var trees = 600
  var depth = 4
  var rate: Float = 0.04
  /// Ridge on leaf values, in units of summed weight.
  var ridge: Float = 4
  /// Share of the rows, and of the features, that a tree sees.
  var rowShare: Float = 0.25
  var featureShare = 0.2
  var seed: UInt64 = 1

  private static let bins = 64

  func train(_ set: TrainingSet) -> ObliviousForest {
    var random = SplitMix64(state: seed)
    let borders = (0..<set.columns).map { Self.borders(set, column: $0) }
    let binned = Self.bin(set, borders: borders)
    let yes = zip(set.labels, set.weights).reduce(Float(0)) { $0 + $1.0 * $1.1 }
    let all = set.weights.reduce(0, +)
    let bias = logf(max(yes, 1e-3) / max(all - yes, 1e-3))
    var scores = [Float](repeating: bias, count: set.count)
    var gradients = [SIMD2<Float>](repeating: .zero, count: set.count)
    var questions: [ObliviousForest.Question] = []
    var leaves: [Float] = []
    for _ in 0..<trees {
      for row in 0..<set.count {
        let p = 1 / (1 + expf(-scores[row]))
        gradients[row] = SIMD2(set.labels[row] - p, max(p * (1 - p), 1e-4)) * set.weights[row]
      }
      var sample = RowSample(gradients, share: rowShare, random: &random)
      var asked: [(column: Int, border: Int)] = []
      for level in 0..<depth {
        let features = (0..<set.columns).filter { _ in random.unit() < featureShare }
        var best: (gain: Float, feature: Int, border: Int) = (-1, 0, 0)
        for feature in features where !borders[feature].isEmpty {
          let found = bestBorder(
            binned[feature], borders: borders[feature].count, sample: sample, leaves: 1 << level)
          if found.gain > best.gain { best = (found.gain, feature, found.border) }
        }
        let threshold = borders[best.feature].isEmpty ? 0 : borders[best.feature][best.border]
        questions.append(.init(feature: UInt32(best.feature), threshold: threshold))
        asked.append((best.feature, best.border))
        sample.split(by: binned[best.feature], border: best.border, level: level)
      }
      let values = sample.sums(leaves: 1 << depth).map { rate * $0.x / ($0.y + ridge) }
      leaves += values
      var leaf = [UInt8](repeating: 0, count: set.count)
      for (level, question) in asked.enumerated() {
        let column = binned[question.column]
        for row in 0..<set.count where Int(column[row]) > question.border { leaf[row] |= 1 << level }
      }
      for row in 0..<set.count { scores[row] += values[Int(leaf[row])] }
    }
    return ObliviousForest(depth: depth, questions: questions, leaves: leaves, bias: bias)
  }

  private func bestBorder(
    _ column: [UInt8], borders: Int, sample: RowSample, leaves: Int
  ) -> (gain: Float, border: Int) {
    let histogram = sample.histogram(column, bins: Self.bins, leaves: leaves)
    var gains = [Float](repeating: 0, count: borders)
    for leaf in 0..<leaves {
      let cells = histogram[leaf * Self.bins..<(leaf + 1) * Self.bins]
      let total = cells.reduce(.zero, +)
      var left = SIMD2<Float>.zero
      for border in 0..<borders {
        left += cells[cells.startIndex + border]
        let right = total - left
        gains[border] += left.x * left.x / (left.y + ridge) + right.x * right.x / (right.y + ridge)
      }
    }
    var best = 0
    for border in 1..<max(1, borders) where gains[border] > gains[best] { best = border }
    return (gains[best], best)
  }

  /// Up to 63 values that part the column into equal shares, halfway between neighbours.
  private static func borders(_ set: TrainingSet, column: Int) -> [Float] {
    // Some ten thousand rows place the borders as well as all of them.
    let values = stride(from: 0, to: set.count, by: max(1, set.count / 10_000)).map {
      set.rows[$0 * set.columns + column]
    }.sorted()
    guard let low = values.first, let high = values.last, low < high else { return [] }
    var borders: [Float] = []
    for part in 1..<bins {
      let index = part * (values.count - 1) / bins
      let value = values[index]
      guard let next = values[index...].first(where: { $0 > value }) ?? nil else { continue }
      let border = value + (next - value) / 2
      if borders.last.map({ $0 < border }) ?? true { borders.append(border) }
    }
    if borders.isEmpty || borders[0] > values.first(where: { $0 > low }) ?? low {
      let next = values.first { $0 > low } ?? high
      borders.insert(low + (next - low) / 2, at: 0)
    }
    return Array(borders.prefix(bins - 1))
  }

  /// By column, how many of its borders each row's value is above.
  private static func bin(_ set: TrainingSet, borders: [[Float]]) -> [[UInt8]] {
    var binned = borders.map { _ in [UInt8](repeating: 0, count: set.count) }
    // Row by row within a column's page of rows, so that a row's cache line serves several columns.
    let page = 512
    for start in stride(from: 0, to: set.count, by: page) {
      for column in borders.indices where !borders[column].isEmpty {
        borders[column].withUnsafeBufferPointer { borders in
          for row in start..<min(set.count, start + page) {
            let value = set.rows[row * set.columns + column]
            var low = 0
            var high = borders.count
            while low < high {
              let middle = (low + high) / 2
              if value > borders[middle] { low = middle + 1 } else { high = middle }
            }
            binned[column][row] = UInt8(low)
          }
        }
      }
    }
    return binned
  }
}

/// Steele, Lea and Flood 2014: small, fast, the same everywhere.
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func unit() -> Double { Double(next() >> 11) / Double(1 << 53) }
}
