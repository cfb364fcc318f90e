/// The built-in model as a search asks it that tries many tokens behind a state: most of them no n-gram puts there, and
/// then the trie need not be walked.
package struct GuessingModel {
  private let trie = CharacterModel.builtIn.trie
  private let followers = Followers.builtIn
  /// The last state asked about, and the logarithm of the weight that is left behind it for what no n-gram foretells.
  private var state = CharacterModel.builtIn.start
  private var backoff: Float

  package init() { backoff = trie.logBackoff(state) }

  /// The same as the model's `step`.
  @inline(__always)
  package mutating func step(_ state: CharacterModel.State, with token: CharacterModel.Token) -> (
    score: Float, state: CharacterModel.State
  ) {
    if ModelTrie.isSilent(token, after: state) || followers.mayHold(token, behind: state.newest) {
      return trie.step(state, with: token)
    }
    if state != self.state {
      self.state = state
      backoff = trie.logBackoff(state)
    }
    return (
      backoff + trie.logProbability(token: token), CharacterModel.State(context: Int(token), newest: token)
    )
  }
}
