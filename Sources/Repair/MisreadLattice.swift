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
  static let vanishedByte: Float = -2
  static let vanishedPair: Float = -3
  static let foldedLetter: Float = -3
  /// In the hybrid, one sign of Latin-1 in 60 is two bytes of GBK that happened to be UTF-8.
  static let signOfTwoBytes: Float = -4
  /// A guess that the model does not weigh, as a further digit of a run, costs what a rare character does.
  static let silentGuess: Float = -14
  static let lostCharacter: Float = -9
  /// Paths for each token, on average, before a stretch counts as hopeless.
  private static let effort = 1_500
  static let longest = 20_000
  /// Characters that the model looks back on; where not all are hanzi, a few more fix where runs of digits begin.
  private static let memory = 3
  private static let longerMemory = 6

  let reading: Reading
  let meant: MeantCharset
  let model = CharacterModel.builtIn.trie
  var guessing = GuessingModel()
  let alphabet = ByteAlphabet.shared
  private let start = CharacterModel.builtIn.start
  var beam: MisreadBeam
  private(set) var paths: [MisreadPath] = []
  /// Those behind the token at hand.
  var next: [MisreadPath] = []
  /// Those behind bytes that left no trace, before the character that did is read.
  var vanished: [MisreadPath] = []
  /// A rank that is too low for a path behind the token at hand.
  var floor = -Float.infinity
  /// The brackets and quotes that are open where the search begins.
  var brackets = OpenBrackets()
  var steps: [(parent: Int32, scalar: UInt32, isGuess: Bool)] = []
  /// Continuation bytes that may vanish before a byte above ASCII, and pairs that may.
  private(set) var orphans: [UInt8] = []
  private(set) var lostPairs = UnsafeBufferPointer<MisreadTable.RarePairs>(start: nil, count: 0)
  static let continuations = Array(UInt8(0x80)...0xBF)

  init(_ reading: Reading, of meant: MeantCharset) {
    self.reading = reading
    self.meant = meant
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
    let isPlain = context.suffix(Self.memory).allSatisfy(ScalarClass.isHanzi)
    let state = context.suffix(isPlain ? Self.memory : Self.longerMemory).reduce(self.start) {
      model.step($0, with: model.token(of: $1)).state
    }
    paths.removeAll(keepingCapacity: true)
    paths.append(MisreadPath(state: state))
    var index = start
    var spent = 0
    while index < seen.count {
      next.removeAll(keepingCapacity: true)
      floor = -.infinity
      // The best one first: what falls behind it costs nothing.
      var count = readCharacter(seen, at: index)
      if count == 0 {
        for place in paths.indices { read(paths[place], seen, index) }
        count = 1
      }
      spent += next.count
      if spent > Self.effort * (index - start + 4) { return nil }
      beam.prune(next, into: &paths)
      if paths.isEmpty { return nil }
      index += count
      if index > past, paths.count == 1, paths[0].missing == 0, index < seen.count { break }
      if index - start > Self.longest { return nil }
    }
    if index == seen.count { end() }
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

  /// Leaves the paths that end with a whole character, and scores that the line ends there.
  private mutating func end() {
    next.removeAll(keepingCapacity: true)
    vanished.removeAll(keepingCapacity: true)
    floor = -.infinity
    for path in paths {
      if path.missing == 0 { next.append(path) } else { vanish(path, before: nil, of: 0) }
    }
    next += vanished.lazy.filter { $0.missing == 0 }
    for place in next.indices {
      let end = model.score(CharacterModel.lineEnd, after: next[place].state)
      next[place].score += end
      next[place].mass += end
    }
    beam.prune(next, into: &paths)
  }
}
