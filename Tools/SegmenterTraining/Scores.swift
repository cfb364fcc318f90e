import Segmentation

/// How well words were found. A word counts when both its ends are right.
public struct SegmentationScores: Sendable, CustomStringConvertible {
  public private(set) var right = 0
  public private(set) var expected = 0
  public private(set) var found = 0
  /// Words that the training text does not have, and those of them that were found.
  public private(set) var unseen = 0
  public private(set) var unseenRight = 0

  public var precision: Double { Double(right) / Double(max(found, 1)) }
  public var recall: Double { Double(right) / Double(max(expected, 1)) }
  public var f1: Double { 2 * Double(right) / Double(max(expected + found, 1)) }
  public var unseenRecall: Double { Double(unseenRight) / Double(max(unseen, 1)) }

  public init() {}

  public var description: String {
    func percent(_ value: Double) -> String { "\((value * 10000).rounded() / 100)" }
    return "precision \(percent(precision)) recall \(percent(recall)) F1 \(percent(f1)) "
      + "OOV recall \(percent(unseenRecall)) (OOV \(unseen) of \(expected))"
  }

  /// Adds the words that `segment` finds in each sentence, whose words are joined without white space.
  ///
  /// - Parameter known: the words of the training text.
  public mutating func add(
    _ text: SegmentedText, known: Set<Substring> = [], segment: (_ sentence: String) -> [Substring]
  ) {
    for sentence in text.sentences {
      let guess = Set(Self.spans(segment(sentence.joined())))
      found += guess.count
      expected += sentence.count
      for (word, span) in zip(sentence, Self.spans(sentence)) {
        let isRight = guess.contains(span)
        let isUnseen = !known.contains(word)
        if isRight { right += 1 }
        if isUnseen { unseen += 1 }
        if isRight, isUnseen { unseenRight += 1 }
      }
    }
  }

  private static func spans(_ words: [Substring]) -> [Range<Int>] {
    var end = 0
    return words.map { word in
      let start = end
      end += word.utf8.count
      return start..<end
    }
  }
}

extension SegmentedText {
  /// Its distinct words.
  public var vocabulary: Set<Substring> { Set(sentences.joined()) }
}
