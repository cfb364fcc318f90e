/// Confidence at the points of `ByteConfidence`, by `TornReading.Kind`. Written by `FitByteConfidence`, not by hand.
enum ByteConfidencePoints {
  static let decided: [Float] = [
    0.681, 0.681, 0.681, 0.681, 0.681, 0.681, 0.681, 0.983, 0.983, 0.993, 0.998, 0.998, 0.998, 0.998, 1.000,
  ]
  static let chosen: [Float] = [
    0.302, 0.302, 0.302, 0.525, 0.870, 0.887, 0.922, 0.954, 0.954, 0.954, 0.954, 0.954, 0.954, 0.954, 0.954,
  ]
  static let vanished: [Float] = [
    0.194, 0.194, 0.376, 0.595, 0.738, 0.774, 0.898, 0.905, 0.927, 0.940, 0.985, 0.985, 0.985, 0.985, 0.997,
  ]
}
