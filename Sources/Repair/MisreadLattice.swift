import Glibc
import LanguageModel
import TextCore

/// Search for the text behind a misreading that lost or confused bytes: a beam over what the bytes behind each
/// displayed character can have been, weighed by the character model.
struct MisreadLattice {
  enum Reading {
    case decoder(MisreadDecoder)
    /// GBK read as UTF-8 where that was valid, as Latin-1 elsewhere.
    case hybrid
    /// GBK read as UTF-8, each byte that was not valid replaced by U+FFFD.
    case replacing
  }

  struct Solution {
    var text: [UInt32]
    /// The first token that the solution leaves.
    var end: Int
    var score: Float
    /// Share of the probability that is the best reading's.
    var confidence: Float
    /// Whether a byte of the character was lost.
    var isGuess: [Bool]
    var guesses: Int { isGuess.count(where: \.self) }
  }

  /// A path through the lattice so far.
  struct Hypothesis {
    /// Bytes that the character in the making still wants, and its bits so far, or its lead byte in a charset of two
    /// bytes (0: lost).
    var missing: UInt8 = 0
    var value: UInt32 = 0
    /// Whether a byte of the character in the making was lost.
    var isGuess = false
    var state: CharacterModel.State
    var score: Float = 0
    var mass: Float = 0
    /// The score with the best that the character in the making can become.
    var rank: Float = 0
    var link: Int32 = -1
  }

  /// Paths that are kept; more where many bytes can have vanished anywhere.
  private let width: Int
  private static let margin: Float = 16
  /// What is rarer than plain bytes: a byte or pair that vanished, a letter that was full-width.
  private static let vanishedByte: Float = -2
  private static let vanishedPair: Float = -3
  private static let foldedLetter: Float = -3
  /// A guess that the model does not weigh, as a further digit of a run, costs what a rare character does.
  private static let silentGuess: Float = -14
  private static let lostCharacter: Float = -9
  /// Paths for each token, on average, before a stretch counts as hopeless.
  private static let effort = 1_500
  static let longest = 20_000
  /// Characters that the model looks back on, and a few more that fix where runs of digits begin.
  private static let memory = 6

  let reading: Reading
  let meant: MeantCharset
  private let model = CharacterModel.builtIn
  private let alphabet: ByteAlphabet
  private var next: [Hypothesis] = []
  /// The brackets and quotes that are open where the search begins.
  private var brackets = OpenBrackets()
  private var steps: [(parent: Int32, scalar: UInt32, isGuess: Bool)] = []
  /// Continuation bytes that may vanish before a byte above ASCII, and pairs that may.
  private var orphans: [UInt8] = []
  private var lostPairs: [(lead: UInt8, trail: UInt8)] = []

  init(_ reading: Reading, of meant: MeantCharset) {
    self.reading = reading
    self.meant = meant
    alphabet = .shared
    var isWide = false
    if case .decoder(let decoder) = reading { isWide = decoder.dropsControls }
    width = isWide ? 160 : 48
    guard case .decoder(let decoder) = reading, meant == .utf8 else { return }
    let followers = Array(UInt8(0x80)...0xBF) + MeantCharset.likelyLeads
    orphans = (UInt8(0x80)...0xBF).filter { byte in
      followers.contains { decoder.isOrphan(byte, before: $0) }
    }
    for lead in UInt8(0x80)...0xBF where decoder.rarePairs != .shown {
      for trail in followers where decoder.isLostPair(lead, trail) { lostPairs.append((lead, trail)) }
    }
  }

  /// The most probable text behind what was seen from token `start` on. Ends at the first token after `past` where
  /// only one reading is left, or, where `past` is the end, with the whole.
  ///
  /// - Parameter context: the text before, for the model and for brackets that it left open.
  mutating func solve(
    _ seen: UnsafeBufferPointer<UInt32>, from start: Int, past: Int, after context: some Collection<UInt32>
  ) -> Solution? {
    steps.removeAll(keepingCapacity: true)
    brackets = OpenBrackets(context)
    let state = context.suffix(Self.memory).reduce(model.start) {
      model.advance($0, with: model.token(of: $1))
    }
    var beam = [Hypothesis(state: state)]
    var index = start
    var spent = 0
    while index < seen.count {
      next.removeAll(keepingCapacity: true)
      for hypothesis in beam { read(hypothesis, seen, index) }
      spent += next.count
      if spent > Self.effort * (index - start + 4) { return nil }
      beam = pruned()
      if beam.isEmpty { return nil }
      index += 1
      if index > past, beam.count == 1, beam[0].missing == 0, index < seen.count { break }
      if index - start > Self.longest { return nil }
    }
    if index == seen.count {
      next = beam.filter { $0.missing == 0 }
      for hypothesis in beam where hypothesis.missing > 0 { vanish(hypothesis, before: nil) }
      next.removeAll { $0.missing > 0 }
      for place in next.indices {
        let end = model.score(CharacterModel.lineEnd, after: next[place].state)
        next[place].score += end
        next[place].mass += end
      }
      beam = pruned()
    }
    guard let best = beam.max(by: { $0.score < $1.score }) else { return nil }
    let mass = beam.reduce(-Float.infinity) { Self.logAdd($0, $1.mass) }
    var text: [UInt32] = []
    var isGuess: [Bool] = []
    var link = best.link
    while link >= 0 {
      text.append(steps[Int(link)].scalar)
      isGuess.append(steps[Int(link)].isGuess)
      link = steps[Int(link)].parent
    }
    return Solution(
      text: text.reversed(), end: index, score: best.score, confidence: min(1, exp(best.score - mass)),
      isGuess: isGuess.reversed())
  }

  // MARK: Steps

  /// What may have stood behind one displayed character.
  private mutating func read(_ hypothesis: Hypothesis, _ seen: UnsafeBufferPointer<UInt32>, _ index: Int) {
    let scalar = seen[index]
    switch reading {
    case .decoder(let decoder):
      let isLoss = scalar == 0xFFFD || scalar == 0x3F && decoder.replacement == 0x3F
      if isLoss {
        if scalar == 0x3F, hypothesis.missing == 0 { readKnown(hypothesis, scalar, decoder) }
        if scalar == 0xFFFD || hypothesis.missing > 0 {
          lose(hypothesis, decoder, index + 1 < seen.count ? first(seen[index + 1], decoder) : 0x0A)
        }
        return
      }
      readKnown(hypothesis, scalar, decoder)
      guard hypothesis.missing > 0, decoder.replacement == nil || decoder.rarePairs == .dropped else {
        return
      }
      let kept = next.count
      vanish(hypothesis, before: first(scalar, decoder))
      let vanished = Array(next[kept...])
      next.removeSubrange(kept...)
      for hypothesis in vanished { readKnown(hypothesis, scalar, decoder) }
    case .hybrid:
      if scalar < 0x100 { append(feed(hypothesis, UInt8(scalar))) }
      if scalar >= 0x80 { readUTF8(hypothesis, scalar) }
    case .replacing:
      if scalar == 0xFFFD {
        readLostByte(hypothesis)
      } else if scalar < 0x80 {
        append(feed(hypothesis, UInt8(scalar)))
      } else {
        readUTF8(hypothesis, scalar)
      }
    }
  }

  private mutating func readUTF8(_ hypothesis: Hypothesis, _ scalar: UInt32) {
    var bytes: [UInt8] = []
    UTF8Cursor.append(scalar, to: &bytes)
    readBytes(hypothesis, bytes)
  }

  /// Known bytes of a charset of two bytes, the first of which may complete a character whose lead byte was lost.
  private mutating func readBytes(_ hypothesis: Hypothesis, _ bytes: [UInt8]) {
    var paths = [hypothesis]
    for byte in bytes {
      paths = paths.flatMap { path in
        path.missing > 0 && path.value == 0
          ? completions(path, trail: byte) : feed(path, byte).map { [$0] } ?? []
      }
    }
    next += paths
  }

  private mutating func readKnown(_ hypothesis: Hypothesis, _ scalar: UInt32, _ decoder: MisreadDecoder) {
    let code = decoder.table.code(of: scalar)
    if meant != .utf8 {
      if code > 0 {
        readBytes(hypothesis, code > 0xFF ? [UInt8(code >> 8), UInt8(code & 0xFF)] : [UInt8(code)])
      }
      return
    }
    if code > 0xFF {
      if let half = feed(hypothesis, UInt8(code >> 8)) { append(feed(half, UInt8(code & 0xFF))) }
    } else if code > 0 {
      append(feed(hypothesis, UInt8(code)))
    }
    guard hypothesis.missing > 0, scalar >= 0x20, scalar < 0x7F else { return }
    if decoder.table.isDouble {
      // A full-width letter or space, whose bytes in GBK are A3 and the letter's with the highest bit, or A1 A1.
      let pair: (UInt8, UInt8) = scalar == 0x20 ? (0xA1, 0xA1) : (0xA3, UInt8(scalar) | 0x80)
      if let half = feed(hypothesis, pair.0, weight: Self.foldedLetter) { append(feed(half, pair.1)) }
    } else if scalar == 0x20 {
      append(feed(hypothesis, 0xA0, weight: Self.foldedLetter / 2))
    }
  }

  /// The first byte behind a displayed character; 0 where it is not known.
  private func first(_ scalar: UInt32, _ decoder: MisreadDecoder) -> UInt8 {
    if scalar == 0xFFFD { return 0 }
    let code = decoder.table.code(of: scalar)
    return code > 0xFF ? UInt8(code >> 8) : UInt8(code)
  }

  /// The bytes that a replacement character can stand for.
  private mutating func lose(_ hypothesis: Hypothesis, _ decoder: MisreadDecoder, _ next: UInt8) {
    if meant != .utf8 { return readLostByte(hypothesis) }
    let isAny = next != 0 && next < 0x40 || !decoder.table.isDouble
    let candidates =
      hypothesis.missing == 0
      ? MeantCharset.likelyLeads : isAny ? Array(UInt8(0x80)...0xBF) : orphans
    for byte in candidates {
      if decoder.table.isDouble, next > 0, !decoder.isOrphan(byte, before: next) { continue }
      append(feed(hypothesis, byte, guess: true))
    }
    guard decoder.rarePairs == .replaced else { return }
    for pair in lostPairs {
      if let half = feed(hypothesis, pair.lead, weight: Self.vanishedPair, guess: true) {
        append(feed(half, pair.trail, guess: true))
      }
    }
  }

  /// Appends the hypotheses that bytes without a trace before `following` lead to; nil at the end of the stretch.
  private mutating func vanish(_ hypothesis: Hypothesis, before following: UInt8?) {
    guard case .decoder(let decoder) = reading, meant == .utf8 else { return }
    let isAny = decoder.table.isDouble && (following ?? 0) < 0x40
    let candidates = isAny ? Array(UInt8(0x80)...0xBF) : orphans
    for byte in candidates
    where byte == 0x80 || decoder.isOrphan(byte, before: following) {
      guard let path = feed(hypothesis, byte, weight: Self.vanishedByte, guess: true) else { continue }
      if decoder.isOrphan(byte, before: following) { next.append(path) }
      guard path.missing > 0, !decoder.table.isDouble || byte == 0x80 else { continue }
      for second in candidates where decoder.isOrphan(second, before: following) {
        append(feed(path, second, weight: Self.vanishedByte, guess: true))
      }
    }
    guard decoder.rarePairs == .dropped else { return }
    for pair in lostPairs {
      if let half = feed(hypothesis, pair.lead, weight: Self.vanishedPair, guess: true),
        let path = feed(half, pair.trail, guess: true)
      {
        next.append(path)
      }
    }
  }

  /// The hypothesis behind one more known or guessed byte; nil when the byte cannot stand there.
  private mutating func feed(
    _ hypothesis: Hypothesis, _ byte: UInt8, weight: Float = 0, guess: Bool = false
  ) -> Hypothesis? {
    var hypothesis = hypothesis
    hypothesis.score += weight
    hypothesis.mass += weight
    hypothesis.isGuess = hypothesis.isGuess || guess
    if hypothesis.missing == 0 {
      if byte < 0x80 { return emit(hypothesis, UInt32(byte)) }
      hypothesis.isGuess = guess
      guard let (missing, bits) = meant.begin(byte) else { return nil }
      (hypothesis.missing, hypothesis.value) = (missing, bits)
      return hypothesis
    }
    if meant == .utf8 {
      guard byte & 0xC0 == 0x80 else { return nil }
      hypothesis.value = hypothesis.value << 6 | UInt32(byte & 0x3F)
      hypothesis.missing -= 1
      return hypothesis.missing > 0 ? hypothesis : emit(hypothesis, hypothesis.value)
    }
    guard hypothesis.value > 0 else { return nil }
    let scalar = meant.scalar(UInt8(hypothesis.value), byte)
    hypothesis.missing = 0
    return scalar == 0 ? nil : emit(hypothesis, scalar)
  }

  private mutating func append(_ hypothesis: Hypothesis?) {
    if let hypothesis { next.append(hypothesis) }
  }

  private mutating func emit(_ hypothesis: Hypothesis, _ scalar: UInt32) -> Hypothesis? {
    guard MeantCharset.isText(scalar) else { return nil }
    var hypothesis = hypothesis
    let token = model.token(of: scalar)
    if hypothesis.isGuess, token == 0 || token == CharacterModel.skipped && scalar != 0x3000 { return nil }
    let step = model.step(hypothesis.state, with: token)
    var gain = step.score
    if hypothesis.isGuess { gain += step.score == 0 ? Self.silentGuess : brackets.weight(of: scalar) }
    steps.append((hypothesis.link, scalar, hypothesis.isGuess))
    hypothesis.link = Int32(steps.count - 1)
    hypothesis.state = step.state
    hypothesis.score += gain
    hypothesis.mass += gain
    hypothesis.value = 0
    hypothesis.isGuess = false
    return hypothesis
  }

  // MARK: Charsets of two bytes

  /// A byte of GBK of which nothing is left.
  private mutating func readLostByte(_ hypothesis: Hypothesis) {
    var path = hypothesis
    path.isGuess = true
    if path.missing == 0 {
      (path.missing, path.value) = (1, 0)
      next.append(path)
      return
    }
    let lead = UInt8(path.value)
    path.missing = 0
    if lead > 0 {
      for candidate in alphabet.leading(lead) where candidate.byte >= 0x80 {
        append(emit(path, UInt32(alphabet.scalars[Int(candidate.code)])))
      }
    }
    // Nothing is made up for a character of which no byte survived.
    steps.append((path.link, 0xFFFD, true))
    path.link = Int32(steps.count - 1)
    path.state = model.advance(path.state, with: 0)
    path.score += Self.lostCharacter + (lead > 0 ? Self.lostCharacter : 0)
    path.mass = path.score
    path.value = 0
    path.isGuess = false
    next.append(path)
  }

  /// Characters with this trail byte whose lead byte was lost.
  private mutating func completions(_ hypothesis: Hypothesis, trail: UInt8) -> [Hypothesis] {
    var path = hypothesis
    path.missing = 0
    return alphabet.trailing(trail).compactMap { emit(path, UInt32(alphabet.scalars[Int($0.code)])) }
  }

  // MARK: Beam

  /// The best of `next`, those that cannot be told apart joined.
  private mutating func pruned() -> [Hypothesis] {
    guard next.count > 1 else { return next }
    for place in next.indices { next[place].rank = rank(next[place]) }
    next.sort { $0.rank > $1.rank }
    let floor = next[0].rank - Self.margin
    var kept: [Hypothesis] = []
    for hypothesis in next {
      if hypothesis.rank < floor { break }
      let twin = kept.firstIndex {
        $0.state == hypothesis.state && $0.missing == hypothesis.missing && $0.value == hypothesis.value
      }
      if let twin {
        kept[twin].mass = Self.logAdd(kept[twin].mass, hypothesis.mass)
      } else if kept.count < width {
        kept.append(hypothesis)
      }
    }
    return kept
  }

  private func rank(_ hypothesis: Hypothesis) -> Float {
    guard meant == .utf8, hypothesis.missing > 0 else { return hypothesis.score }
    return hypothesis.score + UTF8Outlook.shared.best(hypothesis.value, missing: hypothesis.missing)
  }

  private static func logAdd(_ a: Float, _ b: Float) -> Float {
    let (high, low) = a > b ? (a, b) : (b, a)
    return low == -.infinity || high - low > 20 ? high : high + log1p(exp(low - high))
  }
}
