import TextCore

/// What a model makes of a line.
public struct LineScore: Sendable, Equatable {
  /// Natural logarithm of the probability of all that stands on the line; its end is left out.
  public internal(set) var logProbability: Double = 0
  /// The same of its hanzi alone, each given all that stands before it.
  public internal(set) var hanziLogProbability: Double = 0
  /// The hanzi on the line, and those of them that the model does not know.
  public internal(set) var hanzi = 0
  public internal(set) var unknownHanzi = 0

  /// The score of nothing.
  public init() {}

  /// Mean natural logarithm of a hanzi's probability; nil without hanzi. Its negative's exponential is the
  /// perplexity per hanzi.
  public var meanPerHanzi: Double? { hanzi == 0 ? nil : hanziLogProbability / Double(hanzi) }

  public static func += (total: inout LineScore, line: LineScore) {
    total.logProbability += line.logProbability
    total.hanziLogProbability += line.hanziLogProbability
    total.hanzi += line.hanzi
    total.unknownHanzi += line.unknownHanzi
  }
}

extension CharacterModel {
  /// The score of a line of valid UTF-8, read from the beginning of a line. Linear, allocates nothing.
  public func score(line: UnsafeBufferPointer<UInt8>) -> LineScore {
    var result = LineScore()
    var state = start
    var offset = 0
    while offset < line.count {
      let (scalar, count) = UTF8Cursor.scalar(line, at: offset)
      offset += count
      let token = token(of: scalar)
      let step = step(state, with: token)
      state = step.state
      result.logProbability += Double(step.score)
      guard ScalarClass.isHanzi(scalar) else { continue }
      result.hanzi += 1
      result.hanziLogProbability += Double(step.score)
      if Int(token) == ModelLayout.unknown { result.unknownHanzi += 1 }
    }
    return result
  }
}
