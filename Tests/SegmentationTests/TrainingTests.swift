import Segmentation
import SegmenterTraining
import TestSupport
import Testing

@Suite struct TrainingTests {
  /// Sentences of a small made-up language: words that overlap, so that characters alone do not tell.
  private static let words = [
    "图书", "图书馆", "馆长", "长江", "江", "大桥", "桥", "天天", "天气", "气", "的", "2025年", "abc", "，",
  ]

  private static func text(seed: UInt64, _ count: Int) -> SegmentedText {
    var generator = Generator(seed: seed)
    return SegmentedText(
      sentences: (0..<count).map { _ in
        (0..<Int.random(in: 1...12, using: &generator)).map { _ in
          words[Int.random(in: 0..<words.count, using: &generator)][...]
        }
      })
  }

  private static func segmenter(_ bytes: [UInt8], _ standard: SegmentationStandard = .news) throws
    -> Segmenter
  {
    var options = Segmenter.Options()
    options.model = try SegmentationModel(contents: bytes, name: "test")
    options.standard = standard
    return Segmenter(options: options)
  }

  @Test func theSameTextGivesTheSameModel() throws {
    let trainer = SegmenterTrainer()
    #expect(
      try trainer.train(Self.text(seed: 1, 100), dictionary: ["大桥"])
        == trainer.train(Self.text(seed: 1, 100), dictionary: ["大桥"]))
  }

  @Test func whatIsLearnedIsFoundAgain() throws {
    let segmenter = try Self.segmenter(SegmenterTrainer().train(Self.text(seed: 1, 400), dictionary: []))
    var scores = SegmentationScores()
    scores.add(Self.text(seed: 2, 100)) { segmenter.words(in: $0) }
    #expect(scores.f1 > 0.9)
    #expect(segmenter.words(in: "2025年的天气") == ["2025年", "的", "天气"])
  }

  @Test func aSecondStandardLeavesTheFirstAsItIs() throws {
    let base = try SegmenterTrainer().train(Self.text(seed: 1, 400), dictionary: [])
    let apart = SegmentedText(sentences: (0..<200).map { _ in ["图书", "馆", "的", "大", "桥"] })
    let both = try SegmenterTrainer().addStandard(apart, to: SegmentationModel(contents: base, name: "base"))
    let text = "图书馆的大桥"
    #expect(try Self.segmenter(both).words(in: text) == Self.segmenter(base).words(in: text))
    #expect(try Self.segmenter(both, .ud).words(in: text) == ["图书", "馆", "的", "大", "桥"])
  }

  @Test func scoresCountWordsWithBothEnds() {
    var scores = SegmentationScores()
    scores.add(SegmentedText(sentences: [["甲乙", "丙", "丁"]]), known: ["丙"]) { _ in ["甲乙", "丙丁"] }
    #expect(scores.right == 1 && scores.expected == 3 && scores.found == 2)
    #expect(scores.unseen == 2 && scores.unseenRight == 1)
  }

  /// Any bytes at all: a file is a model or an error, and a damaged one does not crash.
  @Test func damagedModelsAreErrorsOrHarmless() throws {
    let model = try SegmenterTrainer().train(Self.text(seed: 1, 30), dictionary: [])
    #expect(throws: SegmentationModelError.self) { try SegmentationModel(contents: [], name: "empty") }
    var generator = Generator(seed: 3)
    for _ in 0..<40 {
      var bytes = model
      for _ in 0..<8 {
        bytes[Int.random(in: 0..<4000, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      }
      guard let damaged = try? SegmentationModel(contents: bytes, name: "damaged") else { continue }
      var options = Segmenter.Options()
      options.model = damaged
      #expect(Segmenter(options: options).words(in: "图书馆的天气，abc").joined() == "图书馆的天气，abc")
    }
  }
}
