import CTables
import TextCore

/// A character n-gram model of running Chinese text with punctuation, simplified and traditional alike.
///
/// The model sees folded text: traditional characters as simplified ones, one symbol for a run of digits and one
/// for a run of Latin letters, half-width punctuation as full-width, corner quotes as curly ones, no white space.
/// All of that is in the model file, so that any file made by `TrainLanguageModel` can take the built-in's place.
///
/// A line feed is a token like the others: its score is that of the line's ending there, and the state behind
/// it is `start`. White space gives `skipped`, which scores 0 and leaves the state alone, as do further digits or
/// Latin letters of a run: callers feed every scalar and need no case of their own.
///
/// The trie is walked in place: `score` and `advance` allocate nothing and take up to `order` binary searches.
public struct CharacterModel: Sendable {
  /// Index of a symbol in the model's vocabulary; 0 is any unknown character.
  public typealias Token = UInt16

  /// What a score depends on: the longest end of the text so far that the model knows as a context. Texts that
  /// the model cannot tell apart have equal states, so a search may merge its paths there. A state belongs to
  /// the model that made it.
  public struct State: Hashable, Sendable {
    /// The context's index in the model's trie, then, in the lowest 16 bits, the newest token.
    public var history: UInt64

    @inline(__always)
    init(context: Int, newest: Token) { history = UInt64(context) << 16 | UInt64(newest) }

    @inline(__always)
    var context: Int { Int(history >> 16) }

    @inline(__always)
    var newest: Token { Token(truncatingIfNeeded: history) }
  }

  /// The token of scalars that are no part of running text: white space and zero-width marks.
  public static let skipped = Token.max

  /// The token of the line feed.
  public static let lineEnd = Token(ModelLayout.lineEnd)

  /// The model that ships with the product; loaded on first use.
  public static let builtIn = CharacterModel(
    trusted: TableFile(embedded: jk_characters_bytes(), count: jk_characters_size))

  /// What a search looks up in; valid as long as the model.
  package let trie: ModelTrie
  /// Keeps the trie's bytes alive.
  private let table: TableFile

  private init(trusted table: TableFile) {
    trie = ModelTrie(trusted: table)
    self.table = table
  }

  /// A model from a table that `TrainLanguageModel` wrote. Checks every index once, so that no file can lead a
  /// lookup astray; linear in the file's size.
  public init(table: TableFile) throws(CharacterModelError) {
    trie = try ModelTrie(checking: table)
    self.table = table
  }

  /// The length of the longest n-grams.
  public var order: Int { trie.order }

  /// The number of symbols; each token below it is one.
  public var vocabularyCount: Int { trie.vocabularyCount }

  /// State at the beginning of a line.
  public var start: State { State(context: ModelLayout.lineEnd, newest: Self.lineEnd) }

  /// The symbol for a scalar: traditional characters fold to simplified, digits to one symbol, Latin letters to
  /// one, half-width punctuation to full-width.
  @inline(__always)
  public func token(of scalar: UInt32) -> Token { trie.token(of: scalar) }

  /// Natural logarithm of the probability of `token` after `state`. Allocates nothing. A token outside of the
  /// vocabulary counts as unknown.
  ///
  /// All unknown characters share the probability that training gave to characters it saw too seldom to list;
  /// one of them gets that of the whole class divided by `ModelLayout.unknownCharacterCount`.
  public func score(_ token: Token, after state: State) -> Float { trie.score(token, after: state) }

  /// The state behind `token`. Runs of digits, and of Latin letters, count as one symbol.
  public func advance(_ state: State, with token: Token) -> State { trie.step(state, with: token).state }

  /// The score of `token` and the state behind it, at the price of little more than the score.
  public func step(_ state: State, with token: Token) -> (score: Float, state: State) {
    trie.step(state, with: token)
  }
}

/// Why a file is not a model.
public enum CharacterModelError: Error, Equatable, CustomStringConvertible {
  /// The table has another number of sections, or was made for another version of the layout.
  case notAModel
  /// A section's numbers contradict the others; the model must be trained or copied anew.
  case damaged(section: Int)

  public var description: String {
    switch self {
    case .notAModel: "not a character model of this version: train it with TrainLanguageModel"
    case .damaged(let section): "the character model is damaged in section \(section): train or copy it anew"
    }
  }
}
