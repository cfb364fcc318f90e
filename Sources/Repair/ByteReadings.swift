import TextCore

/// What the token at hand may have been: the faults, as generators of hypotheses.
extension ByteLattice {
  mutating func extend(_ hypothesis: ByteHypothesis, _ tokens: [ByteToken]) {
    let token = tokens[index]
    let isAligned = hypothesis.pending == .none
    switch token.kind {
    case .pair:
      if isAligned {
        emitLiteral(hypothesis, token)
      } else {
        complete(hypothesis, with: token.lead, pending: .known(token.trail))
        // Some decoders read 0x80, which leads no character, as the euro sign.
        if token.scalar == 0x20AC { complete(hypothesis, with: 0x80, pending: .none) }
      }
    case .ascii:
      extend(hypothesis, ascii: token)
    case .lost:
      if isAligned {
        tear(hypothesis, at: token, tokens)
      } else {
        extend(hypothesis, lost: token, before: index + 1 < tokens.count ? tokens[index + 1] : nil)
      }
    case .lostBeforeReading:
      extend(hypothesis, lostBeforeReading: token)
    case .foreign:
      if isAligned { emitLiteral(hypothesis, token) }
    }
  }

  private mutating func extend(_ hypothesis: ByteHypothesis, ascii token: ByteToken) {
    if hypothesis.pending == .none {
      // The reading may belong to a key of the last character's second byte and this one, which stand as they are.
      let isKey = codes.contains(UInt16(hypothesis.trail) << 8 | UInt16(token.scalar))
      emitLiteral(hypothesis, token, token.reading == nil || isKey ? 0 : ByteWeights.strayReading)
      return
    }
    let folded = token.foldedCode
    if folded != 0 {
      complete(hypothesis, with: UInt8(folded >> 8), pending: .known(UInt8(folded & 0xFF)))
    } else if token.scalar >= 0x40, token.scalar < 0x7F {
      let byte = UInt8(token.scalar)
      guard token.reading != nil else {
        complete(hypothesis, with: byte, pending: .none)
        return
      }
      for code in codes where UInt8(code & 0xFF) == byte && admits(hypothesis.pending, UInt8(code >> 8)) {
        emit(hypothesis, code, weight(ofKey: code), pending: .none, .key, code)
      }
    }
  }

  /// A question mark behind whole characters: one that was meant, or a lead byte torn off by a marker before the
  /// punctuation that follows.
  private mutating func tear(_ hypothesis: ByteHypothesis, at token: ByteToken, _ tokens: [ByteToken]) {
    emitLiteral(hypothesis, token, token.scalar == 0x3F ? 0 : ByteWeights.shownReplacement)
    let delimiter = index + 1 < tokens.count ? tokens[index + 1].delimiterCode : 0
    guard delimiter != 0, canEndMisaligned(tokens) else { return }
    var torn = hypothesis
    torn.pending = .lost
    torn.isUntouched = false
    torn.score += orphan(before: delimiter)
    torn.step = ByteStep(cause: .delimiter, torn: delimiter)
    beam.propose(torn)
  }

  private mutating func extend(
    _ hypothesis: ByteHypothesis, lost token: ByteToken, before following: ByteToken?
  ) {
    // The mark is a whole ？ that was cut in two.
    if token.scalar == 0x3F { complete(hypothesis, with: 0xA3, pending: .known(0xBF)) }
    // 0x80 leads no character, so the decoder lost it where it was the second byte of one. No marker stands before it:
    // where the first byte is lost, the second one is punctuation's first.
    if hypothesis.pending != .lost { complete(hypothesis, with: 0x80, pending: .none) }
    // Decoders that show U+FFFD may replace it with the byte behind it.
    if token.scalar == 0xFFFD { complete(hypothesis, with: 0x80, pending: .lost, ByteWeights.invalidPair) }
    loseSecondByte(hypothesis, before: following)
  }

  /// The pending byte's partner is lost: before a delimiter, at the end of the line, or because the decoder took a
  /// space for it where the page sets one before Western words.
  private mutating func loseSecondByte(_ hypothesis: ByteHypothesis, before following: ByteToken?) {
    let delimiter = following?.delimiterCode ?? 0
    let isBeforeASCII = following?.kind == .ascii
    if let lead = hypothesis.pending.byte {
      let swallowsSpace = swallowsSpaces && isBeforeASCII
      guard delimiter != 0 || following == nil || swallowsSpace || isBeforeASCII && !fault.swallows else {
        return
      }
      // A byte that is left over at the end of a line has no other cause than what tore the line before.
      let weight = following == nil ? 0 : orphan(before: delimiter)
      for candidate in alphabet.leading(lead) where Self.showsAsLost(candidate.byte) {
        emit(
          hypothesis, candidate.code, weight, pending: .none, .delimiter, delimiter,
          behind: swallowsSpace && delimiter == 0 ? 0x20 : 0)
      }
    } else if following == nil {
      // Both bytes of the last character are gone; most lines end with one of a few.
      for code in Self.lineEndings where admits(hypothesis.pending, UInt8(code >> 8)) {
        emit(hypothesis, code, 0, pending: .none)
      }
    } else if delimiter != 0, showsFault {
      // Two lost bytes in a row: two delimiters overlapped, so the second byte was the lead byte of one.
      for byte: UInt8 in [0xA1, 0xA3] where delimiter >> 8 != UInt16(byte) || byte == 0xA1 {
        var overlapped = hypothesis
        let first = ByteStep(cause: .delimiter, torn: UInt16(byte) << 8 | delimiter >> 8)
        overlapped.link = beam.keep(first, behind: hypothesis.link, at: index)
        for candidate in alphabet.trailing(byte) {
          emit(
            overlapped, candidate.code, orphan(before: delimiter), pending: .none, .delimiter, delimiter)
        }
      }
    }
  }

  /// A second byte was seen as a lost one if it could lead a character; another would show as itself.
  private static func showsAsLost(_ trail: UInt8) -> Bool { trail >= 0x81 }

  /// What a lost byte costs before the punctuation that a marker stood before; programs mark what ends a phrase.
  private func orphan(before delimiter: UInt16) -> Float {
    switch delimiter {
    case 0, 0xA1A2, 0xA1A3, 0xA3A1, 0xA3AC, 0xA3BA, 0xA3BB, 0xA3BF: orphan
    default: orphan + ByteWeights.oddDelimiter
    }
  }

  /// 。 ” 」 ） ！ ？
  private static let lineEndings: [UInt16] = [0xA1A3, 0xA1B1, 0xA1B9, 0xA3A9, 0xA3A1, 0xA3BF]

  private mutating func extend(_ hypothesis: ByteHypothesis, lostBeforeReading token: ByteToken) {
    if hypothesis.pending == .none {
      emitLiteral(hypothesis, token, ByteWeights.strayReading)
      // The key lay across two characters: the last one's second byte, and the lost one.
      for key in codes where key >> 8 == UInt16(hypothesis.trail) && Self.showsAsLost(UInt8(key & 0xFF)) {
        var torn = hypothesis
        torn.pending = .known(UInt8(key & 0xFF))
        torn.isUntouched = false
        torn.score += weight(ofKey: key)
        torn.step = ByteStep(cause: .key, torn: key)
        beam.propose(torn)
      }
    } else {
      // A second byte 0x80 leads no character, so the decoder lost it too.
      for code in codes where code & 0xFF >= 0x80 && admits(hypothesis.pending, UInt8(code >> 8)) {
        emit(hypothesis, code, weight(ofKey: code), pending: .none, .key, code)
      }
    }
  }

  /// How much the page speaks for a key: a program's table holds traditional forms and writes the customary
  /// reading, and a character that stands bare on the page is not in it.
  private func weight(ofKey code: UInt16) -> Float {
    if fault.annotations.contains(code) { return ByteWeights.knownKey }
    if words.contains(UInt32(alphabet.scalars[Int(code)])) { return ByteWeights.bareKey }
    return alphabet.script(of: code) == .hant ? 0 : ByteWeights.simplifiedKey
  }
}
