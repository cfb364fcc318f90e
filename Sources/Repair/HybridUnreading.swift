import LanguageModel
import TextCore

/// GBK that was read as UTF-8 where that was valid and as Latin-1 elsewhere, read again.
///
/// A sign of Latin-1 was one byte nearly always, and seldom two that happened to be UTF-8. So bytes are paired as they
/// stand; where that gives a character that is rare and that the model does not expect, or none, a search over both
/// begins some characters earlier and ends where one reading is left.
struct HybridUnreading {
  private let seen: UnsafeBufferPointer<UInt32>
  private let model = CharacterModel.builtIn.trie
  private let alphabet = ByteAlphabet.shared
  private var lattice = MisreadLattice(.hybrid, of: .gbk)
  private var text: [UInt32] = []
  /// For each character of the text the token that it begins with; -1 where it begins inside of one.
  private var starts: [Int32] = []
  private var pending: UInt8 = 0
  private var pendingStart: Int32 = -1
  /// The token behind the last search.
  private var resumed = 0

  /// Characters before a break at which its search begins: bytes that are paired wrongly look right for a few.
  private static let lookBack = 6
  private static let memory = 80
  /// Nats from which on a character is not expected where it stands, and from which on it is common enough not to ask: the
  /// 1,100 commonest are, nine in ten characters of running text.
  private static let leastExpected: Float = -10
  private static let common: Float = -9
  /// Characters that the model is shown before one that it is asked about.
  private static let context = 3

  private init(_ seen: UnsafeBufferPointer<UInt32>) { self.seen = seen }

  /// The text behind a stretch; nil where there is none.
  static func text(behind seen: [UInt32]) -> [UInt32]? {
    seen.withUnsafeBufferPointer { seen in
      var unreading = HybridUnreading(seen)
      return unreading.run() ? unreading.text : nil
    }
  }

  private mutating func run() -> Bool {
    text.reserveCapacity(seen.count)
    starts.reserveCapacity(seen.count)
    var index = 0
    while index < seen.count {
      if read(seen[index], at: Int32(index)) {
        index += 1
      } else {
        guard let end = mend(at: index) else { return false }
        index = end
      }
    }
    return pending == 0 || mend(at: seen.count) == seen.count
  }

  /// Reads one token's bytes; whether they go on as text does.
  @inline(__always)
  private mutating func read(_ scalar: UInt32, at token: Int32) -> Bool {
    if scalar < 0x100 { return read(UInt8(scalar), startingAt: token) }
    let last = UInt8(0x80 | scalar & 0x3F)
    if scalar < 0x800 {
      return read(UInt8(0xC0 | scalar >> 6), startingAt: token) && read(last, startingAt: -1)
    }
    let middle = UInt8(0x80 | scalar >> 6 & 0x3F)
    if scalar < 0x10000 {
      return read(UInt8(0xE0 | scalar >> 12), startingAt: token) && read(middle, startingAt: -1)
        && read(last, startingAt: -1)
    }
    return read(UInt8(0xF0 | scalar >> 18), startingAt: token)
      && read(UInt8(0x80 | scalar >> 12 & 0x3F), startingAt: -1) && read(middle, startingAt: -1)
      && read(last, startingAt: -1)
  }

  @inline(__always)
  private mutating func read(_ byte: UInt8, startingAt token: Int32) -> Bool {
    if pending == 0 {
      if byte < 0x80 {
        text.append(UInt32(byte))
        starts.append(token)
        return true
      }
      (pending, pendingStart) = (byte, token)
      return byte > 0x80 && byte < 0xFF
    }
    let code = UInt16(pending) << 8 | UInt16(byte)
    let scalar = UInt32(alphabet.scalars[Int(code)])
    pending = 0
    guard byte >= 0x40, scalar != 0 else { return false }
    text.append(scalar)
    starts.append(pendingStart)
    return alphabet.frequency(of: code) > Self.common || isLastExpected()
  }

  /// Whether the model expects the last character.
  private func isLastExpected() -> Bool {
    var state = CharacterModel.builtIn.start
    var score: Float = 0
    for scalar in text.suffix(Self.context + 1) {
      let step = model.step(state, with: model.token(of: scalar))
      (state, score) = (step.state, step.score)
    }
    return score > Self.leastExpected
  }

  /// Searches from some characters before a token that does not go on as text does; the token behind the search.
  private mutating func mend(at broken: Int) -> Int? {
    pending = 0
    var place = max(0, text.count - Self.lookBack)
    while place < text.count, starts[place] < 0 { place += 1 }
    let first = place < text.count ? Int(starts[place]) : resumed
    text.removeLast(text.count - place)
    starts.removeLast(starts.count - place)
    guard
      let solution = lattice.solve(
        seen, from: first, past: min(broken + 1, seen.count), after: text.suffix(Self.memory)),
      solution.end > broken || broken == seen.count
    else { return nil }
    text += solution.text
    // Where they begin is not known, so the next search begins behind them.
    while starts.count < text.count { starts.append(-1) }
    resumed = solution.end
    return solution.end
  }
}
