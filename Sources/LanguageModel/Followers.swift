/// Which tokens stand behind which in a model's n-grams, roughly: where this denies it, no n-gram has them so.
///
/// A row of bits for each token, in which those that follow are marked by their lowest bits; long rows are exact. A view of
/// tables that live as long as the process, so that a search may copy it for nothing.
struct Followers: BitwiseCopyable, @unchecked Sendable {
  // The buffers are made once by `init`, which only `builtIn` calls, and never written again.
  static let builtIn = Followers(of: CharacterModel.builtIn.trie)

  private struct Row: BitwiseCopyable {
    var firstWord: UInt32
    /// The bits of a token that count.
    var mask: UInt32
  }

  private let rows: UnsafeBufferPointer<Row>
  private let words: UnsafeBufferPointer<UInt64>

  /// Bits for each token that follows, and in a row at least.
  private static let bitsPerFollower = 8
  private static let shortestRow = 64

  /// Linear in the model's size: some milliseconds.
  private init(of trie: ModelTrie) {
    let longestRow = Self.powerOfTwo(atLeast: trie.vocabularyCount)
    var count = 0
    let rows = (0..<trie.vocabularyCount).map { token in
      let followers = trie.children(ofContext: token).count
      let bits = min(
        Self.powerOfTwo(atLeast: max(Self.bitsPerFollower * followers, Self.shortestRow)), longestRow)
      defer { count += max(bits / 64, 1) }
      return Row(firstWord: UInt32(count), mask: UInt32(bits - 1))
    }
    var words = [UInt64](repeating: 0, count: count)
    trie.forEachPair { token, follower in
      let row = rows[Int(token)]
      let bit = UInt32(follower) & row.mask
      words[Int(row.firstWord + bit >> 6)] |= 1 << UInt64(bit & 63)
    }
    self.rows = Self.lasting(rows)
    self.words = Self.lasting(words)
  }

  private static func powerOfTwo(atLeast number: Int) -> Int {
    var power = 1
    while power < number { power <<= 1 }
    return power
  }

  /// A copy that is never freed.
  private static func lasting<Element: BitwiseCopyable>(_ elements: [Element]) -> UnsafeBufferPointer<Element>
  {
    let buffer = UnsafeMutableBufferPointer<Element>.allocate(capacity: elements.count)
    _ = buffer.initialize(from: elements)
    return UnsafeBufferPointer(buffer)
  }

  /// Whether an n-gram may have a token of the vocabulary behind another one.
  @inline(__always)
  func mayHold(_ follower: CharacterModel.Token, behind token: CharacterModel.Token) -> Bool {
    let row = rows[Int(token)]
    let bit = UInt32(follower) & row.mask
    return words[Int(row.firstWord + bit >> 6)] >> UInt64(bit & 63) & 1 == 1
  }
}
