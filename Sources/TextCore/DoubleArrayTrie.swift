/// A node of a double-array trie, eight bytes, as tables store it.
///
/// The child of a node by `label` stands at `base + label` and carries that label. No two nodes share a base, so
/// the label alone proves whose child it is.
public struct TrieNode: BitwiseCopyable, Sendable {
  /// Where the children are; 0 for a leaf.
  public var base: UInt32 = 0
  /// The label of the edge that leads here; 0 for an unused slot.
  public var label: UInt16 = 0
  /// What is stored for the word that ends here; 0 if none does.
  public var value: UInt16 = 0

  public init() {}
}

/// Words over labels above 0 in a double-array trie (Aoe 1989).
public struct DoubleArrayTrie: @unchecked Sendable {
  // The nodes are constant, and live as long as the table they stand in.
  private let nodes: UnsafeBufferPointer<TrieNode>

  /// - Parameter nodes: what `DoubleArrayBuilder` made. They must outlive the trie.
  public init(nodes: UnsafeBufferPointer<TrieNode>) {
    self.nodes = nodes
  }

  /// The node at which matching begins.
  @inlinable public static var root: TrieNode {
    var node = TrieNode()
    node.base = 1
    return node
  }

  /// The child of `node` by `label`, which is above 0; nil if there is none.
  @inline(__always)
  public func child(of node: TrieNode, by label: UInt16) -> TrieNode? {
    let index = Int(node.base) + Int(label)
    guard node.base != 0, index < nodes.count else { return nil }
    let child = nodes[index]
    return child.label == label ? child : nil
  }
}

/// Lays words out as a double array; the same words always give the same nodes.
public struct DoubleArrayBuilder {
  private var nodes: [TrieNode] = []
  private var isBaseTaken: [Bool] = []
  /// Below it no slot is free.
  private var firstFree = 1
  /// Where the search for room begins, for nodes of this many children: below it too much is taken.
  private var searchStart: [Int: Int] = [:]

  /// - Parameter words: ascending and distinct, without empty words and labels of 0; values above 0.
  public static func build(_ words: [(labels: [UInt16], value: UInt16)]) -> [TrieNode] {
    var builder = DoubleArrayBuilder()
    builder.layOut(words)
    return builder.nodes
  }

  /// A node whose children are still to be placed: the words `range`, which share `depth` labels.
  private struct Pending {
    var node: Int
    var range: Range<Int>
    var depth: Int
  }

  private mutating func layOut(_ words: [(labels: [UInt16], value: UInt16)]) {
    // The root has no slot of its own; its base is 1, its children stand first.
    var level = [Pending(node: 0, range: 0..<words.count, depth: 0)]
    grow(to: 2)
    while !level.isEmpty {
      var next: [Pending] = []
      var families:
        [(parent: Int, children: [(label: UInt16, value: UInt16, range: Range<Int>)], depth: Int)] = []
      for pending in level {
        let children = children(of: pending, in: words)
        if !children.isEmpty { families.append((pending.node, children, pending.depth + 1)) }
      }
      // Large families first, while there is room; equal ones in order.
      let order = families.indices.sorted {
        (families[$1].children.count, $0) < (families[$0].children.count, $1)
      }
      for index in order {
        let family = families[index]
        let base = family.depth == 1 ? 1 : room(for: family.children.map(\.label))
        isBaseTaken[base] = true
        nodes[family.parent].base = UInt32(base)
        for child in family.children {
          let slot = base + Int(child.label)
          grow(to: slot + 1)
          nodes[slot].label = child.label
          nodes[slot].value = child.value
          next.append(Pending(node: slot, range: child.range, depth: family.depth))
        }
      }
      level = next
    }
    nodes[0].base = 0
  }

  private func children(
    of pending: Pending, in words: [(labels: [UInt16], value: UInt16)]
  ) -> [(label: UInt16, value: UInt16, range: Range<Int>)] {
    var result: [(label: UInt16, value: UInt16, range: Range<Int>)] = []
    var index = pending.range.lowerBound
    while index < pending.range.upperBound {
      // A word that ends at the node itself sorts first and has no child.
      guard words[index].labels.count > pending.depth else {
        index += 1
        continue
      }
      let label = words[index].labels[pending.depth]
      let start = index
      while index < pending.range.upperBound, words[index].labels[pending.depth] == label { index += 1 }
      let isWord = words[start].labels.count == pending.depth + 1
      result.append((label, isWord ? words[start].value : 0, start..<index))
    }
    return result
  }

  /// The lowest base above the last one found for as many labels whose slots are all free.
  private mutating func room(for labels: [UInt16]) -> Int {
    let first = Int(labels[0])
    while firstFree < nodes.count, nodes[firstFree].label != 0 { firstFree += 1 }
    var slot = max(firstFree, first + 1, searchStart[labels.count] ?? 0)
    while true {
      let base = slot - first
      grow(to: base + 1)
      if !isBaseTaken[base], labels.allSatisfy({ isFree(base + Int($0)) }) { break }
      slot += 1
    }
    searchStart[labels.count] = slot
    return slot - first
  }

  private func isFree(_ slot: Int) -> Bool { slot >= nodes.count || nodes[slot].label == 0 }

  private mutating func grow(to count: Int) {
    guard count > nodes.count else { return }
    nodes.append(contentsOf: repeatElement(TrieNode(), count: count - nodes.count))
    isBaseTaken.append(contentsOf: repeatElement(false, count: count - isBaseTaken.count))
  }
}
