import HanData
import LanguageModel
import TextCore

/// The characters of GBK as the search needs them: their tokens in the model, and those that share a byte.
final class ByteAlphabet: Sendable {
  static let shared = ByteAlphabet()

  struct Candidate {
    /// The byte that is not known.
    var byte: UInt8
    var code: UInt16
  }

  /// Characters below this probability are proposed only where both bytes are known. Measured on the model's own
  /// unigrams: the 6,000 commonest characters lie above it.
  private static let rarest: Float = -14
  /// A writer glosses rare characters; the 2,500 commonest lie above this.
  private static let common: Float = -10.5

  let model = CharacterModel.builtIn
  let tokens: [CharacterModel.Token]
  private let scripts: [UInt8]
  private let unigrams: [Float]
  private let byLead: [[Candidate]]
  private let byTrail: [[Candidate]]

  private init() {
    let charset = DoubleByteCharset.gbk
    // Nothing is known of what follows an unknown character, so this state scores by frequency alone.
    let nowhere = model.advance(model.start, with: 0)
    var tokens = [CharacterModel.Token](repeating: 0, count: 0x10000)
    var scripts = [UInt8](repeating: 0, count: 0x10000)
    var unigrams = [Float](repeating: -30, count: 0x10000)
    var byLead = [[Candidate]](repeating: [], count: 256)
    var byTrail = [[Candidate]](repeating: [], count: 256)
    for (code, scalar) in charset.scalars.enumerated() where scalar != 0 {
      let scalar = UInt32(scalar)
      let token = model.token(of: scalar)
      tokens[code] = token
      let isHanzi = ScalarClass.isHanzi(scalar)
      if isHanzi {
        let simplified = HanFolding.simplified(scalar)
        if simplified != scalar {
          scripts[code] = 2
          let target = Int(charset.code(of: simplified))
          if scripts[target] == 0, !HanFolding.isTraditional(simplified) { scripts[target] = 1 }
        }
      }
      guard token != 0 else { continue }
      unigrams[code] = model.score(token, after: nowhere)
      guard unigrams[code] > Self.rarest, isHanzi || ScalarClass.isChinesePunctuation(scalar) else {
        continue
      }
      byLead[code >> 8].append(Candidate(byte: UInt8(code & 0xFF), code: UInt16(code)))
      byTrail[code & 0xFF].append(Candidate(byte: UInt8(code >> 8), code: UInt16(code)))
    }
    privateLeads = (UInt8(0x81)...0xFE).filter { lead in
      charset.scalars[Int(lead) << 8..<(Int(lead) + 1) << 8].contains { (0xE000...0xF8FF).contains($0) }
    }
    self.tokens = tokens
    self.scripts = scripts
    self.unigrams = unigrams
    self.byLead = byLead
    self.byTrail = byTrail
  }

  /// Characters whose first byte is this one.
  func leading(_ byte: UInt8) -> [Candidate] { byLead[Int(byte)] }

  /// Characters whose second byte is this one.
  func trailing(_ byte: UInt8) -> [Candidate] { byTrail[Int(byte)] }

  /// The script that a character belongs to alone, by folding.
  func script(of code: UInt16) -> Script {
    switch scripts[Int(code)] {
    case 1: .hans
    case 2: .hant
    default: .none
    }
  }

  /// Lead bytes of private-use characters.
  let privateLeads: [UInt8]

  /// Whether the two bytes are a private-use character.
  func isPrivate(_ lead: UInt8, _ trail: UInt8) -> Bool {
    (0xE000...0xF8FF).contains(DoubleByteCharset.gbk.scalar(lead, trail))
  }

  /// Whether a character is common enough to be proposed where not both of its bytes are known.
  func isProposed(_ code: UInt16) -> Bool { unigrams[Int(code)] > Self.rarest }

  /// The characters that are read like that. O(all characters).
  func codes(readAs pinyin: UnsafeBufferPointer<UInt8>) -> [UInt16] {
    DoubleByteCharset.gbk.scalars.indices.compactMap { code in
      PinyinReading.fits(pinyin, UInt32(DoubleByteCharset.gbk.scalars[code])) ? UInt16(code) : nil
    }
  }

  /// Natural logarithm of the character's frequency.
  func frequency(of code: UInt16) -> Float { unigrams[Int(code)] }

  func isCommon(_ code: UInt16) -> Bool { unigrams[Int(code)] > Self.common }
}
