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
      for candidate in alphabet.beforePrivate(byte) {
        emit(
          hypothesis, candidate.code, ByteWeights.vanishedPair, pending: .vanished(behind: candidate.byte),
          .vanished)
      }
    }
    beam.widen(at: index)
    // Two in a row: both bytes of the character between them are gone, and only the model knows it.
    beam.raiseFloor()
    for hypothesis in beam.hypotheses
    where hypothesis.score > beam.floor + ByteBeam.margin - Self.secondMargin {
      guard let vanished = hypothesis.pending.vanishedLead else { continue }
      for candidate in alphabet.betweenPrivate(vanished) {
        emit(
          hypothesis, candidate.code, ByteWeights.vanishedPair,
          pending: .vanished(behind: UInt8(candidate.code & 0xFF)), .vanished)
      }
    }
    beam.widen(at: index)
  }
}
