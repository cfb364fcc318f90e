/// The block that the page's description was cut from: on most news pages the first paragraph. Where it stands, and
/// in which element, tells the article from another that the page carries as well.
struct AnchorPlace: Sendable {
  private(set) var row: Int?
  /// By element: how many levels must be climbed from the anchor's element to come to one around both, at most 12.
  /// Empty where the anchor stands in no element.
  private var climbs: [UInt8] = []

  /// No anchor.
  init() {}

  /// O(elements).
  init(_ row: Int?, places: [BlockFeatures.Place], tree: ElementTree) {
    self.row = row
    guard let row, places[row].node >= 0 else { return }
    let path = tree.path(to: Int(places[row].node))
    // The roots that are not the anchor's share nothing with it.
    climbs = [UInt8](repeating: UInt8(min(12, path.count)), count: tree.nodes.count)
    for (depth, element) in path.enumerated() { climbs[element] = UInt8(min(12, depth)) }
    // The path runs up to the root; any other element is as near as the one around it, which stands before it.
    var onPath = path.count - 1
    for index in tree.nodes.indices {
      if onPath >= 0, path[onPath] == index {
        onPath -= 1
      } else if let parent = tree.nodes[index].parent {
        climbs[index] = climbs[parent]
      }
    }
  }

  func climb(from node: Int) -> UInt8? { climbs.isEmpty ? nil : climbs[node] }
}

extension BlockFeatures {
  /// A block that has at least half of a description's pairs of characters, or is half made of them and reads like a
  /// paragraph; of several the one with most, the first before others.
  func anchorRow() -> Int? {
    guard descriptionCount >= 12 else { return nil }
    var best: (pairs: Int, row: Int)?
    for (row, scan) in scans.enumerated() where scan.scalars >= 16 && scan.stops > 0 {
      guard places[row].headingLevel == 0, places[row].linkShare < 0.5, !isCopy(row) else { continue }
      let shared = Int(scan.descriptionPairs)
      guard 2 * shared >= descriptionCount || scan.isProse && 2 * shared >= Int(scan.scalars) else {
        continue
      }
      if shared > best?.pairs ?? 0 { best = (shared, row) }
    }
    return best?.row
  }

  /// Whether a block stands where pages print their description once more: under a button to share it, beside
  /// comments, among related titles.
  private func isCopy(_ row: Int) -> Bool {
    guard let node = node(row).map({ tree.nodes[$0] }) else { return false }
    return [NameFamily.share, .comments, .related, .footer].contains {
      node.names.contains($0)
        || node.inheritedNames.contains($0) && !node.inheritedNames.contains(.content)
    }
  }
}

extension BlockFeatures {
  /// Whether the elements of two rows have an element in common at most two levels above the first.
  func isNear(_ row: Int, _ other: Int) -> Bool {
    guard let element = node(row), let otherElement = node(other) else { return true }
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
}
