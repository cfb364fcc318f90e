/// Confidence at the points of `ByteConfidence`, by `TornReading.Kind`. Written by `FitByteConfidence`, not by hand.
enum ByteConfidencePoints {
  static let decided: [Float] = [
    0.397, 0.397, 0.397, 0.397, 0.397, 0.636, 0.894, 0.981, 0.981, 0.987, 0.992, 0.999, 0.999, 0.999, 0.999,
  ]
  static let chosen: [Float] = [
    0.272, 0.272, 0.272, 0.645, 0.645, 0.723, 0.918, 0.939, 0.959, 0.981, 0.985, 0.985, 0.986, 0.986, 0.986,
  ]
  static let vanished: [Float] = [
    0.122, 0.122, 0.378, 0.623, 0.743, 0.841, 0.932, 0.932, 0.932, 0.957, 0.973, 0.978, 0.978, 0.978, 0.995,
  ]
}
