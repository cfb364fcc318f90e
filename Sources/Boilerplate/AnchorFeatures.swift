import Glibc
import TextCore

/// The block that the page's description was cut from: on most news pages the first paragraph. Where it stands, and
/// in which element, tells the article from another that the page carries as well.
extension BlockFeatures {
  mutating func fillAnchor(_ blocks: [Block], description: PairSet) {
    anchor = anchorRow(blocks, description: description)
    let path = anchor.flatMap { blocks[visible[$0]].element }.map { tree.path(to: $0) } ?? []
    let depths = Dictionary(uniqueKeysWithValues: path.enumerated().map { ($0.element, $0.offset) })
    for row in visible.indices {
      let base = row * Feature.count
      func set(_ feature: Feature, _ value: Float) { rows[base + feature.rawValue] = value }
      guard let anchor else {
        set(.anchorDistance, -12)
        set(.anchorClimb, -1)
        set(.anchorShape, -1)
        continue
      }
      let distance = log2f(1 + Float(abs(row - anchor)))
      set(.anchorDistance, row < anchor ? -distance : distance)
      set(.anchorShape, shapes[row] == shapes[anchor] ? 1 : 0)
      guard let element = blocks[visible[row]].element, !path.isEmpty else {
        set(.anchorClimb, -1)
        continue
      }
      set(.anchorClimb, Float(min(12, tree.climb(from: element, to: depths))))
    }
  }

  /// A block that has at least half of a description's pairs of characters, or is half made of them and reads like a
  /// paragraph; of several the one with most, the first before others.
  private func anchorRow(_ blocks: [Block], description: PairSet) -> Int? {
    guard description.count >= 12 else { return nil }
    var best: (pairs: Int, row: Int)?
    for (row, scan) in scans.enumerated() where scan.scalars >= 16 && scan.stops > 0 {
      let block = blocks[visible[row]]
      guard block.headingLevel == 0, Self.linkShare(block) < 0.5, !isCopy(block) else { continue }
      let shared = scan.descriptionPairs
      guard 2 * shared >= description.count || scan.isProse && 2 * shared >= Int(scan.scalars) else {
        continue
      }
      if shared > best?.pairs ?? 0 { best = (shared, row) }
    }
    return best?.row
  }

  /// Whether a block stands where pages print their description once more: under a button to share it, beside
  /// comments, among related titles.
  private func isCopy(_ block: Block) -> Bool {
    guard let element = block.element, tree.nodes.indices.contains(element) else { return false }
    let names = tree.nodes[element].names &+ tree.nodes[element].inheritedNames
    return [NameFamily.share, .comments, .related, .footer].contains { names[$0.rawValue] > 0 }
      && names[NameFamily.content.rawValue] == 0
  }
}

extension BlockFeatures {
  /// Whether the elements of two rows have an element in common at most two levels above the first.
  func isNear(_ row: Int, _ other: Int, in document: Document) -> Bool {
    guard let element = document.blocks[visible[row]].element,
      let otherElement = document.blocks[visible[other]].element
    else { return true }
    let path = tree.path(to: element).prefix(3)
    return tree.path(to: otherElement).contains { path.contains($0) }
  }
}

extension ElementTree {
  /// An element and all around it, itself first.
  func path(to element: Int) -> [Int] {
    var path: [Int] = []
    var next: Int? = element
    while let index = next, nodes.indices.contains(index) {
      path.append(index)
      next = nodes[index].parent
    }
    return path
  }

  /// How many levels of a path, given by element, must be climbed to come to one that is around `element` too.
  func climb(from element: Int, to depths: [Int: Int]) -> Int {
    var next: Int? = element
    while let index = next, nodes.indices.contains(index) {
      if let depth = depths[index] { return depth }
      next = nodes[index].parent
    }
    return depths.count
  }
}
