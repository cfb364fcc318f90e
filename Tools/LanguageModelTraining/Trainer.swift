import LanguageModel

/// From a corpus to a model file: counts, estimates and prunes until the model fits.
public struct Trainer: Sendable {
  /// The length of the longest n-grams, 2 to 4.
  public var order = 4
  /// Characters seen less often are unknown.
  public var minimumCount = 2
  /// Bytes that the model file may take.
  public var size = 8_000_000
  /// Sizes on the way, as multiples of the last: after each pruning the shorter n-grams are estimated anew, so
  /// that the next one knows what they are worth without those that went.
  public var stages: [Int] = [4, 2, 1]

  public init() {}

  /// - Parameter corpus: closed by this call.
  /// - Parameter report: told what is happening, a line at a time.
  public func train(_ corpus: inout Corpus, report: (String) -> Void) -> [UInt8] {
    corpus.close(minimumCount: minimumCount)
    report(
      "\(corpus.lines.count) lines, \(corpus.tokens.count) tokens, \(corpus.vocabulary.tokenCount) kinds")
    var model = KneserNey(counting: corpus, order: order)
    report("n-grams: " + model.levels.map { "\($0.count)" }.joined(separator: " "))
    model.estimate()
    let table = corpus.vocabulary.scalarTable()
    let rest = 2 * (table.pages.count + table.tokens.count) + 1024
    for stage in stages {
      let threshold = Pruning(model).apply(size: (size - rest) * stage, to: &model)
      model.estimate()
      let kept = model.levels.map { level in "\(level.isKept.count { $0 })" }.joined(separator: " ")
      report("threshold \(threshold): \(kept)")
    }
    return ModelWriter.file(model, vocabulary: corpus.vocabulary)
  }
}
