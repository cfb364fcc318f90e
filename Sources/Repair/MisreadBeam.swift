import Glibc
import LanguageModel

/// A path through the lattice of a misreading so far.
struct MisreadPath {
  /// Bytes that the character in the making still wants, and its bits so far, or its lead byte in a charset of two
  /// bytes (0: lost).
  var missing: UInt8 = 0
  var value: UInt32 = 0
  /// Whether a byte of the character in the making was lost.
  var isGuess = false
  var state: CharacterModel.State
  var score: Float = 0
  var mass: Float = 0
  var link: Int32 = -1

  init(state: CharacterModel.State) { self.state = state }

  /// Whether nothing that follows can tell the two apart.
  func isTwin(of other: MisreadPath) -> Bool {
    state == other.state && missing == other.missing && value == other.value
  }
}

/// Chooses the paths that a search goes on with.
struct MisreadBeam {
  private let width: Int
  private let isOfUTF8: Bool
  private static let margin: Float = 16
  /// The places of paths by rank, and those of paths that are kept by what tells them apart; -1 where there is none.
  private var order: [(rank: Float, place: Int32)] = []
  private var slots = [Int16](repeating: -1, count: slotCount)
  /// A power of two above the widest beam.
  private static let slotCount = 512

  init(width: Int, isOfUTF8: Bool) {
    self.width = width
    self.isOfUTF8 = isOfUTF8
  }

  /// The best of some paths, those that cannot be told apart joined; the best one first.
  mutating func pruned(_ paths: [MisreadPath]) -> [MisreadPath] {
    guard paths.count > 1 else { return paths }
    order.removeAll(keepingCapacity: true)
    var best = -Float.infinity
    for (place, path) in paths.enumerated() {
      let rank = rank(path)
      best = max(best, rank)
      if rank >= best - Self.margin { order.append((rank, Int32(place))) }
    }
    order.removeAll { $0.rank < best - Self.margin }
    order.sort { $0.rank > $1.rank || $0.rank == $1.rank && $0.place < $1.place }
    var kept: [MisreadPath] = []
    kept.reserveCapacity(min(width, order.count))
    for index in slots.indices { slots[index] = -1 }
    for (_, place) in order {
      var slot = Self.slot(of: paths[Int(place)])
      while slots[slot] >= 0, !kept[Int(slots[slot])].isTwin(of: paths[Int(place)]) {
        slot = (slot + 1) & (Self.slotCount - 1)
      }
      if slots[slot] >= 0 {
        let twin = Int(slots[slot])
        kept[twin].mass = Self.logAdd(kept[twin].mass, paths[Int(place)].mass)
      } else if kept.count < width {
        slots[slot] = Int16(kept.count)
        kept.append(paths[Int(place)])
      }
    }
    return kept
  }

  private static func slot(of path: MisreadPath) -> Int {
    let key = path.state.history ^ UInt64(path.value) << 24 ^ UInt64(path.missing) << 60
    // The golden ratio spreads keys that differ in few bits.
    return Int((key &* 0x9E37_79B9_7F4A_7C15) >> 55)
  }

  /// The score with the best that the character in the making can become.
  private func rank(_ path: MisreadPath) -> Float {
    guard isOfUTF8, path.missing > 0 else { return path.score }
    return path.score + UTF8Outlook.shared.best(path.value, missing: path.missing)
  }

  /// The logarithm of the sum of two probabilities.
  static func logAdd(_ a: Float, _ b: Float) -> Float {
    let (high, low) = a > b ? (a, b) : (b, a)
    return low == -.infinity || high - low > 20 ? high : high + log1p(exp(low - high))
  }
}
