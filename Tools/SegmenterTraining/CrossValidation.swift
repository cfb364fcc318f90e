import Segmentation
import ToolSupport

/// Measures how a standard is learned: each fold of a text by what the others teach.
public struct CrossValidation {
  public static let folds = 5
  /// What is measured on, sentence by sentence; and texts with the same sentences in another script, which are kept
  /// back together with it.
  public var text: SegmentedText
  public var twins: [SegmentedText] = []
  /// What every fold learns from.
  public var others: [SegmentedText] = []
  /// What one fold alone learns from: text labelled by a teacher that has not seen its part of the text.
  public var taught: [SegmentedText] = []

  public init(text: SegmentedText) { self.text = text }

  /// - Parameter train: makes a model out of a fold's text.
  public func run(
    folds: Range<Int> = 0..<folds, standard: SegmentationStandard, train: (SegmentedText) throws -> [UInt8]
  ) throws -> SegmentationScores {
    var scores = SegmentationScores()
    for fold in folds {
      let marked = (([text] + twins).map { $0.part { $0 % Self.folds != fold } } + others)
        .reduce(SegmentedText(sentences: []), +)
      let learned = taught.isEmpty ? marked : marked + taught[fold]
      var options = Segmenter.Options()
      options.model = try SegmentationModel(contents: train(learned), name: "fold \(fold)")
      options.standard = standard
      let segmenter = Segmenter(options: options)
      scores.add(text.part { $0 % Self.folds == fold }, known: marked.vocabulary) { segmenter.words(in: $0) }
    }
    return scores
  }
}

extension SegmentedText {
  fileprivate func part(_ belongs: (Int) -> Bool) -> SegmentedText {
    SegmentedText(sentences: sentences.indices.filter(belongs).map { sentences[$0] })
  }
}
