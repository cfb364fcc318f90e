import Glibc

/// What share of the answers is right that the contest gives with certain odds: a rising line through points, fitted by
/// Tools/TrainEncodingModel on text that was not counted.
package struct ConfidenceMap: Sendable {
  /// The binary logarithm of the odds at the first point, and from each point to the next.
  package static let first: Float = -3
  package static let step: Float = 0.25
  package static let count = 81

  /// In 65,535ths.
  private let points: [UInt16]

  /// - Parameter points: `count` of them, or none: then odds are taken at their word.
  package init(_ points: [UInt16]) {
    self.points = points.count == Self.count ? points : []
  }

  /// - Parameter logOdds: the binary logarithm of the odds of the answer against all others.
  package func confidence(logOdds: Float) -> Float {
    guard !points.isEmpty else { return 1 / (1 + exp2f(-logOdds)) }
    let place = min(max(0, (logOdds - Self.first) / Self.step), Float(Self.count - 1))
    let index = min(Int(place), Self.count - 2)
    let (before, after) = (Float(points[index]), Float(points[index + 1]))
    return (before + (after - before) * (place - Float(index))) / 65535
  }
}
