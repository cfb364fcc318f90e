import TextCore

/// A node of a model's trie over atoms' codes, eight bytes: an n-gram, a dictionary word, or the way to one.
///
/// The child of a node by a code stands at `base + code` and carries that code.
package struct NGramNode: BitwiseCopyable {
  /// Bits 0 to 15 the code that leads here, 16 to 37 where the children are, 38 to 57 the row of weights (0: none),
  /// 58 and 59 in which dictionaries the word is.
  package let bits: UInt64

  package init(code: UInt16, base: Int, row: Int, sources: WordSources) {
    precondition(base < 1 << 22 && row < 1 << 20, "a model is too large for its trie")
    bits = UInt64(code) | UInt64(base) << 16 | UInt64(row) << 38 | UInt64(sources.rawValue) << 58
  }

  @inline(__always) package var code: UInt16 { UInt16(truncatingIfNeeded: bits) }
  @inline(__always) package var base: Int { Int(truncatingIfNeeded: bits >> 16 & 0x3F_FFFF) }
  @inline(__always) package var row: Int { Int(truncatingIfNeeded: bits >> 38 & 0xF_FFFF) }
  @inline(__always) package var sources: WordSources {
    WordSources(rawValue: UInt8(truncatingIfNeeded: bits >> 58))
  }
}

/// Which dictionaries of a model hold a word.
package struct WordSources: OptionSet, BitwiseCopyable, Sendable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }
  /// The dictionary that the trainer was given.
  package static let dictionary = WordSources(rawValue: 1)
  /// The text that the model was trained on.
  package static let training = WordSources(rawValue: 2)
}

package struct NGramTrie: @unchecked Sendable {
  // A view of the model's table, which the model keeps alive.
  let nodes: UnsafeBufferPointer<NGramNode>

  /// The node of one code.
  @inline(__always)
  package func root(_ code: UInt16) -> NGramNode? {
    let index = Int(code) + 1
    guard index < nodes.count, nodes[index].code == code else { return nil }
    return nodes[index]
  }

  @inline(__always)
  package func child(of node: NGramNode, by code: UInt16) -> NGramNode? {
    let base = node.base
    let index = base + Int(code)
    guard base != 0, index < nodes.count else { return nil }
    let child = nodes[index]
    return child.code == code ? child : nil
  }
}
