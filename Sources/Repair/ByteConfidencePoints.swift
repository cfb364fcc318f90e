/// Written by `FitByteConfidence`; not to be edited by hand.
enum ByteConfidencePoints {
  /// Repairs of which every byte is known.
  static let decided: [Float] = [
    0.692, 0.692, 0.692, 0.692, 0.692, 0.692, 0.692, 0.983, 0.983, 0.993, 0.998, 0.998, 0.998, 0.998, 1.000,
  ]
  /// Repairs in which the language model chose a character.
  static let chosen: [Float] = [
    0.182, 0.182, 0.392, 0.623, 0.758, 0.825, 0.910, 0.948, 0.948, 0.948, 0.974, 0.974, 0.974, 0.981, 0.987,
  ]
}
