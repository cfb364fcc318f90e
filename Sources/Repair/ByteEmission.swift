import LanguageModel
import TextCore

/// Steps that complete a character, and what speaks for it.
extension ByteLattice {
  /// The token is what it seems to be.
  mutating func emitLiteral(_ hypothesis: ByteHypothesis, _ token: ByteToken, _ weight: Float = 0) {
    budget -= 1
    let (score, state) = model.step(hypothesis.state, with: model.token(of: token.scalar))
    var next = hypothesis
    next.score += score + weight
    // A question mark may stand for any character: as it stands it is none too many.
    if token.kind != .lost { next.score += hypothesis.rhythm.weight(of: token.scalar) }
    guard next.score > beam.floor || next.isUntouched else { return }
    next.state = state
    next.open.pass(token.scalar)
    next.rhythm.pass(token.scalar)
    next.trail = token.kind == .pair ? token.trail : UInt8(token.foldedCode & 0xFF)
    next.step = ByteStep(kind: .literal, scalar: token.scalar)
    beam.propose(next)
  }

  /// The pending byte and `byte` are a character; `pending` waits behind it.
  mutating func complete(
    _ hypothesis: ByteHypothesis, with byte: UInt8, pending: PendingByte, _ weight: Float = 0
  ) {
    var pending = pending
    var behind: UInt8 = 0
    if let lead = pending.byte {
      if lead >= 0x40, lead < 0x7F {
        // A second byte in the ASCII range is a character of its own, and the line is aligned again behind it.
        behind = lead
        pending = .none
      } else if lead < 0x81 || lead == 0xFF {
        return
      }
    }
    if let lead = hypothesis.pending.byte {
      let code = UInt16(lead) << 8 | UInt16(byte)
      if alphabet.scalars[Int(code)] != 0 { emit(hypothesis, code, weight, pending: pending, behind: behind) }
      return
    }
    for candidate in alphabet.trailing(byte) where admits(hypothesis.pending, candidate.byte) {
      emit(hypothesis, candidate.code, weight, pending: pending, behind: behind)
    }
  }

  /// Whether the pending byte can be this one.
  func admits(_ pending: PendingByte, _ byte: UInt8) -> Bool {
    if let lead = pending.vanishedLead { return alphabet.isPrivate(lead, byte) }
    return pending == .lost || pending.byte == byte
  }

  /// - Parameters:
  ///   - cause: what tore the character, with its code.
  ///   - behind: an ASCII character that stands behind it; 0 for none.
  mutating func emit(
    _ hypothesis: ByteHypothesis, _ code: UInt16, _ weight: Float, pending: PendingByte,
    _ cause: ByteStep.Cause = .none, _ torn: UInt16 = 0, behind: UInt8 = 0
  ) {
    // No character raises a score by more than the bonuses of a mark and of the page's words.
    guard hypothesis.score + weight + OpenMarks.largestWeight + ByteWeights.pageWord > beam.floor else {
      return
    }
    budget -= 1
    let scalar = UInt32(alphabet.scalars[Int(code)])
    let token = alphabet.tokens[Int(code)]
    var (score, state) = guessing.step(hypothesis.state, with: token)
    score += weight + weights.weight(of: code) + hypothesis.open.weight(of: scalar, missing: missing)
    score += hypothesis.rhythm.weight(of: scalar)
    if words.contains(token, after: hypothesis.newest) { score += ByteWeights.pageWord }
    guard hypothesis.score + score > beam.floor else { return }
    if behind != 0 {
      let step = model.step(state, with: model.token(of: UInt32(behind)))
      score += step.score
      state = step.state
    }
    var next = hypothesis
    next.score += score
    next.state = state
    next.open.pass(scalar)
    next.rhythm.pass(scalar)
    next.pending = pending
    next.isUntouched = false
    next.trail = behind == 0 ? UInt8(code & 0xFF) : 0
    let isChosen = hypothesis.pending.value >= PendingByte.lost.value || cause == .delimiter
    next.step = ByteStep(
      kind: isChosen ? .chosen : .restored, cause: cause, torn: torn, behind: behind, scalar: scalar)
    beam.propose(next)
  }
}
