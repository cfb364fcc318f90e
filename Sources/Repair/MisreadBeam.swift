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

  /// The path with something said for or against it.
  func weighed(_ weight: Float) -> MisreadPath {
    var path = self
    path.score += weight
    path.mass += weight
    return path
  }

  /// Whether nothing that follows can tell the two apart.
  func isTwin(of other: MisreadPath) -> Bool {
    state == other.state && missing == other.missing && value == other.value
  }
}

/// Chooses the paths that a search goes on with.
struct MisreadBeam {
  private let width: Int
  private let isOfUTF8: Bool
  private let outlook = UTF8Outlook.shared
  static let margin: Float = 16
  /// The places of paths by rank, and those of paths that are kept by what tells them apart; -1 where there is none.
  private var order: [(rank: Float, place: Int32)] = []
  private var slots = [Int16](repeating: -1, count: slotCount)
  private var slot = 0
  /// So many are soonest compared with each other.
  private static let fewPaths = 8
  /// A power of two above the widest beam.
  private static let slotCount = 512

  init(width: Int, isOfUTF8: Bool) {
    self.width = width
    self.isOfUTF8 = isOfUTF8
  }

  /// Leaves the best of some paths in `kept`, those that cannot be told apart joined; the best one first.
  mutating func prune(_ paths: [MisreadPath], into kept: inout [MisreadPath]) {
    kept.removeAll(keepingCapacity: true)
    if paths.count <= 1 {
      kept += paths
      return
    }
    order.removeAll(keepingCapacity: true)
    var best = -Float.infinity
    for (place, path) in paths.enumerated() {
      let rank = rank(path)
      best = max(best, rank)
      if rank >= best - Self.margin { order.append((rank, Int32(place))) }
    }
    let areMany = order.count > Self.fewPaths
    sort(areMany: areMany)
    if areMany {
      for index in slots.indices { slots[index] = -1 }
    }
    for (rank, place) in order {
      if rank < best - Self.margin { break }
      let path = paths[Int(place)]
      if let twin = twin(of: path, in: kept, areMany: areMany) {
        kept[twin].mass = Self.logAdd(kept[twin].mass, path.mass)
      } else if kept.count < width {
        if areMany { slots[slot] = Int16(kept.count) }
        kept.append(path)
      }
    }
  }

  /// Brings the best paths to the front; a few are soonest put in their places one by one.
  private mutating func sort(areMany: Bool) {
    if areMany {
      order.sort { $0.rank > $1.rank || $0.rank == $1.rank && $0.place < $1.place }
      return
    }
    for index in order.indices.dropFirst() {
      let path = order[index]
      var place = index
      while place > 0, order[place - 1].rank < path.rank {
        order[place] = order[place - 1]
        place -= 1
      }
      order[place] = path
    }
  }

  /// The place of a path that cannot be told from this one, which is sought in the slots where paths are many. Leaves
  /// in `slot` where a path would have its own.
  private mutating func twin(of path: MisreadPath, in kept: [MisreadPath], areMany: Bool) -> Int? {
    guard areMany else { return kept.firstIndex { $0.isTwin(of: path) } }
    slot = Self.slot(of: path)
    while slots[slot] >= 0 {
      if kept[Int(slots[slot])].isTwin(of: path) { return Int(slots[slot]) }
      slot = (slot + 1) & (Self.slotCount - 1)
    }
    return nil
  }

  private static func slot(of path: MisreadPath) -> Int {
    let key = path.state.history ^ UInt64(path.value) << 24 ^ UInt64(path.missing) << 60
    // The golden ratio spreads keys that differ in few bits.
    return Int((key &* 0x9E37_79B9_7F4A_7C15) >> 55)
  }

  /// The score with the best that the character in the making can become.
  @inline(__always)
  func rank(_ path: MisreadPath) -> Float {
    guard isOfUTF8, path.missing > 0 else { return path.score }
    return path.score + outlook.best(path.value, missing: path.missing)
  }

  /// The logarithm of the sum of two probabilities.
  static func logAdd(_ a: Float, _ b: Float) -> Float {
    let (high, low) = a > b ? (a, b) : (b, a)
    return low == -.infinity || high - low > 20 ? high : high + log1p(exp(low - high))
  }
}
