/// The lines that stress sets are made of.
package struct StressText {
  package let simplified: [String]
  package let traditional: [String]
  package let western: [String]
  package let japanese: [String]
  package let korean: [String]
  package let russian: [String]

  /// Lines that are wholly ASCII are left out: they are the same in nearly every encoding.
  package init(
    simplified: [String], traditional: [String], western: [String], japanese: [String], korean: [String],
    russian: [String]
  ) {
    func beyondASCII(_ lines: [String]) -> [String] {
      lines.filter { !$0.unicodeScalars.allSatisfy(\.isASCII) }
    }
    self.simplified = beyondASCII(simplified)
    self.traditional = beyondASCII(traditional)
    self.western = beyondASCII(western)
    self.japanese = beyondASCII(japanese)
    self.korean = beyondASCII(korean)
    self.russian = beyondASCII(russian)
  }
}

/// Who may read which line of a text.
package enum LineShare {
  case counted, calibration, scored

  /// Of text that Tools/TrainEncodingModel counts, nine of ten lines; every other tenth is for calibration, and the last
  /// is for the scorer.
  package init(ofCounted number: Int) {
    self = number % 10 != 9 ? .counted : number % 20 == 9 ? .calibration : .scored
  }

  /// Of text that is not counted, every other line.
  package init(ofUncounted number: Int) {
    self = number % 2 == 0 ? .calibration : .scored
  }
}
