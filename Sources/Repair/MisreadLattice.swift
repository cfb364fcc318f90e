import Glibc
import LanguageModel
import TextCore

/// Search for the text behind a misreading that lost or confused bytes: a beam over what the bytes behind each
/// displayed character can have been, weighed by the character model.
struct MisreadLattice {
  enum Misreading {
    /// UTF-8 read as GBK; single bytes became `?`, private-use characters vanished, full-width letters half-width.
    case utf8AsGBK
    /// UTF-8 read as Windows-1252; the five bytes that it has not vanished.
    case utf8AsWindows1252
    /// GBK read as UTF-8 where that was valid, as Latin-1 elsewhere.
    case gbkAsHybrid
  }

  struct Solution {
    var text: [UInt32]
    var score: Float
    var confidence: Float
  }

  private struct Hypothesis {
    /// Bytes that the character in the making still wants, and its bits, or its lead byte in GBK.
    var missing: UInt8 = 0
    var value: UInt32 = 0
    var state: CharacterModel.State
    var score: Float = 0
    var mass: Float = 0
    var link: Int32 = -1
    /// Whether a byte of the character in the making was lost.
    var isGuess = false
  }

  private static let width = 80
  private static let margin: Float = 25
  /// A vanished pair, a vanished control, and a letter that was full-width: rarer than plain bytes.
  private static let vanishedPair: Float = -4
  private static let vanishedControl: Float = -2
  private static let foldedLetter: Float = -1
  private static let unknownCharacter: Float = -4
  /// Lead bytes that a lost byte may have been: general punctuation, CJK punctuation, ideographs, full-width forms.
  private static let likelyLeads: [UInt8] = [0xE2, 0xE3, 0xE4, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9, 0xEF]
  private static let undefinedInWindows1252: [UInt8] = [0x81, 0x8D, 0x8F, 0x90, 0x9D]
  static let longest = 20_000

  private let misreading: Misreading
  private let model = CharacterModel.builtIn
  private var next: [Hypothesis] = []
  private var steps: [(parent: Int32, scalar: UInt32, isGuess: Bool)] = []

  init(_ misreading: Misreading) { self.misreading = misreading }

  /// The most probable text behind what was seen; nil when there is none, or when misreading it again gives
  /// something else.
  mutating func solve(_ seen: [UInt32]) -> Solution? {
    guard seen.count <= Self.longest else { return nil }
    var beam = [Hypothesis(state: model.start)]
    for scalar in seen {
      next.removeAll(keepingCapacity: true)
      for hypothesis in beam {
        read(hypothesis, scalar)
        for vanished in vanishing(hypothesis) { read(vanished, scalar) }
      }
      beam = pruned()
      if beam.isEmpty { return nil }
    }
    let ended = beam.filter { $0.missing == 0 } + beam.flatMap { vanishing($0) }.filter { $0.missing == 0 }
    guard let best = ended.max(by: { $0.score < $1.score }) else { return nil }
    let mass = ended.reduce(-Float.infinity) { Self.logAdd($0, $1.mass) }
    var text: [UInt32] = []
    var guesses = 0
    var link = best.link
    while link >= 0 {
      text.append(steps[Int(link)].scalar)
      guesses += steps[Int(link)].isGuess ? 1 : 0
      link = steps[Int(link)].parent
    }
    text.reverse()
    guard shows(text, as: seen) else { return nil }
    // Characters whose bytes survived are certain; the others are as sure as the reading as a whole.
    let share = Float(guesses) / Float(max(1, text.count))
    return Solution(
      text: text, score: best.score, confidence: 1 - share * (1 - min(1, exp(best.score - mass))))
  }

  // MARK: Steps

  /// What may have stood behind one displayed character.
  private mutating func read(_ hypothesis: Hypothesis, _ scalar: UInt32) {
    switch misreading {
    case .utf8AsGBK:
      if scalar == 0x3F && hypothesis.missing > 0 || scalar == 0xFFFD {
        for byte in hypothesis.missing > 0 ? Array(UInt8(0x80)...0xBF) : Self.likelyLeads {
          for guess in feed(hypothesis, byte, guess: true) { next.append(guess) }
        }
      } else if scalar < 0x80 {
        next += feed(hypothesis, UInt8(scalar))
        if scalar > 0x20, scalar < 0x7F, hypothesis.missing > 0 {
          next += feed(hypothesis, 0xA3, weight: Self.foldedLetter).flatMap { feed($0, UInt8(scalar + 0x80)) }
        }
      } else {
        if scalar == 0x20AC { next += feed(hypothesis, 0x80) }
        let code = DoubleByteCharset.gbk.code(of: scalar)
        if code != 0 { next += feed(hypothesis, UInt8(code >> 8)).flatMap { feed($0, UInt8(code & 0xFF)) } }
      }
    case .utf8AsWindows1252:
      if scalar < 0x80 {
        next += feed(hypothesis, UInt8(scalar))
      } else if let byte = SingleByteCharset.windows1252.byte(of: scalar) {
        next += feed(hypothesis, byte)
      }
    case .gbkAsHybrid:
      if scalar < 0x100 { next += feed(hypothesis, UInt8(scalar)) }
      if scalar >= 0x80 {
        var bytes: [UInt8] = []
        UTF8Cursor.append(scalar, to: &bytes)
        next += bytes.reduce([hypothesis]) { hypotheses, byte in hypotheses.flatMap { feed($0, byte) } }
      }
    }
  }

  /// The hypotheses that bytes without a trace lead to.
  private mutating func vanishing(_ hypothesis: Hypothesis) -> [Hypothesis] {
    guard hypothesis.missing > 0 else { return [] }
    switch misreading {
    case .utf8AsGBK:
      var result: [Hypothesis] = []
      let alphabet = ByteAlphabet.shared
      for lead in alphabet.privateLeads where lead < 0xC0 {
        for half in feed(hypothesis, lead, weight: Self.vanishedPair, guess: true) {
          for trail in half.missing > 0 ? Array(UInt8(0x80)...0xBF) : Self.likelyLeads
          where alphabet.isPrivate(lead, trail) {
            result += feed(half, trail, guess: true)
          }
        }
      }
      return result
    case .utf8AsWindows1252:
      return Self.undefinedInWindows1252.flatMap {
        feed(hypothesis, $0, weight: Self.vanishedControl, guess: true)
      }
    case .gbkAsHybrid: return []
    }
  }

  /// The hypothesis behind one more byte; none when the byte cannot stand there.
  private mutating func feed(
    _ hypothesis: Hypothesis, _ byte: UInt8, weight: Float = 0, guess: Bool = false
  ) -> [Hypothesis] {
    var hypothesis = hypothesis
    hypothesis.score += weight
    hypothesis.mass += weight
    hypothesis.isGuess = hypothesis.isGuess || guess
    if hypothesis.missing == 0 {
      if byte < 0x80 { return [emit(hypothesis, UInt32(byte))] }
      hypothesis.isGuess = guess
      if misreading == .gbkAsHybrid {
        hypothesis.missing = 1
        hypothesis.value = UInt32(byte)
        return [hypothesis]
      }
      switch byte {
      case 0xC2...0xDF: (hypothesis.missing, hypothesis.value) = (1, UInt32(byte & 0x1F))
      case 0xE0...0xEF: (hypothesis.missing, hypothesis.value) = (2, UInt32(byte & 0x0F))
      default: return []
      }
      return [hypothesis]
    }
    if misreading == .gbkAsHybrid {
      let scalar = DoubleByteCharset.gbk.scalar(UInt8(hypothesis.value), byte)
      hypothesis.missing = 0
      return scalar == 0 || (0xE000...0xF8FF).contains(scalar) ? [] : [emit(hypothesis, scalar)]
    }
    guard byte & 0xC0 == 0x80 else { return [] }
    hypothesis.value = hypothesis.value << 6 | UInt32(byte & 0x3F)
    hypothesis.missing -= 1
    if hypothesis.missing > 0 { return [hypothesis] }
    let scalar = hypothesis.value
    let isText = scalar >= 0xA0 && !(0xD800...0xF8FF).contains(scalar) && scalar < 0xFFFD
    return isText ? [emit(hypothesis, scalar)] : []
  }

  private mutating func emit(_ hypothesis: Hypothesis, _ scalar: UInt32) -> Hypothesis {
    var hypothesis = hypothesis
    let token = model.token(of: scalar)
    let gain = model.score(token, after: hypothesis.state) + (token == 0 ? Self.unknownCharacter : 0)
    steps.append((hypothesis.link, scalar, hypothesis.isGuess))
    hypothesis.link = Int32(steps.count - 1)
    hypothesis.state = model.advance(hypothesis.state, with: token)
    hypothesis.score += gain
    hypothesis.mass += gain
    hypothesis.value = 0
    hypothesis.isGuess = false
    return hypothesis
  }

  /// The best of `next`, those that cannot be told apart joined.
  private mutating func pruned() -> [Hypothesis] {
    guard next.count > 1 else { return next }
    next.sort { $0.score > $1.score }
    var kept: [Hypothesis] = []
    for hypothesis in next {
      if hypothesis.score < next[0].score - Self.margin { break }
      let twin = kept.firstIndex {
        $0.state == hypothesis.state && $0.missing == hypothesis.missing && $0.value == hypothesis.value
      }
      if let twin {
        kept[twin].mass = Self.logAdd(kept[twin].mass, hypothesis.mass)
      } else if kept.count < Self.width {
        kept.append(hypothesis)
      }
    }
    return kept
  }

  private static func logAdd(_ a: Float, _ b: Float) -> Float {
    let (high, low) = a > b ? (a, b) : (b, a)
    return low == -.infinity || high - low > 20 ? high : high + log1p(exp(low - high))
  }

  // MARK: Certification

  /// Whether misreading `text` again shows what was seen.
  private func shows(_ text: [UInt32], as seen: [UInt32]) -> Bool {
    var bytes: [UInt8] = []
    for scalar in text {
      if misreading == .gbkAsHybrid, scalar >= 0x80 {
        let code = DoubleByteCharset.gbk.code(of: scalar)
        bytes += [UInt8(code >> 8), UInt8(code & 0xFF)]
      } else {
        UTF8Cursor.append(scalar, to: &bytes)
      }
    }
    switch misreading {
    case .utf8AsGBK: return Self.matches(Self.readAsGBK(bytes), seen)
    case .utf8AsWindows1252:
      let table = SingleByteCharset.windows1252.scalars
      return bytes.filter { !Self.undefinedInWindows1252.contains($0) || seen.contains(UInt32($0)) }
        .map { $0 < 0x80 ? UInt32($0) : UInt32(table[Int($0)]) } == seen
    case .gbkAsHybrid: return Self.readsAsHybrid(bytes, seen)
    }
  }

  /// What a decoder of code page 936 shows, with `?` for a byte that has no partner and nothing for private use.
  private static func readAsGBK(_ bytes: [UInt8]) -> [UInt32] {
    var result: [UInt32] = []
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte < 0x80 {
        result.append(UInt32(byte))
        continue
      }
      let scalar = index < bytes.count ? DoubleByteCharset.gbk.scalar(byte, bytes[index]) : 0
      if byte == 0x80 {
        result.append(0x20AC)
      } else if scalar == 0 {
        result.append(0x3F)
      } else {
        index += 1
        if !(0xE000...0xF8FF).contains(scalar) { result.append(scalar) }
      }
    }
    return result
  }

  /// Equality up to the width of letters and the sign for a lost byte.
  private static func matches(_ shown: [UInt32], _ seen: [UInt32]) -> Bool {
    shown.count == seen.count
      && zip(shown, seen).allSatisfy { shown, seen in
        shown == seen || shown == 0x3F && seen == 0xFFFD
          || (0xFF01...0xFF5E).contains(shown) && shown - 0xFEE0 == seen
      }
  }

  /// Whether the bytes are those of what was seen, each character in Latin-1 or in UTF-8. Which of the two a
  /// decoder took where both were possible is not known, so either will do.
  private static func readsAsHybrid(_ bytes: [UInt8], _ seen: [UInt32]) -> Bool {
    // Places in the bytes that the characters so far may reach; never more than a few.
    var places: Set<Int> = [0]
    for scalar in seen {
      var form: [UInt8] = []
      UTF8Cursor.append(scalar, to: &form)
      var next: Set<Int> = []
      for place in places where place < bytes.count {
        if UInt32(bytes[place]) == scalar { next.insert(place + 1) }
        if bytes[place...].starts(with: form) { next.insert(place + form.count) }
      }
      if next.isEmpty { return false }
      places = next
    }
    return places.contains(bytes.count)
  }
}
