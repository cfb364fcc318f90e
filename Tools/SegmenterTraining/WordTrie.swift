import Segmentation
import TextCore

/// The words that a model will know, while it is trained.
///
/// Each word of the training text remembers in which sixteenths of it it stands. A sentence is only matched against
/// words of the other sixteenths, so that a model learns how far its own words are to be trusted in text that it has not seen.
struct WordTrie {
  static let blocks = 16
  private var edges = KeyNumbers()
  private(set) var inDictionary: [Bool] = [false]
  private(set) var blockMasks: [UInt16] = [0]
  private(set) var counts: [UInt32] = [0]

  private mutating func node(of word: some Sequence<UInt16>) -> Int {
    var node = 0
    for code in word {
      node = edges.insert(UInt64(node) << 16 | UInt64(code)) + 1
      if node == counts.count {
        inDictionary.append(false)
        blockMasks.append(0)
        counts.append(0)
      }
    }
    return node
  }

  mutating func addToDictionary(_ word: some Sequence<UInt16>) { inDictionary[node(of: word)] = true }

  mutating func addFromTraining(_ word: some Sequence<UInt16>, block: Int) {
    let node = node(of: word)
    blockMasks[node] |= 1 << block
    counts[node] += 1
  }

  /// Calls `body` with each word of two codes and more.
  func matches(
    _ codes: ArraySlice<UInt16>, body: (_ word: Range<Int>, _ inDictionary: Bool, _ blocks: UInt16) -> Void
  ) {
    for start in codes.indices {
      var node = 0
      var end = start
      while end < codes.endIndex, let edge = edges.number(of: UInt64(node) << 16 | UInt64(codes[end])) {
        node = edge + 1
        end += 1
        if end > start + 1, inDictionary[node] || blockMasks[node] != 0 {
          body(start..<end, inDictionary[node], blockMasks[node])
        }
      }
    }
  }

  /// All words of two codes and more, with where they are from.
  func words(minimumCount: Int) -> [(codes: [UInt16], sources: WordSources)] {
    var codes: [[UInt16]] = [[]]
    codes.reserveCapacity(counts.count)
    // A node's parent has a lower number.
    for key in edges.keys { codes.append(codes[Int(key >> 16)] + [UInt16(truncatingIfNeeded: key)]) }
    return codes.indices.compactMap { node in
      var sources: WordSources = inDictionary[node] ? .dictionary : []
      if counts[node] >= minimumCount { sources.insert(.training) }
      return codes[node].count > 1 && !sources.isEmpty ? (codes[node], sources) : nil
    }
  }
}
