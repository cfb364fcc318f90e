/// A proposal for one damaged place, before anything is made of it: what `ByteConfidence` is fitted on.
package struct TornReading {
  /// What bears a proposal.
  package enum Kind: CaseIterable, Sendable {
    /// Every byte is known.
    case decided
    /// The model chose a character of which a byte is lost.
    case chosen
    /// Besides, characters vanished without a trace.
    case vanished
  }

  /// The text that is proposed, with some of what stands around it.
  package let text: String
  /// Its share among all readings that the search held.
  package let share: Float
  package let kind: Kind
  /// What the certificate leaves of it.
  package let certainty: Float

  package var confidence: Float {
    ByteConfidence.confidence(share: share, kind: kind, certainty: certainty)
  }

  /// The proposals for a page.
  ///
  /// - Parameter text: valid UTF-8.
  package static func all(in text: [UInt8]) -> [TornReading] {
    text.withUnsafeBufferPointer { text in
      let lines = DamageDetector.shared.scan(text).filter { $0.suspicion.contains(.bytes) }
      var repair = ByteRepair(
        text, leastConfidence: .init(ordinary: 0, acrossGaps: 0), site: nil)
      return repair.readings(of: lines.map(\.range))
    }
  }
}
