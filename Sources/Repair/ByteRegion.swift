/// A part of a line that was solved.
struct ByteRegion {
  struct Emission {
    var scalar: UInt32
    /// The token that completed the character.
    var token: Int
    /// Whether the character is the token itself.
    var isLiteral: Bool
    /// Whether a byte of the character is lost, so that the language model chose it among those that fit.
    var isChosen: Bool
  }

  /// Tokens of the line that were read.
  let tokens: Range<Int>
  /// The text that was meant, character by character.
  private(set) var emissions: [Emission] = []
  /// The reading's share among all that the beam held.
  let share: Float
  /// Codes before which a marker explains a torn character.
  private(set) var delimiters: [UInt16] = []
  /// Whether characters vanished between those that are left.
  private(set) var hasVanished = false
  /// Keys that were torn, with their reading in the text.
  private(set) var keys: [(code: UInt16, reading: Range<Int>)] = []

  /// Follows a path back from its last step.
  init(
    _ range: Range<Int>, share: Float, path last: Int32, among steps: [ByteBeam.KeptStep],
    _ tokens: [ByteToken]
  ) {
    self.tokens = range
    self.share = share
    var link = last
    while link >= 0 {
      let kept = steps[Int(link)]
      let step = kept.step
      let token = Int(kept.token)
      if step.kind != .none {
        if step.behind != 0 {
          emissions.append(
            Emission(scalar: UInt32(step.behind), token: token, isLiteral: false, isChosen: false))
        }
        emissions.append(
          Emission(
            scalar: step.scalar, token: token, isLiteral: step.kind == .literal,
            isChosen: step.kind == .chosen))
      }
      switch step.cause {
      case .key: if let reading = tokens[token].reading { keys.append((step.torn, reading)) }
      case .delimiter: if !delimiters.contains(step.torn) { delimiters.append(step.torn) }
      case .vanished: hasVanished = true
      case .none: break
      }
      link = kept.parent
    }
    emissions.reverse()
  }
}
