import LanguageModel
import TextCore

/// GBK that was read as UTF-8 where that was valid and as Latin-1 elsewhere, read again.
///
/// A sign of Latin-1 was one byte nearly always, and seldom two that happened to be UTF-8. So bytes are paired as they
/// stand; where that gives a character that the model does not expect, or none, a search over both begins some
/// characters earlier and ends where one reading is left.
struct HybridUnreading {
  private let seen: UnsafeBufferPointer<UInt32>
  private let model = CharacterModel.builtIn.trie
  private var state = CharacterModel.builtIn.start
  private lazy var lattice = MisreadLattice(.hybrid, of: .gbk)
  private var text: [UInt32] = []
  /// For each character of the text the token that it begins with; -1 where it begins inside of one.
  private var starts: [Int32] = []
  private var pending: UInt8 = 0
  private var pendingStart: Int32 = -1

  /// Characters before a break at which its search begins: bytes that are paired wrongly look right for a few.
  private static let lookBack = 6
  private static let memory = 80
  /// Nats from which on a character is not expected.
  private static let leastExpected: Float = -10

  private init(_ seen: UnsafeBufferPointer<UInt32>) { self.seen = seen }

  /// The text behind a stretch; nil where there is none.
  static func text(behind seen: [UInt32]) -> [UInt32]? {
    seen.withUnsafeBufferPointer { seen in
      var unreading = HybridUnreading(seen)
      return unreading.run() ? unreading.text : nil
    }
  }

  private mutating func run() -> Bool {
    text.reserveCapacity(seen.count / 2)
    starts.reserveCapacity(seen.count / 2)
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
  private mutating func read(_ scalar: UInt32, at token: Int32) -> Bool {
    if scalar < 0x100 { return read(UInt8(scalar), startingAt: token) }
    var bytes: [UInt8] = []
    UTF8Cursor.append(scalar, to: &bytes)
    for (place, byte) in bytes.enumerated() where !read(byte, startingAt: place == 0 ? token : -1) {
      return false
    }
    return true
  }

  @inline(__always)
  private mutating func read(_ byte: UInt8, startingAt token: Int32) -> Bool {
    if pending == 0 {
      if byte < 0x80 {
        _ = pass(UInt32(byte), startingAt: token)
        return true
      }
      (pending, pendingStart) = (byte, token)
      return byte > 0x80 && byte < 0xFF
    }
    let scalar = MeantCharset.gbk.scalar(pending, byte)
    pending = 0
    return byte >= 0x40 && scalar != 0 && pass(scalar, startingAt: pendingStart)
  }

  /// Takes a character into the text; whether it is one that the model expects.
  @inline(__always)
  private mutating func pass(_ scalar: UInt32, startingAt token: Int32) -> Bool {
    let step = model.step(state, with: model.token(of: scalar))
    state = step.state
    text.append(scalar)
    starts.append(token)
    return step.score > Self.leastExpected
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
    state = solution.state
    return solution.end
  }

  /// The token behind the last search.
  private var resumed = 0
}
