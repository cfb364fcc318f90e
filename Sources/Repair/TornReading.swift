/// A proposal for one damaged place, before anything is made of it: what `ByteConfidence` is fitted on.
package struct TornReading {
  /// The text that is proposed, with some of what stands around it.
  package let text: String
  /// Its share among all readings that the search held.
  package let share: Float
  /// Whether the model chose a character of which a byte is lost.
  package let isChosen: Bool
  /// What the certificate leaves of it.
  package let certainty: Float

  package var confidence: Float {
    ByteConfidence.confidence(share: share, isChosen: isChosen, certainty: certainty)
  }

  /// The proposals for a page.
  ///
  /// - Parameter text: valid UTF-8.
  package static func all(in text: [UInt8]) -> [TornReading] {
    text.withUnsafeBufferPointer { text in
      let lines = DamageDetector.shared.scan(text).filter { $0.suspicion.contains(.bytes) }
      var repair = ByteRepair(text, minimumConfidence: 0, site: nil)
      return repair.readings(of: lines.map(\.range))
    }
  }
}
