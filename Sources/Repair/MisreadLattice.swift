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

  /// Paths that are kept: few where each byte is one of two, more where many can have vanished anywhere.
  private static let widthWhereBytesAreKnown = 16
  private static let usualWidth = 48
  private static let widthWhereMuchIsLost = 160
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
  private var next: [MisreadPath] = []
  /// Those behind bytes that left no trace, before the character that did is read.
  private var vanished: [MisreadPath] = []
  private var beam: MisreadBeam
  /// The brackets and quotes that are open where the search begins.
  private var brackets = OpenBrackets()
  private var steps: [(parent: Int32, scalar: UInt32, isGuess: Bool)] = []
  /// Continuation bytes that may vanish before a byte above ASCII, and pairs that may.
  private var orphans: [UInt8] = []
  private var lostPairs = UnsafeBufferPointer<MisreadTable.RarePairs>(start: nil, count: 0)
  private static let continuations = Array(UInt8(0x80)...0xBF)

  init(_ reading: Reading, of meant: MeantCharset) {
    self.reading = reading
    self.meant = meant
    alphabet = .shared
    let width =
      switch reading {
      case .hybrid: Self.widthWhereBytesAreKnown
      case .decoder(let decoder) where decoder.dropsControls: Self.widthWhereMuchIsLost
      default: Self.usualWidth
      }
    beam = MisreadBeam(width: width, isOfUTF8: meant == .utf8)
    guard case .decoder(let decoder) = reading, meant == .utf8 else { return }
    orphans = Self.continuations.filter { byte in
      decoder.table.isDouble && byte > 0x80
        ? decoder.table.isHalf(byte, takingRarePairsApart: decoder.rarePairs == .orphaned)
        : decoder.isOrphan(byte, before: 0x80)
    }
    if decoder.rarePairs == .replaced || decoder.rarePairs == .dropped { lostPairs = decoder.table.rarePairs }
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
    var paths = [MisreadPath(state: state)]
    var index = start
    var spent = 0
    while index < seen.count {
      next.removeAll(keepingCapacity: true)
      for hypothesis in paths { read(hypothesis, seen, index) }
      spent += next.count
      if spent > Self.effort * (index - start + 4) { return nil }
      paths = beam.pruned(next)
      if paths.isEmpty { return nil }
      index += 1
      if index > past, paths.count == 1, paths[0].missing == 0, index < seen.count { break }
      if index - start > Self.longest { return nil }
    }
    if index == seen.count {
      next = paths.filter { $0.missing == 0 }
      for hypothesis in paths where hypothesis.missing > 0 { vanish(hypothesis, before: nil) }
      next.removeAll { $0.missing > 0 }
      for place in next.indices {
        let end = model.score(CharacterModel.lineEnd, after: next[place].state)
        next[place].score += end
        next[place].mass += end
      }
      paths = beam.pruned(next)
    }
    guard let best = paths.max(by: { $0.score < $1.score }) else { return nil }
    let mass = paths.reduce(-Float.infinity) { MisreadBeam.logAdd($0, $1.mass) }
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
  private mutating func read(_ hypothesis: MisreadPath, _ seen: UnsafeBufferPointer<UInt32>, _ index: Int) {
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
      vanished.removeAll(keepingCapacity: true)
      vanished.append(contentsOf: next[kept...])
      next.removeSubrange(kept...)
      for index in vanished.indices { readKnown(vanished[index], scalar, decoder) }
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

  private mutating func readUTF8(_ hypothesis: MisreadPath, _ scalar: UInt32) {
    switch scalar {
    case 0..<0x80: readBytes(hypothesis, scalar, count: 1)
    case 0x80..<0x800: readBytes(hypothesis, (0xC0 | scalar >> 6) << 8 | 0x80 | scalar & 0x3F, count: 2)
    case 0x800..<0x10000:
      readBytes(
        hypothesis, (0xE0 | scalar >> 12) << 16 | (0x80 | scalar >> 6 & 0x3F) << 8 | 0x80 | scalar & 0x3F,
        count: 3)
    default:
      let tail = (0x80 | scalar >> 12 & 0x3F) << 16 | (0x80 | scalar >> 6 & 0x3F) << 8 | 0x80 | scalar & 0x3F
      readBytes(hypothesis, (0xF0 | scalar >> 18) << 24 | tail, count: 4)
    }
  }

  /// Known bytes of a charset of two bytes, the last one lowest; the first may complete a character whose lead byte was
  /// lost.
  private mutating func readBytes(_ hypothesis: MisreadPath, _ bytes: UInt32, count: Int) {
    var shift = 8 * (count - 1)
    if hypothesis.missing > 0, hypothesis.value == 0 {
      let rest = bytes & (1 << UInt32(shift) - 1)
      for path in completions(hypothesis, trail: UInt8(truncatingIfNeeded: bytes >> UInt32(shift))) {
        if count == 1 { next.append(path) } else { readBytes(path, rest, count: count - 1) }
      }
      return
    }
    var path = hypothesis
    while shift >= 0 {
      guard let following = feed(path, UInt8(truncatingIfNeeded: bytes >> UInt32(shift))) else { return }
      path = following
      shift -= 8
    }
    next.append(path)
  }

  private mutating func readKnown(_ hypothesis: MisreadPath, _ scalar: UInt32, _ decoder: MisreadDecoder) {
    let code = decoder.table.code(of: scalar)
    if meant != .utf8 {
      if code > 0 { readBytes(hypothesis, UInt32(code), count: code > 0xFF ? 2 : 1) }
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
  private mutating func lose(_ hypothesis: MisreadPath, _ decoder: MisreadDecoder, _ next: UInt8) {
    if meant != .utf8 { return readLostByte(hypothesis) }
    let isAny = next != 0 && next < 0x40 || !decoder.table.isDouble
    let candidates =
      hypothesis.missing == 0
      ? MeantCharset.likelyLeads : isAny ? Self.continuations : orphans
    for byte in candidates {
      if decoder.table.isDouble, next > 0, !decoder.isOrphan(byte, before: next) { continue }
      append(feed(hypothesis, byte, guess: true))
    }
    if decoder.rarePairs == .replaced { losePair(hypothesis) }
  }

  /// Appends the hypotheses behind the pairs that went together.
  private mutating func losePair(_ hypothesis: MisreadPath) {
    for pairs in lostPairs {
      guard let half = feed(hypothesis, pairs.lead, weight: Self.vanishedPair, guess: true) else { continue }
      for trail in pairs.trails { append(feed(half, trail, guess: true)) }
    }
  }

  /// Appends the hypotheses that bytes without a trace before `following` lead to; nil at the end of the stretch.
  private mutating func vanish(_ hypothesis: MisreadPath, before following: UInt8?) {
    guard case .decoder(let decoder) = reading, meant == .utf8 else { return }
    let isAny = decoder.table.isDouble && (following ?? 0) < 0x40
    let candidates = isAny ? Self.continuations : orphans
    for byte in candidates
    where byte == 0x80 || decoder.isOrphan(byte, before: following) {
      guard let path = feed(hypothesis, byte, weight: Self.vanishedByte, guess: true) else { continue }
      if decoder.isOrphan(byte, before: following) { next.append(path) }
      guard path.missing > 0, !decoder.table.isDouble || byte == 0x80 else { continue }
      for second in candidates where decoder.isOrphan(second, before: following) {
        append(feed(path, second, weight: Self.vanishedByte, guess: true))
      }
    }
    if decoder.rarePairs == .dropped { losePair(hypothesis) }
  }

  /// The hypothesis behind one more known or guessed byte; nil when the byte cannot stand there.
  private mutating func feed(
    _ hypothesis: MisreadPath, _ byte: UInt8, weight: Float = 0, guess: Bool = false
  ) -> MisreadPath? {
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

  private mutating func append(_ hypothesis: MisreadPath?) {
    if let hypothesis { next.append(hypothesis) }
  }

  private mutating func emit(_ hypothesis: MisreadPath, _ scalar: UInt32) -> MisreadPath? {
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
  private mutating func readLostByte(_ hypothesis: MisreadPath) {
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
  private mutating func completions(_ hypothesis: MisreadPath, trail: UInt8) -> [MisreadPath] {
    var path = hypothesis
    path.missing = 0
    return alphabet.trailing(trail).compactMap { emit(path, UInt32(alphabet.scalars[Int($0.code)])) }
  }
}
