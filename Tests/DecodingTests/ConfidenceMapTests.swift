import Decoding
import Testing

@Suite struct ConfidenceMapTests {
  private static let odds = Array(stride(from: Float(-6), through: 20, by: 0.05))

  /// Better odds are never less sure, and nothing leaves 0...1.
  @Test func theTrainedMapRises() {
    let confidences = Self.odds.map { EncodingModel.shared.calibration.confidence(logOdds: $0) }
    #expect(confidences == confidences.sorted())
    #expect(confidences.allSatisfy { (0...1).contains($0) })
    #expect(confidences[0] < 0.3 && confidences[confidences.count - 1] > 0.99)
    #expect(EncodingModel.shared.calibration.confidence(logOdds: .infinity) <= 1)
  }

  @Test func withoutPointsOddsAreTakenAtTheirWord() {
    #expect(ConfidenceMap([]).confidence(logOdds: 0) == 0.5)
    #expect(ConfidenceMap([1, 2]).confidence(logOdds: 2) == 0.8)
  }

  @Test func betweenPointsItIsALine() {
    let points = (0..<ConfidenceMap.count).map { UInt16($0 * 800) }
    let middle = ConfidenceMap(points).confidence(logOdds: ConfidenceMap.first + 2.5 * ConfidenceMap.step)
    #expect(abs(middle - 2000 / 65535) < 1e-6)
  }
}
