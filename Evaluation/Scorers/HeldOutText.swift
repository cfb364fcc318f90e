import EncodingCorpus
import Foundation

/// Text that the detector's model was not trained on: the Chinese of NTREX and of Universal Dependencies, and every
/// twentieth line of NTREX's other languages.
enum HeldOutText {
  static let inputs =
    ["zho-CN", "zho-TW", "fra", "deu", "spa", "jpn", "kor", "rus"].map { "data/ntrex/\($0).txt" }
    + (simplifiedTreebanks + traditionalTreebanks).map { "data/ud/\($0).conllu" }
  private static let simplifiedTreebanks = ["zh_gsdsimp-ud-dev"]
  private static let traditionalTreebanks = ["zh_gsd-ud-dev", "zh_pud-ud-test", "zh_hk-ud-test"]

  /// - Parameter uncalibrated: leaves out the lines that confidence was fitted on.
  static func read(shared: URL, uncalibrated: Bool = false) throws -> StressText {
    let translation = { (language: String) in
      try Data(contentsOf: shared.appendingPathComponent("data/ntrex/\(language).txt"))
        .split(separator: 0x0A).map { String(decoding: $0.last == 0x0D ? $0.dropLast() : $0, as: UTF8.self) }
    }
    let sentences = { (name: String) in
      try Treebank(shared.appendingPathComponent("data/ud/\(name).conllu")).sentences.map(\.text)
    }
    let chinese = { (language: String) in
      try translation(language).enumerated()
        .filter { !uncalibrated || LineShare(ofUncounted: $0.offset) == .scored }.map(\.element)
    }
    let share = { (language: String) in
      try translation(language).enumerated()
        .filter { LineShare(ofCounted: $0.offset) == .scored }.map(\.element)
    }
    return StressText(
      simplified: try chinese("zho-CN") + simplifiedTreebanks.flatMap(sentences),
      traditional: try chinese("zho-TW") + traditionalTreebanks.flatMap(sentences),
      western: try share("fra") + share("deu") + share("spa"), japanese: try share("jpn"),
      korean: try share("kor"), russian: try share("rus"))
  }
}
