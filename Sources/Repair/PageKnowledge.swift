import HanData
import LanguageModel
import TextCore

/// What the whole page tells about its fault and its text, before any hard spot is solved.
struct PageKnowledge {
  var fault = ByteFault()
  /// How much speaks for readings written by a program, in points: see `weigh`.
  private var evidence = 0
  /// Which quotation marks the page has. Pages that programs made traditional keep the curly ones of simplified
  /// text; where no mark stands on the page, characters that such programs do not write tell.
  enum Quotes { case curly, corner, both, probablyCurly, probablyCorner }
  private(set) var quotes = Quotes.probablyCurly
  private var cornerQuotes = 0
  private var curlyQuotes = 0
  /// Curly quotation marks less corner ones among what was restored.
  private var restoredQuotes = 0
  private var writtenTraditional = 0
  /// Which form of characters is rare on this page.
  var penalisedScript = Script.none
  private(set) var words = PageWords()

  /// Whether the page shows the fault beyond doubt.
  var isAnnotated: Bool { evidence >= Self.enoughEvidence }
  private static let enoughEvidence = 4
  /// The same for readings inside of a word.
  private var evidenceInside = 0
  /// Bytes of the longest text that shows its fault by a single reading of which nobody needs to be told, or by two
  /// others: in a longer one a program would have written more of them.
  private static let briefText = 300
  private static let enoughInBriefText = 2
  private var textLength = 0

  /// Whether the page shows how wide its punctuation is.
  var showsWidth: Bool { !halfWidth.isEmpty || !fullWidth.isEmpty }

  /// Whether a space behind an orphaned byte may have been swallowed with it.
  var swallowsSpaces: Bool { fault.swallows && spacesBeforeWords > 0 }
  private var spacesBeforeWords = 0

  /// What a page this long says against a character that it does not repeat: up to one nat, as pages repeat their
  /// words.
  var againstRare: Float { -min(1, Float(words.characterCount) / 300) }

  private var traditional = 0
  private var simplified = 0
  private var swallowed = 0
  private var kept = 0
  private var replacements = 0
  private var halfWidth = Set<UInt32>()
  private var fullWidth = Set<UInt32>()

  private var isKnownSite = false

  init() {}

  /// Knowledge of the site, before anything is known of the page.
  init(site: DamageProfile) {
    isKnownSite = true
    for (scalar, reading) in site.readings {
      let code = DoubleByteCharset.gbk.code(of: scalar)
      if code != 0 { reading.withUnsafeBufferPointer { fault.annotations.add(code, $0) } }
    }
    if !site.readings.isEmpty { evidence = Self.enoughEvidence }
    if site.swallows { swallowed = 1 } else { kept = 1 }
    replacements = site.replacement == 0xFFFD ? 1 : -1
    halfWidth = site.halfWidth
    fullWidth = site.fullWidth
    switch site.quotes {
    case .curly: curlyQuotes = 1
    case .corner: cornerQuotes = 1
    case .unknown: break
    }
  }

  /// What another page of the site can use.
  var profile: DamageProfile {
    var profile = DamageProfile()
    for (code, reading) in fault.annotations.byCode where isAnnotated {
      profile.readings[DoubleByteCharset.gbk.scalar(UInt8(code >> 8), UInt8(code & 0xFF))] = reading
    }
    profile.replacement = fault.replacement
    profile.swallows = fault.swallows
    profile.halfWidth = halfWidth
    profile.fullWidth = fullWidth
    profile.quotes = quotes == .curly ? .curly : quotes == .corner ? .corner : .unknown
    return profile
  }

  mutating func learn(_ tokens: ArraySlice<ByteToken>, of text: UnsafeBufferPointer<UInt8>) {
    textLength = text.count
    var previous: UInt32 = 0
    var previousCode: UInt16 = 0
    var isAfterGap = false
    var isInGap = false
    for token in tokens {
      defer {
        isAfterGap = token.scalar == 0x20 && previous >= 0x80
        isInGap = token.scalar == 0x20 && previous > 0x20 && previous < 0x80
        previous = token.scalar
        if token.code != 0, previousCode != 0, ScalarClass.isHanzi(token.scalar) {
          let tokens = ByteAlphabet.shared.tokens
          words.add(tokens[Int(token.code)], after: tokens[Int(previousCode)])
        }
        previousCode = ScalarClass.isHanzi(token.scalar) ? token.code : 0
      }
      // A page that sets spaces on one side of Western words sets them on the other.
      if isAfterGap, token.kind == .ascii { spacesBeforeWords += 1 }
      if isInGap, token.kind == .pair { spacesBeforeWords += 1 }
      switch token.kind {
      case .lostBeforeReading:
        guard let reading = token.reading else { continue }
        let pinyin = UnsafeBufferPointer(rebasing: text[reading])
        if !isAnnotated, PinyinReading.isSyllable(pinyin) { evidence += 4 }
        if text[reading.lowerBound - 1] == UInt8(ascii: "(") { kept += 1 } else { swallowed += 1 }
        replacements += token.scalar == 0xFFFD ? 1 : -1
      case .lost:
        // A decoder may show orphans as question marks and what is no character as U+FFFD.
        if isBeforePunctuation(token, text) { replacements += token.scalar == 0xFFFD ? 1 : -1 }
        // Of two question marks in a row one may be a folded marker.
        if previous >= 0x80 || previous == token.scalar { halfWidth.insert(token.scalar) }
      case .ascii:
        if previous >= 0x80, Folding.fullWidth(token.scalar) != token.scalar {
          halfWidth.insert(token.scalar)
        }
      case .pair:
        learn(token, of: text)
        if let reading = token.reading, ScalarClass.isHanzi(previous) || ByteToken.isEmoji(previous) {
          evidenceInside += weigh(UnsafeBufferPointer(rebasing: text[reading]), behind: token)
        }
      case .foreign: break
      }
    }
  }

  /// Learns from a character that was restored: the page's quotation marks, where none of them stands undamaged.
  mutating func learn(restored scalar: UInt32) {
    guard cornerQuotes == 0, curlyQuotes == 0 else { return }
    if (0x300C...0x300F).contains(scalar) { restoredQuotes -= 1 }
    if (0x201C...0x201D).contains(scalar) { restoredQuotes += 1 }
    if restoredQuotes != 0 { quotes = restoredQuotes > 0 ? .curly : .corner }
  }

  private func isBeforePunctuation(
    _ token: ByteToken, _ text: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    guard token.range.upperBound < text.count else { return false }
    let (scalar, _) = UTF8Cursor.scalar(text, at: token.range.upperBound)
    return scalar != token.scalar
      && (Folding.fullWidth(scalar) != scalar || ScalarClass.isChinesePunctuation(scalar))
  }

  private mutating func learn(_ token: ByteToken, of text: UnsafeBufferPointer<UInt8>) {
    let scalar = token.scalar
    words.add(scalar)
    if Folding.halfWidth(scalar) != scalar { fullWidth.insert(Folding.halfWidth(scalar)) }
    if (0x300C...0x300F).contains(scalar) { cornerQuotes += 1 }
    if (0x2018...0x201D).contains(scalar) { curlyQuotes += 1 }
    writtenTraditional += Self.writersForm(scalar)
    switch ByteAlphabet.shared.script(of: token.code) {
    case .hant: traditional += 1
    case .hans: simplified += 1
    default: break
    }
    guard let reading = token.reading else { return }
    let pinyin = UnsafeBufferPointer(rebasing: text[reading])
    evidence += weigh(pinyin, behind: token)
    fault.annotations.add(token.code, pinyin)
  }

  /// Points for one reading. A writer glosses rare characters, and unusual readings of common ones; a program
  /// writes the customary reading behind whatever its table holds. Traditional forms are what such tables hold, and
  /// of common characters with but one reading nobody needs to be told.
  private func weigh(_ pinyin: UnsafeBufferPointer<UInt8>, behind token: ByteToken) -> Int {
    guard HanReadings.isCustomaryReading(pinyin, of: token.scalar) else { return 0 }
    if PinyinReading.isToneless(pinyin) { return 2 }
    guard ByteAlphabet.shared.isCommon(token.code) else { return 0 }
    let needsNone = HanReadings.hasOneReading(token.scalar)
    return needsNone || ByteAlphabet.shared.script(of: token.code) == .hant ? 2 : 1
  }

  /// 1 for what a writer of traditional text uses for characters that a program which converts one by one leaves as
  /// they are (於 後 裡 裏 係 製 範 週 隻 著), -1 for what such a program leaves (于 后 范 着).
  private static func writersForm(_ scalar: UInt32) -> Int {
    switch scalar {
    case 0x65BC, 0x5F8C, 0x88E1, 0x88CF, 0x4FC2, 0x88FD, 0x7BC4, 0x9031, 0x96BB, 0x8457: 1
    case 0x4E8E, 0x540E, 0x8303, 0x7740: -1
    default: 0
    }
  }

  /// Draws the conclusions, once all lines were learned.
  mutating func conclude() {
    if evidenceInside >= Self.enoughInBriefText, textLength <= Self.briefText {
      evidence = max(evidence, Self.enoughEvidence)
    }
    fault.swallows = swallowed >= kept
    fault.replacement = replacements > 0 ? 0xFFFD : 0x3F
    // Programs that tear bytes write traditional characters. Where nothing but question marks speaks for one, it is
    // not followed as far as to characters of which nothing is left.
    if !isAnnotated, replacements <= 0, simplified > traditional, !isKnownSite {
      fault.dropsPrivateUse = false
    }
    // A cleaner that made some punctuation half-width did so with all that the page does not show full-width.
    if halfWidth.contains(where: { !fullWidth.contains($0) }) {
      // The semicolon alone is left out by some of them.
      fault.folding = Folding(except: halfWidth.contains(0x3B) ? fullWidth : fullWidth.union([0x3B]))
    }
    if cornerQuotes > 0 || curlyQuotes > 0 {
      quotes = cornerQuotes > 4 * curlyQuotes ? .corner : curlyQuotes > 4 * cornerQuotes ? .curly : .both
    } else {
      quotes = writtenTraditional > 0 ? .probablyCorner : .probablyCurly
    }
    // A page in one script holds few characters that exist in the other only.
    penalisedScript = traditional > simplified ? .hans : simplified > 0 ? .hant : .none
  }
}
