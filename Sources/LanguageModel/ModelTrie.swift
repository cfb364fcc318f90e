import CSIMD
import TextCore

/// A model file's sections, ready for lookups. See `ModelLayout` for what they hold.
///
/// A view without owner, so that a search may copy it for nothing: valid as long as its table is.
package struct ModelTrie: BitwiseCopyable, @unchecked Sendable {
  // The buffers point into the table's constant bytes.
  private let scalarPages: UnsafeBufferPointer<UInt16>
  private let scalarTokens: UnsafeBufferPointer<UInt16>
  private let unigrams: UnsafeBufferPointer<Float>
  private let nodeTokens: UnsafeBufferPointer<UInt16>
  private let nodeProbabilities: UnsafeBufferPointer<UInt8>
  private let contextBits: UnsafeBufferPointer<UInt64>
  private let contextRanks: UnsafeBufferPointer<UInt32>
  private let contexts: UnsafeBufferPointer<UInt32>
  private let shorterContexts: PackedNumbers
  private let firstLongContext: Int
  package let order: Int

  /// A table that was made with this version of the code; only its shape is checked.
  init(trusted table: TableFile) {
    guard let trie = Self(table) else { preconditionFailure("the embedded model is of another version") }
    self = trie
  }

  init(checking table: TableFile) throws(CharacterModelError) {
    guard let trie = Self(table) else { throw .notAModel }
    self = trie
    if let section = damagedSection() { throw .damaged(section: section.rawValue) }
  }

  private init?(_ table: TableFile) {
    func numbers<Number: BitwiseCopyable>(_ section: ModelLayout.Section) -> UnsafeBufferPointer<Number> {
      let bytes = table.section(section.rawValue)
      return UnsafeBufferPointer(
        start: bytes.baseAddress?.assumingMemoryBound(to: Number.self),
        count: bytes.count / MemoryLayout<Number>.stride)
    }
    guard table.sectionCount == ModelLayout.Section.allCases.count else { return nil }
    let header: UnsafeBufferPointer<UInt32> = numbers(.header)
    guard header.count == 3, header[0] == ModelLayout.version else { return nil }
    order = Int(header[1])
    firstLongContext = Int(header[2])
    scalarPages = numbers(.scalarPages)
    scalarTokens = numbers(.scalarTokens)
    unigrams = numbers(.unigrams)
    nodeTokens = numbers(.nodeTokens)
    nodeProbabilities = numbers(.nodeProbabilities)
    contextBits = numbers(.contextBits)
    contextRanks = numbers(.contextRanks)
    contexts = numbers(.contexts)
    shorterContexts = PackedNumbers(table.section(ModelLayout.Section.shorterContexts.rawValue))
  }

  var vocabularyCount: Int { unigrams.count }

  @inline(__always)
  package func token(of scalar: UInt32) -> CharacterModel.Token {
    let page = Int(scalar >> 8)
    guard page < scalarPages.count else { return CharacterModel.Token(ModelLayout.unknown) }
    return scalarTokens[Int(scalarPages[page]) << 8 | Int(scalar & 0xFF)]
  }

  /// The token itself, or the unknown one when it lies outside of the vocabulary.
  @inline(__always)
  func vocabularyToken(_ token: CharacterModel.Token) -> CharacterModel.Token {
    Int(token) < unigrams.count ? token : CharacterModel.Token(ModelLayout.unknown)
  }

  @inline(__always)
  func logProbability(token: CharacterModel.Token) -> Float { unigrams[Int(token)] }

  @inline(__always)
  func logProbability(node: Int) -> Float { ModelLayout.probability(nodeProbabilities[node]) }

  @inline(__always)
  func logBackoff(context: Int) -> Float { ModelLayout.backoff(UInt8(truncatingIfNeeded: contexts[context])) }

  @inline(__always)
  private func firstChild(_ context: Int) -> Int { Int(contexts[context] >> ModelLayout.backoffBits) }

  /// The nodes that extend a context.
  @inline(__always)
  func children(ofContext context: Int) -> Range<Int> { firstChild(context)..<firstChild(context + 1) }

  /// Calls `body` with the last two tokens of every n-gram but the unigrams.
  func forEachPair(_ body: (CharacterModel.Token, CharacterModel.Token) -> Void) {
    for token in unigrams.indices {
      for node in children(ofContext: token) { body(CharacterModel.Token(token), nodeTokens[node]) }
    }
    // Contexts are numbered as the nodes that they are.
    var context = unigrams.count
    for word in contextBits.indices {
      var bits = contextBits[word]
      while bits != 0 {
        let token = nodeTokens[word << 6 + bits.trailingZeroBitCount]
        for node in children(ofContext: context) { body(token, nodeTokens[node]) }
        context += 1
        bits &= bits - 1
      }
    }
  }

  /// The node that extends a context by a token.
  @inline(__always)
  func child(_ token: CharacterModel.Token, of context: Int) -> Int? {
    let children = children(ofContext: context)
    guard !children.isEmpty else { return nil }
    let tokens = nodeTokens.baseAddress.unsafelyUnwrapped + children.lowerBound
    let node = children.lowerBound + jk_last_at_most(tokens, children.count, token)
    return nodeTokens[node] == token ? node : nil
  }

  /// The context that a node is, if others extend it.
  @inline(__always)
  func context(node: Int) -> Int? {
    let word = node >> 6
    guard word < contextBits.count else { return nil }
    let bits = contextBits[word]
    let bit = UInt64(node & 63)
    guard bits >> bit & 1 == 1 else { return nil }
    return Int(contextRanks[word]) + (bits & ((1 << bit) - 1)).nonzeroBitCount
  }

  /// The longest context that ends a context; nil for unigrams.
  @inline(__always)
  func shorterContext(_ context: Int, newest: CharacterModel.Token) -> Int? {
    if context < unigrams.count { return nil }
    return context < firstLongContext ? Int(newest) : shorterContexts[context - firstLongContext]
  }

  /// The first section whose numbers would lead a lookup out of bounds or round in circles.
  private func damagedSection() -> ModelLayout.Section? {
    let vocabulary = unigrams.count
    let contextCount = contexts.count - 1
    guard vocabulary > ModelLayout.latinLetter, vocabulary < Int(CharacterModel.skipped),
      unigrams.allSatisfy({ $0 <= 0 })
    else { return .unigrams }
    guard (1...8).contains(order), firstLongContext >= vocabulary, firstLongContext <= contextCount else {
      return .header
    }
    guard scalarPages.allSatisfy({ (Int($0) + 1) << 8 <= scalarTokens.count }) else { return .scalarPages }
    guard scalarTokens.allSatisfy({ Int($0) < vocabulary || $0 == CharacterModel.skipped }) else {
      return .scalarTokens
    }
    guard nodeTokens.allSatisfy({ Int($0) < vocabulary }) else { return .nodeTokens }
    guard nodeProbabilities.count == nodeTokens.count else { return .nodeProbabilities }
    guard contextBits.count <= (nodeTokens.count + 63) / 64 else { return .contextBits }
    guard contextRanks.count == contextBits.count else { return .contextRanks }
    var rank = vocabulary
    for word in contextBits.indices {
      guard Int(contextRanks[word]) == rank else { return .contextRanks }
      rank += contextBits[word].nonzeroBitCount
    }
    guard contextCount == rank, firstChild(0) == 0, firstChild(contextCount) == nodeTokens.count,
      (0..<contextCount).allSatisfy({ firstChild($0) <= firstChild($0 + 1) })
    else { return .contexts }
    guard shorterContexts.count == contextCount - firstLongContext,
      (0..<shorterContexts.count).allSatisfy({ shorterContexts[$0] < firstLongContext + $0 })
    else { return .shorterContexts }
    return nil
  }
}
