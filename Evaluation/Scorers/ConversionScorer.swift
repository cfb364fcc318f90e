import Conversion
import Foundation
import TextCore

/// Sentences of the treebank GSD converted exactly as its simplified twin GSDSimp has them. The twin writes “” for
/// 「」 besides, which is a matter of typography and not of conversion: quotes are made alike before comparing.
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
        let converted = converter.convert(Array(source.text.utf8)).text
        return withCurlyQuotes(String(decoding: converted, as: UTF8.self)) == withCurlyQuotes(target.text)
      }
      return Figure(name: "gsd.\(profile.rawValue).exact", value: Double(exact) / Double(targets.count))
    }
  }

  private static func withCurlyQuotes(_ text: String) -> String {
    text.replacingOccurrences(of: "「", with: "“").replacingOccurrences(of: "」", with: "”")
  }
}
