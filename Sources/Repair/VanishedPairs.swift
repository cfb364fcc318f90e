/// Private-use characters that a page's cleaner dropped: two bytes of a misaligned run are gone without a trace.
extension ByteLattice {
  /// Only hypotheses this close to the best one are worth a second vanished pair.
  private static let secondMargin: Float = 8

  /// Proposes, beside all hypotheses, that a private-use character vanished behind their pending bytes.
  mutating func proposeVanished() {
    guard fault.dropsPrivateUse, beam.hypotheses.contains(where: { $0.pending.byte != nil }) else { return }
    beam.raiseFloor()
    for hypothesis in beam.hypotheses {
      guard let byte = hypothesis.pending.byte else { continue }
      for lead in alphabet.privateLeads {
        let code = UInt16(byte) << 8 | UInt16(lead)
        if alphabet.isProposed(code) {
          emit(hypothesis, code, ByteWeights.vanishedPair, pending: .vanished(behind: lead), .vanished)
        }
      }
    }
    beam.widen(at: index)
    // Two in a row: both bytes of the character between them are gone, and only the model knows it.
    beam.raiseFloor()
    for hypothesis in beam.hypotheses
    where hypothesis.score > beam.floor + ByteBeam.margin - Self.secondMargin {
      guard let vanished = hypothesis.pending.vanishedLead else { continue }
      for lead in alphabet.privateLeads {
        for candidate in alphabet.trailing(lead)
        where alphabet.isPrivate(vanished, candidate.byte) && alphabet.isCommon(candidate.code) {
          emit(
            hypothesis, candidate.code, ByteWeights.vanishedPair, pending: .vanished(behind: lead), .vanished)
        }
      }
    }
    beam.widen(at: index)
  }
}
