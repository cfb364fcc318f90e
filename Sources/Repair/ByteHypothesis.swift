import LanguageModel

/// What the search holds possible of the text up to a token.
struct ByteHypothesis {
  var state: CharacterModel.State
  /// Quotations and titles that the best path has opened and not closed.
  var open: OpenMarks
  /// The clause that the best path stands in.
  var rhythm: ClauseRhythm
  /// Natural logarithm of the best path's weight.
  var score: Float
  /// The weight of all paths that met here, as a multiple of the best one's.
  var mass: Float
  /// The best path up to its newest step, in `ByteBeam.steps`; that step too, once it is kept.
  var link: Int32
  var pending: PendingByte
  /// Second byte of the last character; 0 when it has none.
  var trail: UInt8
  /// Whether every token so far is what it seems to be.
  var isUntouched = true
  /// The newest step, which is kept only if the hypothesis is.
  var step: ByteStep

  /// The model's token of the last character.
  var newest: CharacterModel.Token { CharacterModel.Token(truncatingIfNeeded: state.history) }
}

/// The byte that waits for its partner.
struct PendingByte: BitwiseCopyable, Equatable {
  let value: UInt16

  static let none = PendingByte(value: 0)
  static let lost = PendingByte(value: 0x100)

  /// A lead byte that is known.
  static func known(_ byte: UInt8) -> PendingByte { PendingByte(value: UInt16(byte)) }

  /// The second byte, which nobody knows, of a private-use character that vanished.
  static func vanished(behind lead: UInt8) -> PendingByte { PendingByte(value: 0x200 | UInt16(lead)) }

  /// The byte itself; nil when it is not known.
  var byte: UInt8? { value < 0x100 && value > 0 ? UInt8(value) : nil }
  /// The first byte of the vanished character.
  var vanishedLead: UInt8? { value >= 0x200 ? UInt8(value & 0xFF) : nil }
}

/// What a path says about one token.
struct ByteStep: BitwiseCopyable {
  enum Kind: UInt8 {
    /// The character is the token itself.
    case literal
    /// Its bytes are known.
    case restored
    /// A byte of it is lost, so that the model chose it among those that fit.
    case chosen
    /// No character was completed.
    case none
  }
  enum Cause: UInt8 { case none, delimiter, key, vanished }

  var kind = Kind.none
  /// What tore the character, and its code; a vanished character stands behind this one.
  var cause = Cause.none
  var torn: UInt16 = 0
  /// An ASCII character, given as a byte, that stands behind the one that was completed; 0 for none.
  var behind: UInt8 = 0
  var scalar: UInt32 = 0
}
