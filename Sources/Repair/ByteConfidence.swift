import Glibc

/// What share of the repairs of torn bytes is right that hold a certain share among their rivals: a rising line
/// through points.
///
/// The points were found by isotonic regression on 1,398 lines with generated damage (five tables and sets of
/// delimiters) of the Legislative Yuan's gazette and of government reports that the model was not trained on.
enum ByteConfidence {
  /// - Parameters:
  ///   - share: the repair's among all readings that the search held.
  ///   - isChosen: whether the model chose a character of which a byte is lost.
  ///   - certainty: what the certificate leaves of it.
  static func confidence(share: Float, isChosen: Bool, certainty: Float) -> Float {
    certainty * (isChosen ? value(share, chosen) : value(share, decided))
  }

  /// The natural logarithm of the odds at the first point, and from each point to the next.
  private static let first: Float = -2
  private static let step: Float = 1
  private static let decided: [Float] = [
    0.322, 0.322, 0.322, 0.322, 0.322, 0.804, 0.804, 0.971, 0.987, 0.987, 0.987, 0.987, 0.994, 0.994, 0.997,
  ]
  private static let chosen: [Float] = [
    0.173, 0.173, 0.376, 0.511, 0.745, 0.85, 0.933, 0.959, 0.988, 0.988, 0.988, 0.989, 0.989, 0.989, 0.989,
  ]

  private static func value(_ share: Float, _ points: [Float]) -> Float {
    let odds = share >= 1 ? Float.infinity : log(share / (1 - share))
    let place = min(max(0, (odds - first) / step), Float(points.count - 1))
    let index = min(Int(place), points.count - 2)
    return points[index] + (points[index + 1] - points[index]) * (place - Float(index))
  }
}
