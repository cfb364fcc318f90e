import Glibc
import LanguageModel
import TextCore

/// Search for the text that was meant among all that the bytes of a torn line can have been.
///
/// A beam of hypotheses reads the displayed tokens from left to right. A hypothesis knows which byte is pending
/// (nothing, a known lead byte, or a lost one) and the model's context. Reading begins a few tokens before a damaged
/// place and ends when one aligned hypothesis is left, so only damaged runs cost anything.
struct ByteLattice {
  /// Tokens of context before a damaged place.
  private static let context = 5
  /// Undamaged tokens behind a damaged place before a region may end.
  private static let rest = 3
  /// A region that does not come to rest within so many tokens is given up.
  private static let longestRegion = 2_000
  private static let longestQuotation = 200

  let alphabet = ByteAlphabet.shared
  let model = CharacterModel.builtIn.trie
  var guessing = GuessingModel()
  private let start = CharacterModel.builtIn.start
  private var page: PageKnowledge
  // What the page tells, as the search needs it.
  let fault: ByteFault
  let words: PageWords
  let swallowsSpaces: Bool
  let orphan: Float
  /// Whether anything but question marks speaks for the fault: of two of them nothing is left of a character but the
  /// guess that it was one.
  let showsFault: Bool
  var weights: PageWeights
  /// Model lookups left; keeps the work linear in hostile text.
  var budget: Int
  var beam = ByteBeam()

  /// The token at hand, and what is known of it.
  var index = 0
  /// The characters that are read as the token says.
  var codes: [UInt16] = []
  /// The opening mark that the line behind the damage lacks; 0 for none.
  var missing: UInt32 = 0
  private var codesByReading: [[UInt8]: [UInt16]] = [:]
  private var ends = MisalignedEnds()

  init(page: PageKnowledge, budget: Int) {
    self.page = page
    self.budget = budget
    fault = page.fault
    words = page.words
    swallowsSpaces = page.swallowsSpaces
    showsFault = page.isAnnotated || page.fault.replacement != 0x3F
    weights = PageWeights(page)
    orphan =
      page.isAnnotated
      ? ByteWeights.orphanOnDamagedPage
      : page.penalisedScript == .hant ? ByteWeights.orphanOnSimplifiedPage : ByteWeights.orphanOnCleanPage
  }

  /// Whether a token may be the trace of a torn character.
  static func isDamaged(_ token: ByteToken) -> Bool {
    token.kind == .lost || token.kind == .lostBeforeReading || token.kind == .ascii && token.reading != nil
  }

  /// Learns from a region that was accepted.
  mutating func learn(_ region: ByteRegion) {
    let quotes = page.quotes
    for emission in region.emissions where !emission.isLiteral { page.learn(restored: emission.scalar) }
    if page.quotes != quotes { weights = PageWeights(page) }
  }

  /// Where reading begins for the damage at a token.
  static func start(before damaged: Int, notBefore: Int) -> Int { max(notBefore, damaged - context) }

  /// Solves the damage at `damaged`, and what follows too closely to stand apart.
  ///
  /// - Parameters:
  ///   - start: the token to begin with, as `start(before:notBefore:)` says.
  ///   - meant: what stands before it.
  /// - Returns: nil when no reading explains the tokens, or the region or the budget is exhausted; then `resume`
  ///   is the token to go on from.
  mutating func solve(
    _ tokens: [ByteToken], at damaged: Int, from start: Int, behind meant: MeantText,
    text: UnsafeBufferPointer<UInt8>, resume: inout Int
  ) -> ByteRegion? {
    begin(tokens, from: start, at: damaged, behind: meant)
    index = start
    var lastDamage = damaged
    while index < tokens.count {
      if Self.isDamaged(tokens[index]) { lastDamage = index }
      proposeVanished()
      findCodes(readAs: tokens[index], text)
      // The best one first: what falls behind it costs nothing.
      for hypothesis in beam.hypotheses { extend(hypothesis, tokens) }
      beam.advance(past: index)
      index += 1
      guard let best = beam.hypotheses.first, budget > 0, index - start <= Self.longestRegion else {
        resume = max(index, damaged + 1)
        return nil
      }
      // Damage right behind may reach back into the last character.
      let isNextDamaged = index < tokens.count && Self.isDamaged(tokens[index])
      if beam.hypotheses.count == 1, best.pending == .none, index > damaged, index >= lastDamage + Self.rest,
        !isNextDamaged
      {
        break
      }
    }
    resume = index
    // At the line's end nothing may be pending, and the model knows how lines end.
    var aligned = beam.hypotheses.filter { $0.pending == .none }
    if index == tokens.count {
      for place in aligned.indices {
        aligned[place].score += model.score(CharacterModel.lineEnd, after: aligned[place].state)
      }
    }
    guard let best = aligned.max(by: { $0.score < $1.score }) else { return nil }
    let mass = aligned.reduce(0) { $0 + $1.mass * exp($1.score - best.score) }
    return ByteRegion(start..<index, share: 1 / mass, path: best.link, among: beam.steps, tokens)
  }

  private mutating func begin(
    _ tokens: [ByteToken], from start: Int, at damaged: Int, behind meant: MeantText
  ) {
    var state = meant.isWhole ? self.start : model.step(self.start, with: 0).state
    for scalar in meant.last { state = model.step(state, with: model.token(of: scalar)).state }
    missing = OpenMarks.missing(in: tokens[damaged..<min(tokens.count, damaged + Self.longestQuotation)])
    let trail = start > 0 && tokens[start - 1].kind == .pair ? tokens[start - 1].trail : 0
    beam.begin(
      with: ByteHypothesis(
        state: state, open: meant.open, rhythm: meant.rhythm, score: 0, mass: 1, link: -1, pending: .none,
        trail: trail,
        step: ByteStep()))
    ends = MisalignedEnds()
  }

  /// Whether a run that begins to be misaligned behind the token at hand can end.
  mutating func canEndMisaligned(_ tokens: [ByteToken]) -> Bool {
    ends.isReachable(from: index + 1, in: tokens)
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
}
