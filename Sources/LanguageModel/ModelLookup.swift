extension ModelTrie {
  /// Natural logarithm of the probability of `token` after `state`. Allocates nothing.
  package func score(_ token: CharacterModel.Token, after state: CharacterModel.State) -> Float {
    if Self.isSilent(token, after: state) { return 0 }
    return lookup(vocabularyToken(token), after: state).score
  }

  /// The score of `token` and the state behind it. Allocates nothing.
  package func step(_ state: CharacterModel.State, with token: CharacterModel.Token) -> (
    score: Float, state: CharacterModel.State
  ) {
    if Self.isSilent(token, after: state) { return (0, state) }
    let token = vocabularyToken(token)
    let found = lookup(token, after: state)
    if token == CharacterModel.lineEnd {
      return (found.score, CharacterModel.State(context: ModelLayout.lineEnd, newest: CharacterModel.lineEnd))
    }
    var (node, context) = (found.node, found.context)
    // The longest n-gram that ends here may be too long to be a context; then a shorter one is.
    while true {
      if let node, let longer = self.context(node: node) {
        return (found.score, CharacterModel.State(context: longer, newest: token))
      }
      guard let shorter = shorterContext(context, newest: state.newest) else {
        return (found.score, CharacterModel.State(context: Int(token), newest: token))
      }
      context = shorter
      node = child(token, of: context)
    }
  }

  /// The longest listed n-gram that ends with `token`, the context that it extends, and the score; no node when
  /// the unigram is all there is.
  @inline(__always)
  private func lookup(_ token: CharacterModel.Token, after state: CharacterModel.State) -> (
    score: Float, node: Int?, context: Int
  ) {
    var context = state.context
    var backoff: Float = 0
    while true {
      if let node = child(token, of: context) {
        return (backoff + logProbability(node: node), node, context)
      }
      backoff += logBackoff(context: context)
      guard let shorter = shorterContext(context, newest: state.newest) else {
        return (backoff + logProbability(token: token), nil, context)
      }
      context = shorter
    }
  }

  /// The logarithm of the weight of what no n-gram foretells behind a state.
  func logBackoff(_ state: CharacterModel.State) -> Float {
    var context = state.context
    var backoff = logBackoff(context: context)
    while let shorter = shorterContext(context, newest: state.newest) {
      context = shorter
      backoff += logBackoff(context: context)
    }
    return backoff
  }

  /// Whether a token adds nothing to the text that the model sees.
  @inline(__always)
  static func isSilent(_ token: CharacterModel.Token, after state: CharacterModel.State) -> Bool {
    token == CharacterModel.skipped || (token == state.newest && ModelLayout.runs.contains(Int(token)))
  }
}
