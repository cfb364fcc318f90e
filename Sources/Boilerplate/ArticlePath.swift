/// The most probable way through a page: before the article, in it, past something set into it, behind it.
///
/// An article is a contiguous whole, so it begins once and ends once; what stands inside without being of it (an
/// advert, a box of related titles) costs extra. Viterbi over four states, O(blocks).
package struct ArticlePath: Sendable {
  /// Cost of entering and of leaving something set into the article, in nats.
  package var inset: Float = 1.2
  /// Cost of beginning, and of ending, the article.
  package var edge: Float = 0.5

  /// Cost of an article without a block: pages have one, and a short one gives little evidence.
  package var empty: Float = 3

  package init() {}

  private enum State: Int, CaseIterable {
    case before, article, inset, after
  }

  /// Whether each block belongs to the article.
  ///
  /// - Parameter scores: log odds of belonging to it, a block each.
  package func blocks(scores: [Float]) -> [Bool] {
    guard !scores.isEmpty else { return [] }
    let states = State.allCases.count
    var best = SIMD4<Float>(0, -edge, -.infinity, -.infinity)
    var back = [UInt8](repeating: 0, count: scores.count * states)
    for (index, score) in scores.enumerated() {
      var next = SIMD4<Float>(repeating: -.infinity)
      for to in State.allCases {
        for from in State.allCases {
          let cost = index == 0 ? (from == to ? 0 : Float.infinity) : cost(from, to)
          let value = best[from.rawValue] - cost
          if value > next[to.rawValue] {
            next[to.rawValue] = value
            back[index * states + to.rawValue] = UInt8(from.rawValue)
          }
        }
        // Half the log odds each way, so that a path's value is its log probability up to a constant.
        next[to.rawValue] += (to == .article ? 0.5 : -0.5) * score
      }
      best = next
    }
    best[State.before.rawValue] -= empty
    var state = (0..<states).max { best[$0] < best[$1] } ?? 0
    var result = [Bool](repeating: false, count: scores.count)
    for index in scores.indices.reversed() {
      result[index] = state == State.article.rawValue
      state = Int(back[index * states + state])
    }
    return result
  }

  private func cost(_ from: State, _ to: State) -> Float {
    switch (from, to) {
    case (.before, .before), (.article, .article), (.inset, .inset), (.after, .after): 0
    case (.before, .article), (.article, .after): edge
    case (.article, .inset), (.inset, .article): inset
    default: .infinity
    }
  }
}
