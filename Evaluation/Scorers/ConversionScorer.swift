import Conversion
import Foundation
import TextCore

/// Conversion on text whose right form is known (the treebank's twin, this project's hard set, OpenCC's own cases) and
/// on text that must stay as it is.
enum ConversionScorer: Scorer {
  static let name = "conversion"
  static let inputs = ConversionTreebank.inputs + UnconvertedText.inputs

  static func score(shared: URL) throws -> [Figure] {
    try ConversionTreebank.score(shared: shared) + ConversionCases.score()
      + UnconvertedText.score(shared: shared)
  }
}

extension Converter {
  init(_ profile: ConversionProfile) {
    var options = Options()
    options.profile = profile
    self.init(options: options)
  }

  func convert(_ text: String) -> String { String(decoding: convert(Array(text.utf8)).text, as: UTF8.self) }
}
