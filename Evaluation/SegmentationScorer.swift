import Foundation
import Segmentation

/// Word F1 on Universal Dependencies, and throughput beside it.
enum SegmentationScorer: Scorer {
  static let name = "segmentation"
  private static let sets = [
    ("gsdsimp", "data/ud/zh_gsdsimp-ud-dev.conllu"), ("gsd", "data/ud/zh_gsd-ud-dev.conllu"),
    ("pud", "data/ud/zh_pud-ud-test.conllu"), ("hk", "data/ud/zh_hk-ud-test.conllu"),
  ]
  static let inputs = sets.map(\.1)

  static func score(shared: URL) throws -> [Figure] {
    var figures: [Figure] = []
    for (set, path) in sets {
      let treebank = try Treebank(shared.appendingPathComponent(path))
      for standard in SegmentationStandard.allCases {
        var options = Segmenter.Options()
        options.standard = standard
        figures.append(
          Figure(name: "\(set).\(standard.rawValue).f1", value: f1(Segmenter(options: options), treebank)))
      }
    }
    return figures
  }

  /// A word counts when both its ends are right; texts are joined without white space.
  private static func f1(_ segmenter: Segmenter, _ treebank: Treebank) -> Double {
    var right = 0
    var expected = 0
    var found = 0
    for sentence in treebank.sentences {
      let truth = spans(sentence.words)
      let guess = spans(segmenter.words(in: sentence.words.joined()).map(String.init))
      right += truth.intersection(guess).count
      expected += truth.count
      found += guess.count
    }
    return 2 * Double(right) / Double(expected + found)
  }

  private static func spans(_ words: [String]) -> Set<Range<Int>> {
    var offset = 0
    var spans: Set<Range<Int>> = []
    for word in words {
      let end = offset + word.utf8.lazy.filter { $0 != 0x20 }.count
      spans.insert(offset..<end)
      offset = end
    }
    return spans
  }
}
