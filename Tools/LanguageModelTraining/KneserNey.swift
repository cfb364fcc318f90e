import Glibc
import LanguageModel

/// Interpolated Kneser-Ney smoothing with three discounts (Chen and Goodman, 1999), for pruned models and for
/// sources that count differently.
///
/// Pruned: the shorter n-grams of Kneser-Ney serve where the longer ones are absent, so they must be estimated
/// from what the listed longer ones leave over. A listed n-gram hands 1 down (its left neighbours are counted,
/// not its occurrences), an unlisted one its whole count (Siivola, Hirsimäki and Virpioja, 2007, "On growing
/// and pruning Kneser-Ney smoothed n-gram models"). Without pruning this is the textbook's estimate.
///
/// Weighted: discounts are found from, and chosen by, plain counts, and scaled by the average weight of the
/// n-gram's occurrences, so that equal weights change nothing.
///
/// The probabilities sum to 1 over the vocabulary for every context, by construction.
struct KneserNey {
  /// By order, from unigrams.
  var levels: [NGramLevel]

  init(counting corpus: Corpus, order: Int) {
    levels = [NGramLevel(order: order, counting: corpus)]
    while levels[0].order > 1 {
      let below = levels[0].makeLevelBelow(vocabularyCount: corpus.vocabulary.tokenCount)
      levels.insert(below, at: 0)
    }
  }

  var order: Int { levels.count }

  /// Estimates all probabilities for the n-grams that are kept now.
  mutating func estimate() {
    for index in levels.indices.dropLast().reversed() { adjustCounts(of: index) }
    estimateUnigrams()
    for index in levels.indices.dropFirst() { estimate(index) }
  }

  private mutating func adjustCounts(of index: Int) {
    let above = levels[index + 1]
    var counts = [UInt32](repeating: 0, count: levels[index].count)
    var weights = [Float](repeating: 0, count: levels[index].count)
    for n in 0..<above.count where above.suffixes[n] != NGramLevel.none {
      let suffix = Int(above.suffixes[n])
      if above.isKept[n] {
        counts[suffix] += 1
        weights[suffix] += above.adjustedWeights[n] / Float(above.adjustedCounts[n])
      } else {
        counts[suffix] += above.adjustedCounts[n]
        weights[suffix] += above.adjustedWeights[n]
      }
    }
    levels[index].adjustedCounts = counts
    levels[index].adjustedWeights = weights
  }

  /// What is taken off an n-gram seen once, twice, and more often.
  struct Discounts {
    private var values: (Float, Float, Float) = (0.75, 1, 1.3)

    init(_ level: NGramLevel) {
      var counts = [Float](repeating: 0, count: 5)
      for (count, key) in zip(level.adjustedCounts, level.keys) where count <= 4 && level.isListable(key) {
        counts[Int(count)] += 1
      }
      // A corpus too small or too regular for the estimate keeps the usual values.
      guard counts[1...].allSatisfy({ $0 > 0 }) else { return }
      let share = counts[1] / (counts[1] + 2 * counts[2])
      let estimate = (
        1 - 2 * share * counts[2] / counts[1],
        2 - 3 * share * counts[3] / counts[2],
        3 - 4 * share * counts[4] / counts[3]
      )
      guard (0.05...1).contains(estimate.0), (0.05...2).contains(estimate.1), (0.05...3).contains(estimate.2)
      else { return }
      values = estimate
    }

    @inline(__always)
    func discount(_ count: UInt32) -> Float {
      switch count {
      case 0: 0
      case 1: values.0
      case 2: values.1
      default: values.2
      }
    }
  }

  private mutating func estimateUnigrams() {
    let level = levels[0]
    let discounts = Discounts(level)
    var total: Double = 0
    var left: Double = 0
    let shares = (0..<level.count).map { token in
      let share = Self.discountShare(level, token, discounts)
      total += Double(level.adjustedWeights[token])
      left += Double(level.adjustedWeights[token] * share)
      return share
    }
    let uniform = Float(left / total) / Float(level.count)
    levels[0].probabilities = (0..<level.count).map { token in
      level.adjustedWeights[token] * (1 - shares[token]) / Float(total) + uniform
    }
    levels[0].backoffs = [Float](repeating: 1, count: level.count)
  }

  /// The part of an n-gram's weight that goes to shorter contexts.
  @inline(__always)
  private static func discountShare(_ level: NGramLevel, _ index: Int, _ discounts: Discounts) -> Float {
    let count = level.adjustedCounts[index]
    return count == 0 ? 0 : discounts.discount(count) / Float(count)
  }

  private mutating func estimate(_ index: Int) {
    let level = levels[index]
    let below = levels[index - 1]
    let discounts = Discounts(level)
    var probabilities = [Float](repeating: 0, count: level.count)
    var backoffs = [Float](repeating: 1, count: below.count)
    var next = 0
    while next < level.count {
      let context = level.contexts[next]
      let first = next
      var total: Double = 0
      var left: Double = 0
      while next < level.count, level.contexts[next] == context {
        let weight = Double(level.adjustedWeights[next])
        total += weight
        left += level.isKept[next] ? weight * Double(Self.discountShare(level, next, discounts)) : weight
        next += 1
      }
      guard context != NGramLevel.none else { continue }
      let backoff = Float(left / total)
      backoffs[Int(context)] = backoff
      for n in first..<next {
        guard level.suffixes[n] != NGramLevel.none else { continue }
        var own: Float = 0
        if level.isKept[n] {
          own =
            level.adjustedWeights[n] * (1 - Self.discountShare(level, n, discounts)) / Float(total)
        }
        probabilities[n] = own + backoff * below.probabilities[Int(level.suffixes[n])]
      }
    }
    levels[index].probabilities = probabilities
    levels[index].backoffs = [Float](repeating: 1, count: level.count)
    levels[index - 1].backoffs = backoffs
  }
}
