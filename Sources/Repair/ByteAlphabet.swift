import HanData
import LanguageModel
import TextCore

/// The characters of GBK as the search needs them: their tokens in the model, and those that share a byte.
///
/// A view of tables that live as long as the process, so that a search may copy it for nothing.
struct ByteAlphabet: BitwiseCopyable, @unchecked Sendable {
  static let shared = ByteAlphabet()

  struct Candidate: BitwiseCopyable {
    /// The byte that is not known.
    var byte: UInt8
    var code: UInt16
  }

  /// Characters below this probability are proposed only where both bytes are known. Measured on the model's own
  /// unigrams: the 6,000 commonest characters lie above it.
  private static let rarest: Float = -14
  /// A writer glosses rare characters; the 2,500 commonest lie above this.
  private static let common: Float = -10.5

  // The buffers are made once by `init`, which only `shared` calls, and never written again.
  let tokens: UnsafeBufferPointer<CharacterModel.Token>
  let scalars: UnsafeBufferPointer<UInt16>
  private let scripts: UnsafeBufferPointer<UInt8>
  private let unigrams: UnsafeBufferPointer<Float>
  private let byLead: UnsafeBufferPointer<UnsafeBufferPointer<Candidate>>
  private let byTrail: UnsafeBufferPointer<UnsafeBufferPointer<Candidate>>
  private let beforePrivate: UnsafeBufferPointer<UnsafeBufferPointer<Candidate>>
  private let betweenPrivate: UnsafeBufferPointer<UnsafeBufferPointer<Candidate>>

  private init() {
    let charset = DoubleByteCharset.gbk
    let model = CharacterModel.builtIn
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
    let isPrivate = { (lead: UInt8) in
      charset.scalars[Int(lead) << 8..<(Int(lead) + 1) << 8].contains { (0xE000...0xF8FF).contains($0) }
    }
    let privateLeads = (UInt8(0x81)...0xFE).filter(isPrivate)
    beforePrivate = Self.lasting(
      (UInt8(0)...0xFF).map { lead in
        Self.lasting(
          privateLeads.map { Candidate(byte: $0, code: UInt16(lead) << 8 | UInt16($0)) }
            .filter { unigrams[Int($0.code)] > Self.rarest })
      })
    betweenPrivate = Self.lasting(
      (UInt8(0)...0xFF).map { vanished in
        Self.lasting(
          privateLeads.flatMap { byTrail[Int($0)] }.filter { candidate in
            (0xE000...0xF8FF).contains(charset.scalars[Int(vanished) << 8 | Int(candidate.byte)])
              && unigrams[Int(candidate.code)] > Self.common
          })
      })
    self.tokens = Self.lasting(tokens)
    scalars = Self.lasting(charset.scalars)
    self.scripts = Self.lasting(scripts)
    self.unigrams = Self.lasting(unigrams)
    self.byLead = Self.lasting(byLead.map(Self.lasting))
    self.byTrail = Self.lasting(byTrail.map(Self.lasting))
  }

  /// A copy that is never freed.
  private static func lasting<Element: BitwiseCopyable>(_ elements: [Element]) -> UnsafeBufferPointer<Element>
  {
    let buffer = UnsafeMutableBufferPointer<Element>.allocate(capacity: elements.count)
    _ = buffer.initialize(from: elements)
    return UnsafeBufferPointer(buffer)
  }

  /// Characters whose first byte is this one.
  @inline(__always)
  func leading(_ byte: UInt8) -> UnsafeBufferPointer<Candidate> { byLead[Int(byte)] }

  /// Characters whose second byte is this one.
  @inline(__always)
  func trailing(_ byte: UInt8) -> UnsafeBufferPointer<Candidate> { byTrail[Int(byte)] }

  /// Characters that begin with a byte and end with the first one of a private-use character: the byte that is given.
  @inline(__always)
  func beforePrivate(_ lead: UInt8) -> UnsafeBufferPointer<Candidate> { beforePrivate[Int(lead)] }

  /// Common characters of which the first byte, which is given, ends a private-use character that begins with `lead`, and
  /// the second one begins another.
  @inline(__always)
  func betweenPrivate(_ lead: UInt8) -> UnsafeBufferPointer<Candidate> { betweenPrivate[Int(lead)] }

  /// The script that a character belongs to alone, by folding.
  func script(of code: UInt16) -> Script {
    switch scripts[Int(code)] {
    case 1: .hans
    case 2: .hant
    default: .none
    }
  }

  /// Whether the two bytes are a private-use character.
  func isPrivate(_ lead: UInt8, _ trail: UInt8) -> Bool {
    (0xE000...0xF8FF).contains(scalars[Int(lead) << 8 | Int(trail)])
  }

  /// The characters that are read like that. Readings without tone marks cost a look at all characters.
  func codes(readAs pinyin: UnsafeBufferPointer<UInt8>) -> [UInt16] {
    if !PinyinReading.isToneless(pinyin) { return Self.codesByReading[Array(pinyin)] ?? [] }
    return scalars.indices.compactMap { code in
      PinyinReading.fits(pinyin, UInt32(scalars[code])) ? UInt16(code) : nil
    }
  }

  private static let codesByReading: [[UInt8]: [UInt16]] = {
    var codes: [[UInt8]: [UInt16]] = [:]
    for (code, scalar) in DoubleByteCharset.gbk.scalars.enumerated() where ScalarClass.isHanzi(UInt32(scalar))
    {
      for reading in HanReadings.readings(of: UInt32(scalar)) {
        codes[Array(reading.utf8), default: []].append(UInt16(code))
      }
    }
    return codes
  }()

  /// Natural logarithm of the character's frequency.
  func frequency(of code: UInt16) -> Float { unigrams[Int(code)] }

  func isCommon(_ code: UInt16) -> Bool { unigrams[Int(code)] > Self.common }
}
