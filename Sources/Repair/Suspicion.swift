/// What a scan found reason to look at in a line.
struct Suspicion: OptionSet, Sendable {
  let rawValue: UInt16

  static let references = Suspicion(rawValue: 1 << 0)
  static let escapes = Suspicion(rawValue: 1 << 1)
  /// Readings behind characters, torn bytes.
  static let bytes = Suspicion(rawValue: 1 << 2)
  /// Western letters and signs in number.
  static let narrowMojibake = Suspicion(rawValue: 1 << 3)
  /// Rare ideographs in number.
  static let wideMojibake = Suspicion(rawValue: 1 << 4)
  static let forms = Suspicion(rawValue: 1 << 5)
  static let invisibles = Suspicion(rawValue: 1 << 6)
  static let spacing = Suspicion(rawValue: 1 << 7)
  static let punctuation = Suspicion(rawValue: 1 << 8)
  static let lostCharacters = Suspicion(rawValue: 1 << 9)
  static let privateUse = Suspicion(rawValue: 1 << 10)
}

/// A line that a fixer should look at; the range excludes the LF.
struct SuspectLine: Sendable {
  var range: Range<Int>
  var suspicion: Suspicion
}
