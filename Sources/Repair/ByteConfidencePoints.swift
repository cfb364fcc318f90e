/// Confidence at the points of `ByteConfidence`, by `TornReading.Kind`. Written by `FitByteConfidence`, not by hand.
enum ByteConfidencePoints {
  static let decided: [Float] = [
    0.268, 0.268, 0.268, 0.268, 0.268, 0.813, 0.926, 0.976, 0.978, 0.994, 0.995, 0.995, 0.997, 0.997, 0.999,
  ]
  static let chosen: [Float] = [
    0.290, 0.290, 0.290, 0.470, 0.818, 0.818, 0.866, 0.979, 0.979, 0.987, 0.987, 0.987, 0.987, 0.987, 0.987,
  ]
  static let vanished: [Float] = [
    0.132, 0.132, 0.379, 0.605, 0.766, 0.823, 0.902, 0.915, 0.954, 0.969, 0.969, 0.969, 0.977, 0.981, 0.994,
  ]
}
