import Glibc

/// Pruning by relative entropy (Stolcke, 1998): an n-gram is worth what the text's log-likelihood loses when its
/// context must answer for it by a shorter one. The context's frequency is the text's own, since Kneser-Ney's
/// short n-grams are no frequencies (Chelba et al., 2010).
///
/// What stays is chosen by worth per byte. A context costs bytes too, so a lone child must be worth more than one
/// among many, and an n-gram of little worth may stay for what extends it: for a price per byte, the choice over
/// the whole trie with the highest worth less its price, found from the leaves down.
struct Pruning {
  /// For each level and n-gram what it is worth by itself; 0 for what is not listed.
  private var worth: [[Float]]

  init(_ model: KneserNey) {
    worth = model.levels.map { [Float](repeating: 0, count: $0.count) }
    for index in model.levels.indices.dropFirst() { worth[index] = Self.worth(model, index) }
  }

  private static func worth(_ model: KneserNey, _ index: Int) -> [Float] {
    let level = model.levels[index]
    let below = model.levels[index - 1]
    var worth = [Float](repeating: 0, count: level.count)
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
      let backoff = Double(below.backoffs[Int(context)])
      for n in first..<next where level.isKept[n] {
        let probability = Double(level.probabilities[n])
        let shorter = Double(below.probabilities[Int(level.suffixes[n])])
        // What the n-gram has of its own would go to the context's back-off share, for all tokens alike.
        let own = max(probability - backoff * shorter, 0)
        let replaced = (backoff + own) * shorter
        let loss = probability * log(probability / replaced) - own * (1 - shorter)
        worth[n] = Float(max(occurrences * loss, 0))
      }
    }
    return worth
  }

  /// Keeps the n-grams that are worth most and fit into so many bytes; returns the price per byte.
  func apply(size: Int, to model: inout KneserNey) -> Float {
    // The bit patterns of positive floats are in their order; 24 steps settle the price to 1 in 10,000.
    var low = Float(0x1p-20).bitPattern
    var high = Float(0x1p20).bitPattern
    for _ in 0..<24 {
      let middle = low + (high - low) / 2
      if choose(model, price: Float(bitPattern: middle)).size <= size { high = middle } else { low = middle }
    }
    let price = Float(bitPattern: high)
    for (index, isKept) in choose(model, price: price).isKept.enumerated() {
      model.levels[index].isKept = isKept
    }
    return price
  }

  private func choose(_ model: KneserNey, price: Float) -> (isKept: [[Bool]], size: Int) {
    let node = Float(ModelWriter.Cost.node) * price
    let contexts = model.levels.map { level in
      level.order == 1 ? 0 : Float(ModelWriter.Cost.context(order: level.order)) * price
    }
    // What the children that pay for themselves bring to their context.
    var brought = model.levels.dropLast().map { [Float](repeating: 0, count: $0.count) }

    func gain(_ index: Int, _ n: Int) -> Float {
      let own = worth[index][n] - node
      return index < brought.count ? own + max(brought[index][n] - contexts[index], 0) : own
    }
    for index in model.levels.indices.dropFirst().reversed() {
      let level = model.levels[index]
      for n in 0..<level.count where level.isKept[n] {
        let gain = gain(index, n)
        if gain > 0 { brought[index - 1][Int(level.contexts[n])] += gain }
      }
    }
    var isKept = model.levels.map(\.isKept)
    var size = isKept[0].count * ModelWriter.Cost.unigram
    for index in model.levels.indices.dropFirst() {
      let level = model.levels[index]
      for n in 0..<level.count where level.isKept[n] {
        let context = Int(level.contexts[n])
        isKept[index][n] =
          gain(index, n) > 0 && (index == 1 || isKept[index - 1][context])
          && brought[index - 1][context] > contexts[index - 1]
      }
      let nodes = isKept[index].count { $0 }
      size += nodes * ModelWriter.Cost.node
      guard index < brought.count else { continue }
      let extended = zip(isKept[index], brought[index]).count { $0 && $1 > contexts[index] }
      size +=
        extended * ModelWriter.Cost.context(order: level.order) + nodes / 64 * ModelWriter.Cost.contextWord
    }
    return (isKept, size)
  }
}
