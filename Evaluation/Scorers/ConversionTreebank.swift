import Conversion
import Foundation
import TextCore

/// The treebank GSD against its simplified twin GSDSimp, hanzi by hanzi. The twin was made by a converter and corrected
/// by hand, so some of its sentences are wrong: `Conversion/gsd-errors.tsv` lists them with the reason, and the figures
/// named `judged` leave them out.
enum ConversionTreebank {
  private static let traditional = "data/ud/zh_gsd-ud-dev.conllu"
  private static let simplified = "data/ud/zh_gsdsimp-ud-dev.conllu"
  static let inputs = [traditional, simplified]

  static func score(shared: URL) throws -> [Figure] {
    let sources = try Treebank(shared.appendingPathComponent(traditional)).sentences
    let targets = try Treebank(shared.appendingPathComponent(simplified)).sentences
    let wrong = Set(try ConversionCases.records("gsd-errors.tsv", fields: 2).map { $0[0] })
    return [ConversionProfile.auto, .traditional, .tw].flatMap { profile in
      let converter = Converter(profile)
      var all = Tally()
      var judged = Tally()
      for (source, target) in zip(sources, targets) {
        let expected = hanzi(target.text)
        let converted = hanzi(converter.convert(source.text))
        let errors = zip(expected, converted).count { $0 != $1 } + abs(expected.count - converted.count)
        all.add(errors, of: expected.count)
        guard !wrong.contains(source.id) else { continue }
        judged.add(errors, of: expected.count)
        if errors > 0, profile == .auto {
          Evaluation.explain("\(source.id): \(converter.convert(source.text)) instead of \(target.text)")
        }
      }
      return [
        Figure(name: "gsd.\(profile.rawValue).exact", value: all.exact),
        Figure(name: "gsd.\(profile.rawValue).judged.exact", value: judged.exact),
        Figure(name: "gsd.\(profile.rawValue).judged.errors-per-10000", value: judged.errorsPer10000),
      ]
    }
  }

  private static func hanzi(_ text: String) -> [UInt32] {
    text.unicodeScalars.map(\.value).filter(ScalarClass.isHanzi)
  }

  private struct Tally {
    private var sentences = 0
    private var exactSentences = 0
    private var hanzi = 0
    private var errors = 0

    mutating func add(_ errors: Int, of hanzi: Int) {
      sentences += 1
      if errors == 0 { exactSentences += 1 }
      self.hanzi += hanzi
      self.errors += errors
    }

    var exact: Double { Double(exactSentences) / Double(sentences) }
    var errorsPer10000: Double { Double(errors) / Double(hanzi) * 10_000 }
  }
}
