/// The layout of a model file, shared by the reader here and the writer in Tools.
///
/// The n-grams form a trie, oldest token first, laid out level by level: all unigrams, then all bigrams, and so
/// on. A unigram is its token; every longer n-gram is a *node*, and nodes that share their first tokens stand
/// together, sorted by their last one. An n-gram that others extend is a *context*; contexts are numbered in the
/// same order (all unigrams are contexts), so the children of context `c` are the nodes from `firstChild[c]` up
/// to `firstChild[c + 1]`, whatever the level.
package enum ModelLayout {
  package static let version: UInt32 = 1

  package static let backoffBits: UInt32 = 8

  /// Nodes and contexts are numbered with three bytes.
  package static let largestNumber = 1 << 24 - 1

  /// The sections of the table file, in order.
  package enum Section: Int, CaseIterable {
    /// UInt32: version, order, and the number of contexts of at most two tokens.
    case header
    /// UInt16 for each 256 scalars: their page.
    case scalarPages
    /// Pages of 256 UInt16: the token of each scalar.
    case scalarTokens
    /// Float: natural logarithm of each unigram's probability.
    case unigrams
    /// UInt16 for each node: its last token.
    case nodeTokens
    /// UInt8 for each node: its probability, as `probability(_:)` reads it.
    case nodeProbabilities
    /// UInt64 for each 64 nodes that may be contexts: a bit for each that is.
    case contextBits
    /// UInt32 for each word of `contextBits`: the contexts before it, unigrams included.
    case contextRanks
    /// UInt32 for each context and one behind the last: its first child, shifted left by `backoffBits`, and its
    /// back-off weight, as `backoff(_:)` reads it: a lookup that fails needs both.
    case contexts
    /// `PackedNumbers`, for each context of three tokens or more: the longest context that ends it.
    case shorterContexts
  }

  package static let unknown = 0
  package static let lineEnd = 1
  package static let digit = 2
  package static let latinLetter = 3
  /// Tokens of which a run counts as one.
  package static let runs = digit...latinLetter

  /// Characters that share the class of the unknown: the order of magnitude of the hanzi in Unicode's first
  /// plane (27,000) that a vocabulary trained on ordinary text leaves out.
  package static let unknownCharacterCount: Float = 20_000

  /// Both logarithms are quantised in steps of 1/16, which moves a probability by at most 3.2 %.
  package static let steps: Float = 16
  private static let largestBackoff: Float = 4

  @inline(__always)
  package static func probability(_ code: UInt8) -> Float { -Float(code) / steps }

  package static func code(probability: Float) -> UInt8 { code(-probability) }

  @inline(__always)
  package static func backoff(_ code: UInt8) -> Float { largestBackoff - Float(code) / steps }

  package static func code(backoff: Float) -> UInt8 { code(largestBackoff - backoff) }

  private static func code(_ distance: Float) -> UInt8 {
    UInt8(min(max((distance * steps).rounded(), 0), 255))
  }
}
