/// How often the detector's answers are right, by the confidence they are given with.
struct DetectorCalibration {
  private struct Bin {
    var count = 0
    var right = 0
    var confidence = 0.0

    /// The share of right answers less the mean confidence.
    var gap: Double { count == 0 ? 0 : (Double(right) - confidence) / Double(count) }
  }

  /// Fewer answers do not tell a share within 3 points.
  private static let leastAnswers = 200
  /// By twentieths of confidence from one half up.
  private var bins = [Bin](repeating: Bin(), count: 10)

  init(_ answers: [DecodingScorer.Answer]) {
    for answer in answers where answer.confidence >= 0.5 {
      let bin = min(bins.count - 1, Int((Double(answer.confidence) - 0.5) * 20))
      bins[bin].count += 1
      bins[bin].right += answer.isRight ? 1 : 0
      bins[bin].confidence += Double(answer.confidence)
    }
  }

  /// The expected calibration error (how far confidence and share of right answers are apart, weighted by answers),
  /// the largest gap of a bin, and the gap of each with its answers.
  var figures: [Figure] {
    let total = bins.reduce(0) { $0 + $1.count }
    let error = bins.reduce(0) { $0 + Double($1.count) * abs($1.gap) } / Double(total)
    let worst = bins.filter { $0.count >= Self.leastAnswers }.map { abs($0.gap) }.max() ?? 0
    return [
      Figure(name: "calibration.error", value: error), Figure(name: "calibration.worst", value: worst),
    ]
      + bins.enumerated().map { index, bin in
        Figure(name: "calibration.\(50 + 5 * index).gap (\(bin.count))", value: bin.gap)
      }
  }
}
