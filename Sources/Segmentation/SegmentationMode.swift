/// What is given out.
public enum SegmentationMode: String, Sendable, CaseIterable {
  /// Each word once, one behind the other.
  case words
  /// For search: each word with the dictionary's words inside of it, in the order of their begins, of two that begin
  /// together the shorter first. So ranges overlap.
  case fine
  /// Words of the dictionaries only, the model's and the user's; anything else comes apart into characters and tokens
  /// by rule, as numbers.
  case dictionaryOnly
}
