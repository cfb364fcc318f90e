import LanguageModel
import TextCore

/// One scan over a text that finds the lines in which a fixer may have work. It judges by single characters and
/// their neighbours, errs on the side of suspicion, and changes nothing.
///
/// Clean text costs one table lookup a character: the classes of all others are 0.
struct DamageDetector: Sendable {
  static let shared = DamageDetector()

  private enum Class {
    static let plain: UInt8 = 0
    static let lineFeed: UInt8 = 1
    static let reference: UInt8 = 2
    static let escape: UInt8 = 3
    static let question: UInt8 = 4
    static let replacement: UInt8 = 5
    static let bracket: UInt8 = 6
    static let space: UInt8 = 7
    static let comma: UInt8 = 8
    static let narrow: UInt8 = 9
    static let rare: UInt8 = 10
    static let form: UInt8 = 11
    static let invisible: UInt8 = 12
    static let debris: UInt8 = 13
    static let uncommon: UInt8 = 14
    static let foreign: UInt8 = 15
    static let semicolon: UInt8 = 16
  }

  /// Class of each scalar of the basic plane.
  private let classes: [UInt8]

  /// Ideographs less frequent than this count as rare; the 4,500 commonest lie above.
  private static let rarest: Float = -12
  /// Those below this one count as uncommon; the 2,300 commonest lie above.
  private static let uncommonest: Float = -10
  /// What an uncommon and a rare character weigh. Of 985 lines and phrases of news 99 % weigh a third a character or
  /// less, of the same lines in GBK read as Big5, or in Big5 read as GBK, 99 % weigh .6 or more.
  private static let uncommonWeight = 1
  private static let rareWeight = 3
  /// Suspect weight of a line: one in this many bytes.
  private static let bytesPerWeight = 6
  /// A Chinese character in UTF-8 has three bytes; no Western word has three accented letters in a row.
  private static let narrowRun = 3

  private init() {
    var classes = [UInt8](repeating: Class.plain, count: 0x10000)
    func set(_ scalars: some Sequence<UInt32>, _ value: UInt8) {
      for scalar in scalars { classes[Int(scalar)] = value }
    }
    let alphabet = ByteAlphabet.shared
    let gbk = DoubleByteCharset.gbk
    for scalar in UInt32(0x3400)...0x9FFF where ScalarClass.isHanzi(scalar) {
      let code = gbk.code(of: scalar)
      let frequency = code == 0 ? -.infinity : alphabet.frequency(of: code)
      if frequency < Self.uncommonest {
        classes[Int(scalar)] = frequency < Self.rarest ? Class.rare : Class.uncommon
      }
    }
    // What bytes of Chinese text are in another charset of two bytes: kana, Zhuyin, small forms of punctuation.
    set(0x3041...0x30FA, Class.rare)
    set(0x3105...0x312F, Class.rare)
    set(0xFE49...0xFE6B, Class.rare)
    // Letters that bytes of GBK happen to be in UTF-8, between letters of Latin-1.
    set(0x250...0x7FF, Class.foreign)
    set(0x80...0x24F, Class.narrow)
    set(
      [0x2C6, 0x2DC, 0x2013, 0x2018, 0x201A, 0x201E, 0x2020, 0x2021, 0x2030, 0x2039, 0x203A, 0x20AC, 0x2122],
      Class.narrow)
    set(0x1E00...0x1EFF, Class.narrow)
    // Box drawing and blocks, of IBM's code pages.
    set(0x2500...0x259F, Class.foreign)
    // Letters of Windows-1251; a page of Russian is no Chinese page.
    set(0x401...0x45F, Class.narrow)
    set(0x2014...0x203A, Class.narrow)
    for punctuation in [0x2014, 0x2015, 0x2018, 0x2019, 0x201C, 0x201D, 0x2026] as [UInt32] {
      classes[Int(punctuation)] = Class.plain
    }
    set(0xE000...0xF8FF, Class.rare)
    set([0xB7, 0xD7, 0xB0, 0xB1, 0xAE, 0xA9], Class.foreign)
    set([0x0A], Class.lineFeed)
    set([0x26, 0x23, 0xFF06, 0xFF03], Class.reference)
    set([0x5C, 0x25], Class.escape)
    set([0x3F], Class.question)
    set([0xFFFD], Class.replacement)
    set([0x28], Class.bracket)
    set([0x20, 0x3000], Class.space)
    set([0x2C], Class.comma)
    set([0x3B], Class.semicolon)
    set(0x2E80...0x2FD5, Class.form)
    set(0xF900...0xFAFF, Class.form)
    // 锟, with which every 锟斤拷 begins: U+FFFD in UTF-8, read as GBK.
    set([0x951F], Class.debris)
    set([0xAD, 0x61C, 0xFEFF], Class.invisible)
    set(0x200B...0x200F, Class.invisible)
    set(0x202A...0x202E, Class.invisible)
    set(0x2060...0x2064, Class.invisible)
    set(0x2066...0x2069, Class.invisible)
    self.classes = classes
  }

  /// The suspect lines of a text, in order. O(text).
  func scan(_ text: UnsafeBufferPointer<UInt8>) -> [SuspectLine] {
    classes.withUnsafeBufferPointer { scan(text, $0) }
  }

  private func scan(_ text: UnsafeBufferPointer<UInt8>, _ classes: UnsafeBufferPointer<UInt8>)
    -> [SuspectLine]
  {
    var lines: [SuspectLine] = []
    var line = Line()
    let count = text.count
    var index = 0
    while index < count {
      let byte = text[index]
      var scalar = UInt32(byte)
      var length = 1
      if byte >= 0xE0 {
        if byte >= 0xF0 {
          if Self.isCompatibilityForm(text, index) { line.suspicion.insert(.forms) }
          index += 4
          continue
        }
        scalar =
          (UInt32(byte) & 0x0F) << 12 | (UInt32(text[index + 1]) & 0x3F) << 6 | UInt32(text[index + 2]) & 0x3F
        length = 3
      } else if byte >= 0x80 {
        scalar = (UInt32(byte) & 0x1F) << 6 | UInt32(text[index + 1]) & 0x3F
        length = 2
      }
      let value = classes[Int(scalar)]
      if value == Class.space {
        // The commonest of the special characters; counted here, without a call.
        let end = index + length
        if index > 0, end < count, text[index - 1] >= 0x80, text[end] >= 0xE2 || text[end] == 0x20 {
          line.spaces += 1
        }
      } else if value == Class.uncommon {
        line.weight += Self.uncommonWeight
      } else if value != Class.plain {
        look(text, index, length, value, &line, &lines)
      }
      index += length
    }
    line.end(text, at: count, into: &lines)
    return lines
  }

  /// Whether the character of four bytes is a compatibility ideograph, U+2F800 to U+2FA1F.
  @inline(__always)
  private static func isCompatibilityForm(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
    text[index] == 0xF0 && text[index + 1] == 0xAF && text[index + 2] >= 0xA0
  }

  /// Kana on a line of Japanese are at least this share of its bytes.
  private static let bytesPerKana = 12
  /// And nearly always this share, with particles among them, as bytes that were misread hardly ever give.
  private static let bytesPerKanaOfProse = 9

  private struct Line {
    var start = 0
    var suspicion: Suspicion = []
    /// The run of Western characters that ends at `narrowEnd`, and the longest one.
    var narrow = 0
    var narrowEnd = 0
    var longestNarrow = 0
    var narrowCount = 0
    var weight = 0
    var spaces = 0
    var hasPrivateUse = false

    mutating func addNarrow(_ index: Int, _ length: Int) {
      addForeign(index, length)
      longestNarrow = max(longestNarrow, narrow)
      narrowCount += 1
    }

    /// A character that is part of a run of Western ones, but makes none by itself.
    mutating func addForeign(_ index: Int, _ length: Int) {
      narrow = narrowEnd == index ? narrow + 1 : 1
      narrowEnd = index + length
    }

    mutating func end(_ text: UnsafeBufferPointer<UInt8>, at end: Int, into lines: inout [SuspectLine]) {
      // In Big5, every other byte of a character may be an ASCII letter.
      if longestNarrow >= DamageDetector.narrowRun || narrowCount >= 2 && 4 * narrowCount >= end - start {
        suspicion.insert(.narrowMojibake)
      }
      if weight > 0, weight * DamageDetector.bytesPerWeight >= end - start {
        suspicion.insert(.wideMojibake)
      }
      if !suspicion.isDisjoint(with: [.wideMojibake, .bytes]) {
        suspicion.subtract(Self.japanese(UnsafeBufferPointer(rebasing: text[start..<end])))
      }
      if hasPrivateUse { suspicion.insert(.privateUse) }
      if spaces >= Spacing.fewestSpaces { suspicion.insert(.spacing) }
      if !suspicion.isEmpty { lines.append(SuspectLine(range: start..<end, suspicion: suspicion)) }
      self = Line()
      start = end + 1
    }

    /// The suspicions that kana clear a line of: what is rare in Chinese is not in Japanese.
    private static func japanese(_ line: UnsafeBufferPointer<UInt8>) -> Suspicion {
      var kana = 0
      var hasParticle = false
      for index in line.indices.dropLast(2) where line[index] == 0xE3 {
        let second = line[index + 1]
        guard second >= 0x81, second <= 0x83 else { continue }
        kana += 1
        // か が し た て で と な に の は, る れ を.
        switch line[index + 2] {
        case 0x8B, 0x8C: hasParticle = hasParticle || second < 0x83
        case 0x97, 0x9F, 0xA6, 0xA7, 0xA8, 0xAA, 0xAB, 0xAE, 0xAF: hasParticle = hasParticle || second == 0x81
        case 0x92: hasParticle = hasParticle || second == 0x82
        default: break
        }
      }
      if kana < 4 || kana * DamageDetector.bytesPerKana < line.count { return [] }
      return hasParticle && kana * DamageDetector.bytesPerKanaOfProse >= line.count
        ? [.wideMojibake, .bytes] : .bytes
    }
  }

  private func look(
    _ text: UnsafeBufferPointer<UInt8>, _ index: Int, _ length: Int, _ value: UInt8, _ line: inout Line,
    _ lines: inout [SuspectLine]
  ) {
    let before = index > 0 ? text[index - 1] : 0x0A
    let after = index + length < text.count ? text[index + length] : 0x0A
    switch value {
    case Class.lineFeed: line.end(text, at: index, into: &lines)
    case Class.reference:
      // `&lt;`, `&#`, `#x`, `#12`, or full-width forms.
      if after >= 0x80
        || text[index] == UInt8(ascii: "&") && (after == UInt8(ascii: "#") || isAlphanumeric(after))
        || text[index] == UInt8(ascii: "#") && (after | 0x20 == UInt8(ascii: "x") || isDigit(after))
      {
        line.suspicion.insert(.references)
      }
    case Class.escape:
      if after | 0x20 == UInt8(ascii: "u") || after | 0x20 == UInt8(ascii: "x")
        || text[index] == UInt8(ascii: "\\") && (after == UInt8(ascii: "2") || after == UInt8(ascii: "3"))
        || text[index] == UInt8(ascii: "%")
          && (after >= 0x41
            || after == UInt8(ascii: "2") && index + 2 < text.count && text[index + 2] == UInt8(ascii: "5"))
      {
        line.suspicion.insert(.escapes)
      }
    case Class.question:
      if isAlphanumeric(before) && isAlphanumeric(after) || isDigit(after) || before == 0x20
        || before == UInt8(ascii: "t") || before >= 0x80 && after >= 0xE4
      {
        line.suspicion.insert(.lostCharacters)
      }
      // A torn byte stands before punctuation or a reading.
      if after >= 0xC2 || before >= 0x80 && Folding.fullWidth(UInt32(after)) != UInt32(after)
        || Folding.fullWidth(UInt32(after)) != UInt32(after) && index + 2 < text.count
          && (text[index + 2] >= 0xC2 || text[index + 2] == UInt8(ascii: "?"))
      {
        line.suspicion.insert(.bytes)
      } else if before >= 0x80, after >= 0x61, after <= 0x7A {
        let end = min(text.count, index + 12)
        if PinyinReading.end(text, at: index + 1, before: end) != nil { line.suspicion.insert(.bytes) }
      }
    case Class.replacement: line.suspicion.insert(.bytes)
    case Class.bracket:
      guard before >= 0x80, after >= 0x61 && after <= 0x7A || after >= 0xC3 && after <= 0xC7 else { return }
      if PinyinReading.end(text, at: index + 1, before: min(text.count, index + 12)) != nil {
        line.suspicion.insert(.bytes)
      }
    case Class.comma:
      if after == 0xE3 || after == 0xEF || before == 0x8C || before == 0x81 {
        line.suspicion.insert(.punctuation)
      }
    case Class.semicolon:
      // The last letters of `nbsp;`, `ldquo;`, `mdash;`, `middot;` and the like.
      switch before {
      case UInt8(ascii: "p"), UInt8(ascii: "o"), UInt8(ascii: "h"), UInt8(ascii: "t"):
        line.suspicion.insert(.references)
      default: break
      }
    case Class.narrow:
      line.addNarrow(index, length)
      if length == 2, text[index] == 0xC2, text[index + 1] == 0xA0, before >= 0x80, after >= 0xC2 {
        line.spaces += 1
      }
    case Class.foreign: line.addForeign(index, length)
    case Class.rare:
      line.weight += Self.rareWeight
      if length == 3, text[index] == 0xEE || text[index] == 0xEF && text[index + 1] < 0xA4 {
        line.hasPrivateUse = true
      }
    case Class.debris: line.suspicion.insert(.wideMojibake)
    case Class.form: line.suspicion.insert(.forms)
    case Class.invisible:
      // The soft hyphen is a byte of mojibake, too.
      line.addNarrow(index, length)
      line.suspicion.insert(.invisibles)
    default: break
    }
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  private func isAlphanumeric(_ byte: UInt8) -> Bool {
    byte >= 0x30 && byte <= 0x39 || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A
  }

}
