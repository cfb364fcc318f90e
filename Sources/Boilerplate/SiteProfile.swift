import Synchronization
import TextCore

/// What the pages of sites repeat: on how many pages of its site each block stood, exactly or nearly.
///
/// A count-min sketch (Cormode and Muthukrishnan 2005) of keys made of host and block: its size does not grow with the
/// pages, and pages may be counted in any order. A count may be too high by a few pages in a hundred thousand, never
/// too low.
public struct SiteProfile: Sendable, Equatable {
  private static let magic = Array("JKS1".utf8)
  private static let depth = 3
  private static let widthLog2 = 17

  /// `depth` rows of counters that stop at their highest value.
  private var counters = [UInt16](repeating: 0, count: depth << widthLog2)

  public init() {}

  /// - Returns: nil when the bytes are no profile.
  public init?(contents: [UInt8]) {
    guard contents.count == Self.magic.count + 2 * counters.count, contents.starts(with: Self.magic) else {
      return nil
    }
    for index in counters.indices {
      let at = Self.magic.count + 2 * index
      counters[index] = UInt16(contents[at]) | UInt16(contents[at + 1]) << 8
    }
  }

  /// The profile as a file of 768 KiB: the same pages always give the same bytes.
  public var contents: [UInt8] {
    Self.magic + counters.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
  }

  /// Counts a page.
  mutating func learn(_ page: PageKeys) {
    for key in page.all {
      for slot in Self.slots(key) where counters[slot] < .max { counters[slot] += 1 }
    }
  }

  /// On how many pages a key stood.
  private func count(_ key: UInt64) -> Int { Self.slots(key).map { Int(counters[$0]) }.min() ?? 0 }

  /// The rows of a page that its site repeats: on four of its pages and on a fifth of them.
  func repeated(_ page: PageKeys) -> [Bool] {
    let least = max(4, count(page.site) / 5)
    return page.rows.map { keys in keys.contains { count($0) >= least } }
  }

  private static func slots(_ key: UInt64) -> [Int] {
    (0..<depth).map { row in
      let mixed = (key ^ UInt64(row) &* 0xD6E8_FEB8_6659_FD93) &* 0x9E37_79B9_7F4A_7C15
      return row << widthLog2 + Int(mixed >> (64 - widthLog2))
    }
  }
}

/// Takes in pages from any number of threads.
public final class SiteLearner: Sendable {
  private let state: Mutex<SiteProfile>

  /// - Parameter profile: what was learned before.
  public init(_ profile: SiteProfile = .init()) { state = Mutex(profile) }

  public var profile: SiteProfile { state.withLock { $0 } }

  func learn(_ page: PageKeys) { state.withLock { $0.learn(page) } }
}

/// The keys of a page's blocks in a profile.
struct PageKeys {
  let site: UInt64
  /// By row of the features: the exact key, without white space and digits, then two of sketches.
  let rows: [[UInt64]]

  /// Each key once, the site's first: a block counts once a page.
  var all: Set<UInt64> { Set(rows.joined()).union([site]) }

  init(_ document: Document, features: BlockFeatures, url: String?) {
    let site = Self.hash(SiteZone.host(of: url).map { Array($0.utf8) } ?? [])
    self.site = site
    rows = features.visible.indices.map { row in
      let text = document.text[document.blocks[features.visible[row]].range]
      let exact = Self.hash(text.filter { $0 > 0x20 && $0 &- 0x30 >= 10 }, seed: site &+ 1)
      return [exact] + Self.sketches(features.pairs[row], seed: site)
    }
  }

  /// Two keys, each of the two least values of a hash function over the block's pairs of characters (Broder 1997):
  /// blocks that share nine tenths of their pairs share a key with a probability of some 96 %.
  private static func sketches(_ pairs: ArraySlice<UInt32>, seed: UInt64) -> [UInt64] {
    guard pairs.count >= 12 else { return [] }
    return (0..<2).map { band in
      let factors: [UInt32] = band == 0 ? [0x85EB_CA6B, 0xC2B2_AE35] : [0x27D4_EB2F, 0x1656_67B1]
      let least = factors.map { factor in pairs.lazy.map { mix($0, factor) }.min() ?? 0 }
      let key = UInt64(least[0]) << 32 | UInt64(least[1])
      return (key ^ (seed &+ UInt64(band) &+ 2)) &* 0x9E37_79B9_7F4A_7C15
    }
  }

  @inline(__always)
  private static func mix(_ pair: UInt32, _ factor: UInt32) -> UInt32 {
    let mixed = (pair ^ pair >> 15) &* factor
    return mixed ^ mixed >> 13
  }

  /// FNV-1a.
  private static func hash(_ bytes: some Sequence<UInt8>, seed: UInt64 = 0) -> UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325 ^ seed) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
