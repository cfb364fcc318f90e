import Glibc

/// Fits the slope and the shift that make the log odds of a model honest (Platt 1999), on answers that are known.
struct Calibration {
  private var answers: [(logOdds: Double, isRight: Bool)] = []

  mutating func add(_ logOdds: Float, isRight: Bool) { answers.append((Double(logOdds), isRight)) }

  /// Logistic regression by Newton's method.
  func fit() -> (slope: Double, shift: Double) {
    var slope = 1.0
    var shift = 0.0
    for _ in 0..<25 {
      var gradient = (slope: 0.0, shift: 0.0)
      var (ss, st, tt) = (1e-9, 0.0, 1e-9)
      for answer in answers {
        let p = Self.probability(slope * answer.logOdds + shift)
        let error = (answer.isRight ? 1 : 0) - p
        let weight = p * (1 - p)
        gradient.slope += error * answer.logOdds
        gradient.shift += error
        ss += weight * answer.logOdds * answer.logOdds
        st += weight * answer.logOdds
        tt += weight
      }
      let determinant = ss * tt - st * st
      guard determinant > 1e-12 else { break }
      slope += (tt * gradient.slope - st * gradient.shift) / determinant
      shift += (ss * gradient.shift - st * gradient.slope) / determinant
    }
    return (slope, shift)
  }

  /// The expected calibration error in ten bins of equal width.
  func error(slope: Double, shift: Double) -> Double {
    var bins = [(count: Double, probability: Double, right: Double)](repeating: (0, 0, 0), count: 10)
    for answer in answers {
      let p = Self.probability(slope * answer.logOdds + shift)
      let bin = min(9, Int(p * 10))
      bins[bin].count += 1
      bins[bin].probability += p
      bins[bin].right += answer.isRight ? 1 : 0
    }
    return bins.reduce(0) { $0 + abs($1.probability - $1.right) } / Double(max(1, answers.count))
  }

  private static func probability(_ logOdds: Double) -> Double { 1 / (1 + exp(-logOdds)) }
}
