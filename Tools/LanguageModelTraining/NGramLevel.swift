import LanguageModel

/// All n-grams of one length, in the order of their keys, as parallel columns.
///
/// A key holds the tokens, oldest in the highest bits. Where a line begins, its n-grams are filled up with
/// `Vocabulary.padding` in front of the line feed: such an entry passes its counts to the shorter n-gram and is
/// no n-gram itself. The same goes for n-grams that reach over an end of a dictionary's word: behind it anything may
/// follow, so what it weighs goes to the shorter contexts.
struct NGramLevel {
  let order: Int
  var keys: [UInt64] = []
  /// How often the n-gram stands in the text; with the sources' weights, `weights`.
  var counts: [UInt32] = []
  var weights: [Float] = []
  /// Index of the n-gram without its oldest token in the level below; `none` when that is no token.
  var suffixes: [UInt32] = []
  /// Index of the n-gram without its newest token in the level below; `none` when it is none itself.
  var contexts: [UInt32] = []
  /// Whether the model lists the n-gram.
  var isKept: [Bool] = []
  /// What the estimate counts: for the longest n-grams their own counts, else what the level above leaves over.
  var adjustedCounts: [UInt32] = []
  var adjustedWeights: [Float] = []
  var probabilities: [Float] = []
  /// The share that an n-gram as a context leaves to shorter contexts.
  var backoffs: [Float] = []

  static let none = UInt32.max
  /// While counting, a key stands above the index of its source.
  static let sourceBits = 8

  init(order: Int) { self.order = order }

  var count: Int { keys.count }

  static func mask(_ order: Int) -> UInt64 { (1 << UInt64(Vocabulary.tokenBits * order)) - 1 }

  func token(_ index: Int) -> UInt16 { UInt16(keys[index] & Self.mask(1)) }

  /// Whether a key is an n-gram that a model can list: no padding, no unknown character.
  func isListable(_ key: UInt64) -> Bool {
    (0..<order).allSatisfy { place in
      let token = key >> UInt64(Vocabulary.tokenBits * place) & Self.mask(1)
      return token != UInt64(ModelLayout.unknown) && token != UInt64(Vocabulary.padding)
    }
  }

  /// The longest n-grams of a corpus.
  init(order: Int, counting corpus: Corpus) {
    self.init(order: order)
    let sourceBits = UInt64(Self.sourceBits)
    var keys: [UInt64] = []
    keys.reserveCapacity(corpus.tokens.count + corpus.lines.count)
    let padding = (0..<max(order - 2, 0)).reduce(UInt64(0)) { key, _ in
      key << UInt64(Vocabulary.tokenBits) | UInt64(Vocabulary.padding)
    }
    for line in corpus.lines {
      var key = padding << UInt64(Vocabulary.tokenBits)
      key |= UInt64(line.isWord ? Vocabulary.padding : UInt16(ModelLayout.lineEnd))
      func append(_ token: UInt16) {
        key = (key << UInt64(Vocabulary.tokenBits) | UInt64(token)) & Self.mask(order)
        keys.append(contentsOf: repeatElement(key << sourceBits | UInt64(line.source), count: line.copies))
      }
      for token in corpus.tokens[line.start..<line.end] { append(token) }
      append(line.isWord ? Vocabulary.padding : UInt16(ModelLayout.lineEnd))
    }
    radixSort(&keys, bits: Self.sourceBits..<Self.sourceBits + Vocabulary.tokenBits * order) { $0 }
    var next = 0
    while next < keys.count {
      let key = keys[next] >> sourceBits
      var count: UInt32 = 0
      var weight: Float = 0
      while next < keys.count, keys[next] >> sourceBits == key {
        count += 1
        weight += corpus.sources[Int(keys[next] & (1 << sourceBits - 1))].weight
        next += 1
      }
      append(key, count: count, weight: weight)
    }
    adjustedCounts = counts
    adjustedWeights = weights
  }

  private mutating func append(_ key: UInt64, count: UInt32, weight: Float) {
    keys.append(key)
    counts.append(count)
    weights.append(weight)
    isKept.append(isListable(key))
  }

  private struct Suffix: BitwiseCopyable {
    var key: UInt64
    var index: UInt32
  }

  /// The n-grams one token shorter; links this level's to them.
  mutating func makeLevelBelow(vocabularyCount: Int) -> NGramLevel {
    var below = NGramLevel(order: order - 1)
    let mask = Self.mask(order - 1)
    if below.order == 1 {
      // Unigrams are dense, so that a token is its own index.
      for token in 0..<vocabularyCount { below.append(UInt64(token), count: 0, weight: 0) }
      suffixes = keys.map { $0 & mask < UInt64(vocabularyCount) ? UInt32($0 & mask) : Self.none }
      for (index, suffix) in suffixes.enumerated() where suffix != Self.none {
        below.counts[Int(suffix)] += counts[index]
        below.weights[Int(suffix)] += weights[index]
      }
    } else {
      var sorted = keys.indices.map { Suffix(key: keys[$0] & mask, index: UInt32($0)) }
      radixSort(&sorted, bits: 0..<Vocabulary.tokenBits * below.order) { $0.key }
      suffixes = [UInt32](repeating: Self.none, count: count)
      var next = 0
      while next < sorted.count {
        let key = sorted[next].key
        var seen: UInt32 = 0
        var weight: Float = 0
        while next < sorted.count, sorted[next].key == key {
          let index = Int(sorted[next].index)
          seen += counts[index]
          weight += weights[index]
          suffixes[index] = UInt32(below.count)
          next += 1
        }
        below.append(key, count: seen, weight: weight)
      }
    }
    linkContexts(to: below)
    return below
  }

  private mutating func linkContexts(to below: NGramLevel) {
    contexts = [UInt32](repeating: Self.none, count: count)
    var context = 0
    for index in keys.indices {
      let key = keys[index] >> UInt64(Vocabulary.tokenBits)
      while context < below.count, below.keys[context] < key { context += 1 }
      if context < below.count, below.keys[context] == key { contexts[index] = UInt32(context) }
    }
  }
}
