import LanguageModel
import TextCore

/// What a page says against each character of GBK that is restored on it, and the model does not know: its script, its
/// quotation marks, its words. Found when first asked for.
struct PageWeights {
  private let page: PageKnowledge
  private let alphabet = ByteAlphabet.shared
  /// By code; not a number where it was not asked for.
  private var known: [Float] = []

  init(_ page: PageKnowledge) { self.page = page }

  @inline(__always)
  mutating func weight(of code: UInt16) -> Float {
    if known.isEmpty { known = [Float](repeating: .nan, count: 0x10000) }
    let weight = known[Int(code)]
    if !weight.isNaN { return weight }
    let found = find(code)
    known[Int(code)] = found
    return found
  }

  private func find(_ code: UInt16) -> Float {
    let scalar = UInt32(alphabet.scalars[Int(code)])
    let token = alphabet.tokens[Int(code)]
    var weight: Float = page.words.repeats(scalar) ? 0 : page.againstRare
    if token == 0 { weight += ByteWeights.unknownCharacter }
    if token == CharacterModel.skipped { weight += ByteWeights.unusualForm }
    if page.words.contains(scalar) { return weight }
    if page.penalisedScript != .none, alphabet.script(of: code) == page.penalisedScript {
      weight += ByteWeights.wrongScript
    }
    if Self.isFullWidthAlphanumeric(scalar) { weight += ByteWeights.unusualForm }
    if (0x2018...0x201D).contains(scalar) { weight += against(.corner, .probablyCorner) }
    if (0x300C...0x300F).contains(scalar) { weight += against(.curly, .probablyCurly) }
    return weight
  }

  /// What a page with these quotation marks says against others.
  private func against(_ certain: PageKnowledge.Quotes, _ probable: PageKnowledge.Quotes) -> Float {
    page.quotes == certain
      ? ByteWeights.wrongQuotes : page.quotes == probable ? ByteWeights.unlikelyQuotes : 0
  }

  private static func isFullWidthAlphanumeric(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0xFF10...0xFF19, 0xFF21...0xFF3A, 0xFF41...0xFF5A: true
    default: false
    }
  }
}
