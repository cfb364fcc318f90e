import Glibc

/// Pruning by relative entropy (Stolcke, 1998): an n-gram is worth what the text's log-likelihood loses when its
/// context must answer for it by a shorter one. The context's frequency is the text's own, since Kneser-Ney's
/// short n-grams are no frequencies (Chelba et al., 2010).
struct Pruning {
  /// For each level and n-gram the threshold up to which it stays: its own worth or that of the best n-gram
  /// that begins with it. 0 for what is not listed.
  private var worth: [[Float]]
  /// For each level and n-gram the threshold up to which it is a context.
  private var worthAsContext: [[Float]]
  private let vocabularyCount: Int

  init(_ model: KneserNey) {
    worth = model.levels.map { [Float](repeating: 0, count: $0.count) }
    worthAsContext = worth
    vocabularyCount = model.levels[0].count
    for index in model.levels.indices.dropFirst().reversed() { weigh(model, index) }
  }

  private mutating func weigh(_ model: KneserNey, _ index: Int) {
    let level = model.levels[index]
    let below = model.levels[index - 1]
    var next = 0
    while next < level.count {
      let context = level.contexts[next]
      let first = next
      var occurrences: Double = 0
      while next < level.count, level.contexts[next] == context {
        occurrences += Double(level.weights[next])
        next += 1
      }
      guard context != NGramLevel.none else { continue }
      let backoff = below.backoffs[Int(context)]
      for n in first..<next where level.isKept[n] {
        let probability = Double(level.probabilities[n])
        let shorter = Double(below.probabilities[Int(level.suffixes[n])])
        // What the n-gram has of its own would go to the context's back-off share, for all tokens alike.
        let own = max(probability - Double(backoff) * shorter, 0)
        let replaced = (Double(backoff) + own) * shorter
        let loss = occurrences * (probability * log(probability / replaced) - own * (1 - shorter))
        worth[index][n] = max(worth[index][n], Float(max(loss, 0)))
        worthAsContext[index - 1][Int(context)] = max(
          worthAsContext[index - 1][Int(context)], worth[index][n])
      }
    }
    for n in below.isKept.indices where below.isKept[n] {
      worth[index - 1][n] = max(worth[index - 1][n], worthAsContext[index - 1][n])
    }
  }

  /// The n-grams that stay at a threshold.
  func apply(threshold: Float, to model: inout KneserNey) {
    for index in model.levels.indices.dropFirst() {
      for n in model.levels[index].isKept.indices {
        model.levels[index].isKept[n] = worth[index][n] > threshold
      }
    }
  }

  /// The lowest threshold at which the n-grams take at most so many bytes.
  func threshold(size: Int) -> Float {
    // The bit patterns of positive floats are in their order.
    var low: UInt32 = 0
    var high = Float.greatestFiniteMagnitude.bitPattern
    while low < high {
      let middle = low + (high - low) / 2
      if self.size(threshold: Float(bitPattern: middle)) <= size { high = middle } else { low = middle + 1 }
    }
    return Float(bitPattern: low)
  }

  /// What the n-grams and contexts above a threshold take in a model file.
  func size(threshold: Float) -> Int {
    var bytes = vocabularyCount * ModelWriter.Cost.unigram
    for index in worth.indices.dropFirst() {
      let order = index + 1
      let nodes = worth[index].count { $0 > threshold }
      bytes += nodes * ModelWriter.Cost.node
      guard order < worth.count else { continue }
      let contexts = worthAsContext[index].count { $0 > threshold }
      bytes += contexts * ModelWriter.Cost.context(order: order) + nodes / 64 * ModelWriter.Cost.contextWord
    }
    return bytes
  }
}
