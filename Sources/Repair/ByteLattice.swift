import Glibc
import LanguageModel
import TextCore

/// Search for the text that was meant among all that the bytes of a torn line can have been.
///
/// A beam of hypotheses reads the displayed tokens from left to right. A hypothesis knows which byte is pending
/// (nothing, a known lead byte, or a lost one) and the model's context; see `Pending`. Reading begins a few tokens
/// before a damaged place and ends when one aligned hypothesis is left, so only damaged runs cost anything.
struct ByteLattice {
  /// A part of a line that was solved.
  struct Region {
    /// Tokens of the line that were read.
    var tokens: Range<Int>
    /// The text that was meant, character by character.
    var emissions: [Emission]
    /// The reading's share among all that the beam held.
    var share: Float
    /// Codes before which a marker explains a torn character.
    var delimiters: [UInt16]
    /// Keys that were torn, with their reading in the text.
    var keys: [(code: UInt16, reading: Range<Int>)]
  }

  struct Emission {
    var scalar: UInt32
    /// The token that completed the character.
    var token: Int
    /// Whether the character is the token itself.
    var isLiteral: Bool
    /// Whether a byte of the character is lost, so that the language model chose it among those that fit.
    var isChosen: Bool
  }

  /// The byte that waits for its partner.
  private enum Pending {
    static let none: UInt16 = 0
    /// Above the known lead bytes 0x81 to 0xFE: a lost byte.
    static let lost: UInt16 = 0x100
    /// Plus the lead byte: the second byte of a private-use character that vanished.
    static let vanished: UInt16 = 0x200
  }

  private struct Hypothesis {
    var pending: UInt16
    /// Second byte of the last character; 0 when it has none.
    var trail: UInt8
    var state: CharacterModel.State
    /// Quotations and titles that the best path has opened and not closed.
    var open: OpenMarks
    /// Natural logarithm of the best path's weight.
    var score: Float
    /// The weight of all paths that met here, as a multiple of the best one's.
    var mass: Float
    /// Last step of the best path, in `steps`.
    var link: Int32
  }

  private struct Step {
    var parent: Int32
    var token: Int32
    var scalar: UInt32
    var code: UInt16
    var kind: Kind
    enum Kind: UInt8 { case literal, restored, chosen, key, delimiter }
  }

  // Weights in nats, from the prototype's (faults of section 4 of its notes) except where a reason is given.
  /// Measured on generated damage: 300 hypotheses find the same text.
  private static let width = 60
  /// Hypotheses this far behind the best are dropped; at 12, one line in 150 comes out differently.
  private static let margin: Float = 18
  private static let orphanOnDamagedPage: Float = -1
  /// Without any annotation on the page, a question mark is more often one.
  private static let orphanOnCleanPage: Float = -2.5
  private static let vanishedPair: Float = 0
  /// Only hypotheses this close to the best one are worth a second vanished pair.
  private static let secondVanishedMargin: Float = 13
  /// Full-width letters and digits on a page that shows none, and the ideographic space: the model does not tell
  /// them from the common forms.
  private static let unusualForm: Float = -10
  /// A pair of characters that stands undamaged elsewhere on the page.
  private static let pageWord: Float = 1.5
  private static let wrongScript: Float = -3
  private static let wrongQuotes: Float = -4
  private static let unlikelyQuotes: Float = -1.5
  private static let unknownCharacter: Float = -4
  /// A reading in brackets behind an ASCII character or a real question mark is no annotation.
  private static let strayReading: Float = -15
  private static let knownKey: Float = 1
  private static let bareKey: Float = -6
  private static let simplifiedKey: Float = -2
  private static let shownReplacement: Float = -12
  private static let invalidPair: Float = -1
  /// Tokens of context before a damaged place, and undamaged tokens behind it before a region may end.
  private static let context = 5
  /// A region that does not come to rest within so many tokens is given up.
  private static let longestRegion = 2_000

  private let alphabet = ByteAlphabet.shared
  private let model = CharacterModel.builtIn.trie
  private let start = CharacterModel.builtIn.start
  private let page: PageKnowledge
  private let orphan: Float
  private let againstRare: Float
  /// Model lookups left; keeps the work linear in hostile text.
  private(set) var budget: Int

  private var beam: [Hypothesis] = []
  private var next: [Hypothesis] = []
  /// A score that is too low for `next`.
  private var floor = -Float.infinity
  private var steps: [Step] = []
  /// Open-addressing index of `next` by pending byte and state; a slot is valid when its stamp is the current one.
  private var slots = [(stamp: UInt32, index: Int32)](repeating: (0, 0), count: 1 << 13)
  private var stamp: UInt32 = 0
  /// The opening mark that the line behind the damage lacks; 0 for none.
  private var missing: UInt32 = 0
  private var codesByReading: [[UInt8]: [UInt16]] = [:]
  /// The characters that are read as the token at hand says.
  private var codes: [UInt16] = []

  init(page: PageKnowledge, budget: Int) {
    self.page = page
    self.budget = budget
    againstRare = page.againstRare
    orphan = page.isAnnotated ? Self.orphanOnDamagedPage : Self.orphanOnCleanPage
  }

  /// Whether a token may be the trace of a torn character.
  static func isDamaged(_ token: ByteToken) -> Bool {
    token.kind == .lost || token.kind == .lostBeforeReading || token.kind == .ascii && token.reading != nil
  }

  /// Solves the damage at `damaged`, and what follows too closely to stand apart.
  ///
  /// - Returns: nil when no reading explains the tokens, or the region or the budget is exhausted; then `resume`
  ///   is the token to go on from.
  mutating func solve(
    _ tokens: [ByteToken], at damaged: Int, notBefore: Int, text: UnsafeBufferPointer<UInt8>,
    resume: inout Int
  ) -> Region? {
    let start = max(notBefore, damaged - Self.context)
    begin(tokens, before: start, at: damaged)
    var index = start
    var lastDamage = damaged
    while index < tokens.count {
      if Self.isDamaged(tokens[index]) { lastDamage = index }
      vanishAll(at: index)
      findCodes(readAs: tokens[index], text)
      // The best one first: what falls behind it costs nothing.
      clearNext()
      for hypothesis in beam { extend(hypothesis, tokens, index) }
      swap(&beam, &next)
      prune()
      index += 1
      if beam.isEmpty || budget <= 0 || index - start > Self.longestRegion {
        resume = max(index, damaged + 1)
        return nil
      }
      if beam.count == 1, beam[0].pending == Pending.none, index > damaged, index >= lastDamage + 3 { break }
    }
    resume = index
    // At the line's end nothing may be pending, and the model knows how lines end.
    var aligned = beam.filter { $0.pending == Pending.none }
    if index == tokens.count {
      for place in aligned.indices {
        aligned[place].score += model.score(CharacterModel.lineEnd, after: aligned[place].state)
      }
    }
    guard let best = aligned.max(by: { $0.score < $1.score }) else { return nil }
    let mass = aligned.reduce(0) { $0 + $1.mass * exp($1.score - best.score) }
    return region(start..<index, best, share: 1 / mass, tokens)
  }

  // MARK: Steps

  private mutating func begin(_ tokens: [ByteToken], before start: Int, at damaged: Int) {
    var state = self.start
    if start > 0 {
      state = model.step(state, with: 0).state
      for token in tokens[max(0, start - 6)..<start] {
        state = model.step(state, with: model.token(of: token.scalar)).state
      }
    }
    var open = OpenMarks()
    for token in tokens[max(0, start - Self.longestQuotation)..<start] { open.pass(token.scalar) }
    missing = OpenMarks.missing(in: tokens[damaged..<min(tokens.count, damaged + Self.longestQuotation)])
    let trail = start > 0 && tokens[start - 1].kind == .pair ? tokens[start - 1].trail : 0
    steps.removeAll(keepingCapacity: true)
    beam.removeAll(keepingCapacity: true)
    beam.append(
      Hypothesis(
        pending: Pending.none, trail: trail, state: state, open: open, score: 0, mass: 1, link: -1))
  }

  private static let longestQuotation = 200

  private mutating func clearNext() {
    next.removeAll(keepingCapacity: true)
    floor = -.infinity
    stamp &+= 1
  }

  /// Proposes, beside all hypotheses, that a private-use character vanished behind their pending bytes.
  private mutating func vanishAll(at index: Int) {
    guard page.fault.dropsPrivateUse else { return }
    // First behind known bytes, then behind the characters that vanished just before.
    for pending in [1..<Pending.lost, Pending.vanished..<UInt16.max] {
      guard beam.contains(where: { pending.contains($0.pending) }) else { return }
      clearNext()
      for hypothesis in beam { push(hypothesis) }
      for hypothesis in beam where pending.contains(hypothesis.pending) { vanish(hypothesis, at: index) }
      swap(&beam, &next)
      prune()
    }
  }

  private mutating func vanish(_ hypothesis: Hypothesis, at index: Int) {
    for lead in alphabet.privateLeads {
      let pending = Pending.vanished | UInt16(lead)
      if hypothesis.pending < 0x100 {
        let code = hypothesis.pending << 8 | UInt16(lead)
        guard alphabet.isProposed(code) else { continue }
        emit(hypothesis, code, Self.vanishedPair, pending: pending, index)
      } else if hypothesis.score > floor + Self.margin - Self.secondVanishedMargin {
        // Two in a row: both bytes of the character between them are gone, and only the model knows it.
        for candidate in alphabet.trailing(lead) where admits(hypothesis.pending, candidate.byte) {
          if alphabet.isCommon(candidate.code) {
            emit(hypothesis, candidate.code, Self.vanishedPair, pending: pending, index)
          }
        }
      }
    }
  }

  /// Whether the pending byte, which is not known, can be this one.
  private func admits(_ pending: UInt16, _ byte: UInt8) -> Bool {
    pending < Pending.vanished || alphabet.isPrivate(UInt8(pending & 0xFF), byte)
  }

  private mutating func extend(
    _ hypothesis: Hypothesis, _ tokens: [ByteToken], _ index: Int
  ) {
    let token = tokens[index]
    let aligned = hypothesis.pending == Pending.none
    switch token.kind {
    case .pair:
      if aligned {
        emitLiteral(hypothesis, token, index)
      } else {
        complete(hypothesis, with: token.lead, pending: UInt16(token.trail), 0, index)
        // Some decoders read 0x80, which leads no character, as the euro sign.
        if token.scalar == 0x20AC { complete(hypothesis, with: 0x80, pending: Pending.none, 0, index) }
      }
    case .ascii:
      extend(hypothesis, ascii: token, index)
    case .lost:
      extend(hypothesis, lost: token, before: index + 1 < tokens.count ? tokens[index + 1] : nil, index)
    case .lostBeforeReading:
      extend(hypothesis, lostBeforeReading: token, index)
    case .foreign:
      if aligned { emitLiteral(hypothesis, token, index) }
    }
  }

  private mutating func extend(_ hypothesis: Hypothesis, ascii token: ByteToken, _ index: Int) {
    if hypothesis.pending == Pending.none {
      emitLiteral(hypothesis, token, index, token.reading == nil ? 0 : Self.strayReading)
      return
    }
    let folded = token.foldedCode
    if folded != 0 {
      complete(hypothesis, with: UInt8(folded >> 8), pending: folded & 0xFF, 0, index)
    } else if token.scalar >= 0x40, token.scalar < 0x7F {
      let byte = UInt8(token.scalar)
      guard token.reading != nil else {
        complete(hypothesis, with: byte, pending: Pending.none, 0, index)
        return
      }
      for code in codes where UInt8(code & 0xFF) == byte {
        guard
          hypothesis.pending >= 0x100
            ? admits(hypothesis.pending, UInt8(code >> 8)) : hypothesis.pending == code >> 8
        else { continue }
        emit(hypothesis, code, weight(ofKey: code), pending: Pending.none, index, .key)
      }
    }
  }

  private mutating func extend(
    _ hypothesis: Hypothesis, lost token: ByteToken, before following: ByteToken?, _ index: Int
  ) {
    let delimiter = following?.delimiterCode ?? 0
    if hypothesis.pending == Pending.none {
      emitLiteral(hypothesis, token, index, token.scalar == 0x3F ? 0 : Self.shownReplacement)
      if delimiter != 0 {
        var torn = hypothesis
        torn.pending = Pending.lost
        torn.score += orphan
        torn.link = note(.delimiter, delimiter, index, parent: hypothesis.link)
        push(torn)
      }
      return
    }
    // The mark is a whole ？ that was cut in two.
    if token.scalar == 0x3F { complete(hypothesis, with: 0xA3, pending: 0xBF, 0, index) }
    // 0x80 leads no character, so the decoder lost it where it was the second byte of one.
    complete(hypothesis, with: 0x80, pending: Pending.none, 0, index)
    // Decoders that show U+FFFD may replace it with the byte behind it.
    if token.scalar == 0xFFFD {
      complete(hypothesis, with: 0x80, pending: Pending.lost, Self.invalidPair, index)
    }
    // The pending byte's partner is lost: before a delimiter, at the end of the line, or because the decoder took
    // a space for it where the page sets one before Western words.
    let swallowsSpace = page.swallowsSpaces && following?.kind == .ascii && hypothesis.pending < 0x100
    let isBeforeASCII = following?.kind == .ascii && !page.fault.swallows
    guard delimiter != 0 || following == nil || swallowsSpace || isBeforeASCII else { return }
    if hypothesis.pending >= Pending.lost, following == nil {
      // Both bytes of the last character are gone; most lines end with one of a few.
      for code in Self.lineEndings where admits(hypothesis.pending, UInt8(code >> 8)) {
        emit(hypothesis, code, orphan, pending: Pending.none, index)
      }
    } else if hypothesis.pending < 0x100 {
      for candidate in alphabet.leading(UInt8(hypothesis.pending)) {
        emit(
          hypothesis, candidate.code, orphan, pending: Pending.none, index, .delimiter, delimiter,
          behind: swallowsSpace && delimiter == 0 ? 0x20 : 0)
      }
    } else if delimiter != 0 {
      // Two lost bytes in a row: two delimiters overlapped, so the second byte was the lead byte of one.
      for byte: UInt8 in [0xA1, 0xA3] where delimiter >> 8 != UInt16(byte) || byte == 0xA1 {
        var overlapped = hypothesis
        overlapped.link = note(
          .delimiter, UInt16(byte) << 8 | delimiter >> 8, index, parent: hypothesis.link)
        for candidate in alphabet.trailing(byte) {
          emit(overlapped, candidate.code, orphan, pending: Pending.none, index, .delimiter, delimiter)
        }
      }
    }
  }

  private mutating func extend(_ hypothesis: Hypothesis, lostBeforeReading token: ByteToken, _ index: Int) {
    if hypothesis.pending == Pending.none {
      emitLiteral(hypothesis, token, index, Self.strayReading)
      // The key lay across two characters: the last one's second byte, and the lost one.
      for key in codes where key >> 8 == UInt16(hypothesis.trail) && key & 0xFF >= 0x81 {
        var torn = hypothesis
        torn.pending = key & 0xFF
        torn.score += weight(ofKey: key)
        torn.link = note(.key, key, index, parent: hypothesis.link)
        push(torn)
      }
    } else {
      for code in codes {
        guard
          hypothesis.pending >= 0x100
            ? admits(hypothesis.pending, UInt8(code >> 8)) : hypothesis.pending == code >> 8
        else { continue }
        emit(hypothesis, code, weight(ofKey: code), pending: Pending.none, index, .key)
      }
    }
  }

  /// 。 ” 」 ） ！ ？
  private static let lineEndings: [UInt16] = [0xA1A3, 0xA1B1, 0xA1B9, 0xA3A9, 0xA3A1, 0xA3BF]

  /// How much the page speaks for a key: a program's table holds traditional forms and writes the customary
  /// reading, and a character that stands bare on the page is not in it.
  private func weight(ofKey code: UInt16) -> Float {
    if page.fault.annotations[code] != nil { return Self.knownKey }
    if page.hasSeen(UInt32(alphabet.scalars[Int(code)])) { return Self.bareKey }
    return alphabet.script(of: code) == .hant ? 0 : Self.simplifiedKey
  }

  /// Finds the characters that are read as the token says; once for each reading of a page.
  private mutating func findCodes(readAs token: ByteToken, _ text: UnsafeBufferPointer<UInt8>) {
    codes = []
    guard let range = token.reading, token.kind == .ascii || token.kind == .lostBeforeReading else { return }
    let reading = Array(text[range])
    if let known = codesByReading[reading] {
      codes = known
    } else {
      codes = reading.withUnsafeBufferPointer(alphabet.codes(readAs:))
      codesByReading[reading] = codes
    }
  }

  /// The pending byte and `byte` are a character; `pending` waits behind it.
  private mutating func complete(
    _ hypothesis: Hypothesis, with byte: UInt8, pending: UInt16, _ weight: Float, _ index: Int
  ) {
    // A second byte in the ASCII range is a character of its own, and the line is aligned again behind it.
    let isASCII = pending >= 0x40 && pending < 0x7F
    guard pending == Pending.none || pending == Pending.lost || isASCII || pending >= 0x81 && pending != 0xFF
    else { return }
    let behind = isASCII ? UInt32(pending) : 0
    let pending = isASCII ? Pending.none : pending
    if hypothesis.pending < 0x100 {
      let code = hypothesis.pending << 8 | UInt16(byte)
      if alphabet.scalars[Int(code)] != 0 {
        emit(hypothesis, code, weight, pending: pending, index, behind: behind)
      }
      return
    }
    for candidate in alphabet.trailing(byte) {
      if admits(hypothesis.pending, candidate.byte) {
        emit(hypothesis, candidate.code, weight, pending: pending, index, behind: behind)
      }
    }
  }

  private mutating func emitLiteral(
    _ hypothesis: Hypothesis, _ token: ByteToken, _ index: Int, _ weight: Float = 0
  ) {
    budget -= 1
    let step = model.step(hypothesis.state, with: model.token(of: token.scalar))
    let score = hypothesis.score + step.score + weight
    guard score > floor else { return }
    steps.append(
      Step(
        parent: hypothesis.link, token: Int32(index), scalar: token.scalar, code: token.code, kind: .literal))
    var open = hypothesis.open
    open.pass(token.scalar)
    push(
      Hypothesis(
        pending: Pending.none, trail: token.kind == .pair ? token.trail : UInt8(token.foldedCode & 0xFF),
        state: step.state, open: open, score: score, mass: hypothesis.mass, link: Int32(steps.count - 1)))
  }

  private mutating func emit(
    _ hypothesis: Hypothesis, _ code: UInt16, _ weight: Float, pending: UInt16, _ index: Int,
    _ cause: Step.Kind = .restored, _ delimiter: UInt16 = 0, behind: UInt32 = 0
  ) {
    // No character raises a score by more than the bonuses of a closing mark and of the page's words.
    guard hypothesis.score + weight + OpenMarks.largestWeight + Self.pageWord > floor else { return }
    budget -= 1
    let scalar = UInt32(alphabet.scalars[Int(code)])
    let token = alphabet.tokens[Int(code)]
    var step = model.step(hypothesis.state, with: token)
    var score = hypothesis.score + step.score + weight + bonus(scalar, code, token, hypothesis.open)
    if page.hasSeen(token, after: CharacterModel.Token(truncatingIfNeeded: hypothesis.state.history)) {
      score += Self.pageWord
    }
    guard score > floor else { return }
    var link = hypothesis.link
    if cause == .key { link = note(.key, code, index, parent: link) }
    if cause == .delimiter, delimiter != 0 { link = note(.delimiter, delimiter, index, parent: link) }
    let isChosen = hypothesis.pending >= Pending.lost || cause == .delimiter
    steps.append(
      Step(
        parent: link, token: Int32(index), scalar: scalar, code: code, kind: isChosen ? .chosen : .restored))
    if behind != 0 {
      steps.append(
        Step(parent: Int32(steps.count - 1), token: Int32(index), scalar: behind, code: 0, kind: .restored))
      step = model.step(step.state, with: model.token(of: behind))
      score += step.score
    }
    var open = hypothesis.open
    open.pass(scalar)
    push(
      Hypothesis(
        pending: pending, trail: behind == 0 ? UInt8(code & 0xFF) : 0, state: step.state, open: open,
        score: score, mass: hypothesis.mass, link: Int32(steps.count - 1)))
  }

  /// What the page and the line tell about a character, which the model does not know.
  private func bonus(
    _ scalar: UInt32, _ code: UInt16, _ token: CharacterModel.Token, _ open: OpenMarks
  ) -> Float {
    var bonus = open.weight(of: scalar, missing: missing)
    if token == 0 { bonus += Self.unknownCharacter }
    if token == CharacterModel.skipped { bonus += Self.unusualForm }
    if !page.repeats(scalar) { bonus += againstRare }
    var unseen: Float = 0
    if page.penalisedScript != .none, alphabet.script(of: code) == page.penalisedScript {
      unseen += Self.wrongScript
    }
    if Self.isFullWidthAlphanumeric(scalar) { unseen += Self.unusualForm }
    if (0x2018...0x201D).contains(scalar) {
      unseen +=
        page.quotes == .corner ? Self.wrongQuotes : page.quotes == .probablyCorner ? Self.unlikelyQuotes : 0
    } else if (0x300C...0x300F).contains(scalar) {
      unseen +=
        page.quotes == .curly ? Self.wrongQuotes : page.quotes == .probablyCurly ? Self.unlikelyQuotes : 0
    }
    return unseen == 0 || page.hasSeen(scalar) ? bonus : bonus + unseen
  }

  private mutating func note(_ kind: Step.Kind, _ code: UInt16, _ index: Int, parent: Int32) -> Int32 {
    steps.append(Step(parent: parent, token: Int32(index), scalar: 0, code: code, kind: kind))
    return Int32(steps.count - 1)
  }

  /// Puts a hypothesis into `next`, or joins it with the one that it cannot be told from any more.
  private mutating func push(_ hypothesis: Hypothesis) {
    let mask = UInt64(slots.count - 1)
    var slot = Int(
      ((hypothesis.state.history &* 0x9E37_79B9_7F4A_7C15) >> 40 ^ UInt64(hypothesis.pending) &* 31) & mask)
    while slots[slot].stamp == stamp {
      let index = Int(slots[slot].index)
      if next[index].pending == hypothesis.pending, next[index].state == hypothesis.state {
        let gap = next[index].score - hypothesis.score
        if gap >= 0 {
          next[index].mass += hypothesis.mass * exp(-gap)
        } else {
          let mass = next[index].mass * exp(gap)
          next[index] = hypothesis
          next[index].mass += mass
          floor = max(floor, hypothesis.score - Self.margin)
        }
        return
      }
      slot = (slot + 1) & Int(mask)
    }
    // A step that proposes more hypotheses than slots can hold keeps the first ones; the beam is far narrower.
    guard next.count < slots.count / 2 else { return }
    slots[slot] = (stamp, Int32(next.count))
    next.append(hypothesis)
    floor = max(floor, hypothesis.score - Self.margin)
  }

  private mutating func prune() {
    guard beam.count > 1 else { return }
    beam.removeAll { $0.score <= floor }
    if beam.count > Self.width {
      beam.sort { $0.score > $1.score }
      beam.removeLast(beam.count - Self.width)
    } else if let best = beam.indices.max(by: { beam[$0].score < beam[$1].score }) {
      beam.swapAt(0, best)
    }
  }

  // MARK: Result

  private func region(
    _ range: Range<Int>, _ best: Hypothesis, share: Float, _ tokens: [ByteToken]
  ) -> Region {
    var region = Region(tokens: range, emissions: [], share: share, delimiters: [], keys: [])
    var link = best.link
    while link >= 0 {
      let step = steps[Int(link)]
      switch step.kind {
      case .literal, .restored, .chosen:
        region.emissions.append(
          Emission(
            scalar: step.scalar, token: Int(step.token), isLiteral: step.kind == .literal,
            isChosen: step.kind == .chosen))
      case .key:
        if let reading = tokens[Int(step.token)].reading { region.keys.append((step.code, reading)) }
      case .delimiter:
        if !region.delimiters.contains(step.code) { region.delimiters.append(step.code) }
      }
      link = step.parent
    }
    region.emissions.reverse()
    return region
  }

  private static func isFullWidthAlphanumeric(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0xFF10...0xFF19, 0xFF21...0xFF3A, 0xFF41...0xFF5A: true
    default: false
    }
  }
}
