import Glibc

/// What share of the repairs of torn bytes is right that hold a certain share among their rivals: a rising line
/// through the points of `ByteConfidencePoints`, which `FitByteConfidence` found.
package enum ByteConfidence {
  /// - Parameters:
  ///   - share: the repair's among all readings that the search held.
  ///   - kind: what bears the repair.
  ///   - certainty: what the certificate leaves of it.
  static func confidence(share: Float, kind: TornReading.Kind, certainty: Float) -> Float {
    let points =
      switch kind {
      case .decided: ByteConfidencePoints.decided
      case .chosen: ByteConfidencePoints.chosen
      case .vanished: ByteConfidencePoints.vanished
      }
    let (index, part) = place(of: share)
    return certainty * (points[index] + (points[index + 1] - points[index]) * part)
  }

  /// The natural logarithm of the odds at the first point, and from each point to the next.
  private static let first: Float = -2
  private static let step: Float = 1
  package static let pointCount = 15

  /// The point before a share, and how far it lies on the way to the next one.
  package static func place(of share: Float) -> (point: Int, part: Float) {
    let odds = share >= 1 ? Float.infinity : log(share / (1 - share))
    let place = min(max(0, (odds - first) / step), Float(pointCount - 1))
    let point = min(Int(place), pointCount - 2)
    return (point, place - Float(point))
  }
}
