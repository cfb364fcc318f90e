/// What speaks for and against a step of the search beside the language model, in nats: from the notes of section 4 of
/// a prototype, except where a reason is given.
enum ByteWeights {
  static let orphanOnDamagedPage: Float = -1
  /// Without any annotation on the page, a question mark is more often one.
  static let orphanOnCleanPage: Float = -2.5
  /// Programs that tear bytes write traditional characters.
  static let orphanOnSimplifiedPage: Float = -5
  /// A marker before another character than 、。！，：；？
  static let oddDelimiter: Float = -3
  /// Full-width letters and digits on a page that shows none, and the ideographic space: the model does not tell
  /// them from the common forms.
  static let unusualForm: Float = -10
  /// A pair of characters that stands undamaged elsewhere on the page.
  static let pageWord: Float = 2.5
  static let wrongScript: Float = -6
  static let wrongQuotes: Float = -4
  static let unlikelyQuotes: Float = -1.5
  static let unknownCharacter: Float = -4
  /// A reading in brackets behind an ASCII character or a real question mark is no annotation.
  static let strayReading: Float = -15
  static let knownKey: Float = 1
  static let bareKey: Float = -6
  static let simplifiedKey: Float = -2
  /// A private-use character that a cleaner dropped. The model trusts what is frequent too much where bytes are free:
  /// at -1 four in a thousand more lines of official prose come out right than at 0, at -2 as many.
  static let vanishedPair: Float = -1
  static let shownReplacement: Float = -12
  static let invalidPair: Float = -1
}
