import CSIMD
import TextCore

/// A node of a model's trie over atoms' codes, eight bytes: an n-gram, a dictionary word, or the way to one.
///
/// The child of a node by a code stands at `base + code` and carries that code.
package struct NGramNode: BitwiseCopyable {
  /// Bits 0 to 15 the code that leads here, 16 to 37 where the children are, 38 to 57 the row of weights (0: none),
  /// 58 and 59 in which dictionaries the word is.
  package let bits: UInt64

  private init() { bits = 0 }
  /// That of an unused slot.
  static let none = NGramNode()

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

/// Atoms that may be an n-gram of a model.
struct NGramMatch: BitwiseCopyable {
  /// What was found for them.
  var node: NGramNode
  /// Where that was looked for.
  var place: UInt32
  var start: UInt16
  var last: UInt16
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

  /// Whether there is a slot to be missed in, and nothing is found by code 0, which stands where atoms end.
  var isWhole: Bool { nodes.first?.code == 0 && nodes.allSatisfy { $0.code != 0 || $0.bits == 0 } }

  /// The node of one code.
  @inline(__always)
  package func root(_ code: UInt16) -> NGramNode? {
    let index = Int(code) + 1
    guard index < nodes.count, nodes[index].code == code else { return nil }
    return nodes[index]
  }

  /// Where the child of a node by a code stands if there is one, or another node that does not have this code, which is above 0. That
  /// memory is asked for, and not waited for.
  @inline(__always)
  func place(of child: UInt16, of node: NGramNode) -> UInt32 {
    let place = node.base &+ Int(child)
    let known = place < nodes.count ? place : 0
    jk_prefetch(nodes.baseAddress.unsafelyUnwrapped + known)
    return UInt32(truncatingIfNeeded: known)
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
