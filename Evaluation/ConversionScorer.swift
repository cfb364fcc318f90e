import Conversion
import Foundation
import TextCore

/// Sentences of the treebank GSD converted exactly as its simplified twin GSDSimp has them.
enum ConversionScorer: Scorer {
  static let name = "conversion"
  private static let traditional = "data/ud/zh_gsd-ud-dev.conllu"
  private static let simplified = "data/ud/zh_gsdsimp-ud-dev.conllu"
  static let inputs = [traditional, simplified]

  static func score(shared: URL) throws -> [Figure] {
    let sources = try Treebank(shared.appendingPathComponent(traditional)).sentences
    let targets = try Treebank(shared.appendingPathComponent(simplified)).sentences
    return [ConversionProfile.auto, .traditional, .tw].map { profile in
      var options = Converter.Options()
      options.profile = profile
      let converter = Converter(options: options)
      let exact = zip(sources, targets).count { source, target in
        converter.convert(Array(source.text.utf8)).text == Array(target.text.utf8)
      }
      return Figure(name: "gsd.\(profile.rawValue).exact", value: Double(exact) / Double(targets.count))
    }
  }
}
