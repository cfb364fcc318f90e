import Foundation
import Segmentation
import SegmenterTraining

/// Word F1 on Universal Dependencies. What is measured was never learned: the standard `ud` is learned anew for each
/// of five folds, on top of the model that ships without its second standard; and `news`, the first, has seen no treebank.
/// Besides, `news` on sentences that this project wrote and cut by the published guideline of the corpus of Peking University, but for
/// names, which stay whole.
enum SegmentationScorer: Scorer {
  static let name = "segmentation"
  private static let simplified = "data/ud/zh_gsdsimp-ud-dev.conllu"
  private static let traditional = "data/ud/zh_gsd-ud-dev.conllu"
  private static let others = ["data/ud/zh_pud-ud-test.conllu", "data/ud/zh_hk-ud-test.conllu"]
  /// In the order in which they were written; the rules for training text were mended after a look at all but the last.
  private static let batches = ["", ".second", ".third", ".fourth"]
  private static func ownSentences(_ batch: String) throws -> SegmentedText {
    let folder = Evaluation.packageFolder.appendingPathComponent("Evaluation/Segmentation")
    let file = "news" + batch.replacing(".", with: "-") + ".txt"
    return try SegmentedText(path: folder.appendingPathComponent(file).path)
  }
  static let inputs = [simplified, traditional] + others

  static func score(shared: URL) throws -> [Figure] {
    func text(_ path: String) throws -> SegmentedText {
      try SegmentedText(path: shared.appendingPathComponent(path).path)
    }
    var validation = CrossValidation(text: try text(simplified))
    // The measured treebank's own convention counts three times.
    let twin = try text(traditional)
    validation.twins = [twin, validation.text, twin, validation.text, twin]
    validation.others = try others.map(text)
    var trainer = SegmenterTrainer()
    trainer.options = .secondStandard
    let ud = try validation.run(standard: .ud) { trainer.addStandard($0, to: .builtIn) }

    var news = SegmentationScores()
    let segmenter = Segmenter()
    news.add(validation.text) { segmenter.words(in: $0) }
    let own = try batches.map { batch in
      var scores = SegmentationScores()
      scores.add(try ownSentences(batch)) { segmenter.words(in: $0) }
      return Figure(name: "news.sentences\(batch).f1", value: scores.f1)
    }
    return [
      Figure(name: "gsdsimp.ud.cross.f1", value: ud.f1),
      Figure(name: "gsdsimp.ud.cross.unseen.recall", value: ud.unseenRecall),
      Figure(name: "gsdsimp.news.f1", value: news.f1),
    ] + own
  }
}
