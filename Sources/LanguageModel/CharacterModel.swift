import TextCore

/// A character n-gram model of running Chinese text with punctuation, simplified and traditional alike.
public struct CharacterModel: Sendable {
  /// Index of a symbol in the model's vocabulary; 0 is any unknown character.
  public typealias Token = UInt16

  /// The last tokens, newest in the lowest bits: what a score depends on.
  public struct State: Hashable, Sendable {
    public var history: UInt64
  }

  /// The model that ships with the product; loaded on first use.
  public static let builtIn = CharacterModel()

  /// State at the beginning of a line.
  public var start: State { State(history: 0) }

  /// The symbol for a scalar: traditional characters fold to simplified, digits to one symbol, Latin letters to
  /// one, half-width punctuation to full-width.
  public func token(of scalar: UInt32) -> Token { 0 }

  /// Natural logarithm of the probability of `token` after `state`. Allocates nothing.
  public func score(_ token: Token, after state: State) -> Float { -9 }

  /// The state behind `token`. Runs of digits, and of Latin letters, count as one symbol.
  public func advance(_ state: State, with token: Token) -> State { state }
}
