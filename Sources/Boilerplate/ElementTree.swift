import TextCore

/// What stands under an element, or under all elements of one shape.
struct TextSum: Sendable {
  var scalars: Float = 0
  var prose: Float = 0
  var bytes: Float = 0
  var linked: Float = 0
  var blocks: Float = 0

  var density: Float { prose / max(1, scalars) }
  var linkShare: Float { linked / max(1, bytes) }

  static func += (left: inout TextSum, right: TextSum) {
    left.scalars += right.scalars
    left.prose += right.prose
    left.bytes += right.bytes
    left.linked += right.linked
    left.blocks += right.blocks
  }
}

/// The page's elements with the sums of the text under them.
struct ElementTree: Sendable {
  enum Kind: Sendable { case paragraph, heading, listItem, cell, division, other }

  struct Surroundings: OptionSet, Sendable {
    let rawValue: UInt8
    static let article = Surroundings(rawValue: 1)
    static let list = Surroundings(rawValue: 2)
    static let table = Surroundings(rawValue: 4)
    /// header, footer, nav and aside
    static let frame = Surroundings(rawValue: 8)
    static let figureCaption = Surroundings(rawValue: 16)
  }

  struct Node: Sendable {
    var parent: Int?
    var kind: Kind
    var depth: Int
    var names: FamilyCounts
    var inheritedNames: FamilyCounts
    /// How many words for content one name around it holds at most: `article_content` has two, `contents` one.
    var contentNames: UInt8
    var around: Surroundings
    /// Tags and names of the element and its parent.
    var shape: Int
    var sum = TextSum()
    var insideDominant = false
  }

  private(set) var nodes: [Node] = []
  private(set) var shapeSums: [TextSum] = [TextSum()]
  private(set) var total = TextSum()
  /// Depth and prose share of the smallest element that holds 40 % of the page's prose.
  private(set) var dominantDepth = 0
  private(set) var dominantProse: Float = 0

  init(_ elements: [Element]) {
    nodes.reserveCapacity(elements.count)
    var shapeIndex: [UInt64: Int] = [:]
    // Most elements of a page are called as others before them.
    var known: [UInt64: (names: FamilyCounts, content: UInt8)] = [:]
    var hashes: [UInt64] = []
    hashes.reserveCapacity(elements.count)
    for (index, element) in elements.enumerated() {
      // A parent stands before its children; anything else would be a cycle in the making and counts as a root.
      let parent = element.parent.flatMap { $0 < index ? $0 : nil }
      let hash = StableHash.of(element)
      hashes.append(hash)
      let families: (names: FamilyCounts, content: UInt8)
      if let before = known[hash] {
        families = before
      } else {
        families = Self.families(of: element.names)
        known[hash] = families
      }
      let shapeKey = StableHash.mixed(hash, parent.map { hashes[$0] } ?? 0)
      let shape = shapeIndex[shapeKey] ?? shapeIndex.count + 1
      if shape > shapeIndex.count { shapeIndex[shapeKey] = shape }
      let above = parent.map { nodes[$0] }
      nodes.append(
        Node(
          parent: parent, kind: Self.kind(of: element.tag), depth: (above?.depth ?? -1) + 1,
          names: families.names,
          inheritedNames: families.names &+ (above?.inheritedNames ?? FamilyCounts()).clamped(),
          contentNames: max(families.content, above?.contentNames ?? 0),
          around: (above?.around ?? []).union(Self.surroundings(of: element.tag)), shape: shape))
    }
    shapeSums = [TextSum](repeating: TextSum(), count: shapeIndex.count + 1)
  }

  /// The shape of a block in `element`; 0 is that of plain text.
  func shape(of element: Int?) -> Int {
    guard let element, nodes.indices.contains(element) else { return 0 }
    return nodes[element].shape
  }

  /// Adds up what the blocks hold.
  mutating func gather(_ blocks: [Block], scans: [BlockScan]) {
    for (block, scan) in zip(blocks, scans) {
      let links = BlockFeatures.linkShare(block)
      let sum = TextSum(
        scalars: Float(scan.scalars), prose: scan.isProse && links < 0.5 ? Float(scan.scalars) : 0,
        bytes: Float(block.range.count), linked: links * Float(block.range.count), blocks: 1)
      total += sum
      shapeSums[shape(of: block.element)] += sum
      if let element = block.element, nodes.indices.contains(element) { nodes[element].sum += sum }
    }
    for index in nodes.indices.reversed() {
      if let parent = nodes[index].parent { nodes[parent].sum += nodes[index].sum }
    }
    findDominant()
  }

  private mutating func findDominant() {
    guard total.prose > 0 else { return }
    var dominant: Int?
    for index in nodes.indices where nodes[index].sum.prose >= 0.4 * total.prose {
      // Of two that hold as much, the deeper one, which comes later.
      if dominant.map({ nodes[index].sum.scalars <= nodes[$0].sum.scalars }) ?? true { dominant = index }
    }
    guard let dominant else { return }
    dominantDepth = nodes[dominant].depth
    dominantProse = nodes[dominant].sum.prose / total.prose
    nodes[dominant].insideDominant = true
    for index in nodes.indices.dropFirst(dominant + 1) {
      if let parent = nodes[index].parent, nodes[parent].insideDominant { nodes[index].insideDominant = true }
    }
  }

  /// The families of an element's names, and how many words for content one of the names holds.
  private static func families(of names: String) -> (names: FamilyCounts, content: UInt8) {
    var counts = FamilyCounts()
    if names.isEmpty { return (counts, 0) }
    var content: UInt8 = 0
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: names.utf8.count + 2) { text in
      // A space wherever a word may begin or end.
      text[0] = 0x20
      text[text.count - 1] = 0x20
      for (index, byte) in names.utf8.enumerated() { text[index + 1] = byte &- 0x61 < 26 ? byte : 0x20 }
      let text = UnsafeBufferPointer(text)
      let lane = NameFamily.content.rawValue
      var words: UInt8 = 0
      for (offset, name) in zip(0..., " \(names) ".utf8) {
        if name == 0x20 { words = 0 }
        let before = counts[lane]
        _ = NameFamily.matcher.match(text, at: offset, scalar: UInt32(text[offset]), counts: &counts)
        words += counts[lane] > before ? 1 : 0
        content = max(content, words)
      }
    }
    return (counts.clamped(), min(3, content))
  }

  private static func kind(of tag: String) -> Kind {
    switch tag {
    case "p": .paragraph
    case "h1", "h2", "h3", "h4", "h5", "h6": .heading
    case "li", "dd", "dt": .listItem
    case "td", "th", "tr": .cell
    case "div", "section", "article", "main", "body": .division
    default: .other
    }
  }

  private static func surroundings(of tag: String) -> Surroundings {
    switch tag {
    case "article", "main": .article
    case "ul", "ol", "dl": .list
    case "table": .table
    case "header", "footer", "nav", "aside", "form", "select": .frame
    case "figcaption": .figureCaption
    default: []
    }
  }
}

extension FamilyCounts {
  /// One where a family occurs.
  fileprivate func clamped() -> FamilyCounts {
    replacing(with: 1, where: self .> 0)
  }
}

/// FNV-1a: the same in every process, unlike the standard library's hash.
private enum StableHash {
  /// Of tag and names, digits aside: `item-1` and `item-2` are alike.
  static func of(_ element: Element) -> UInt64 {
    var state: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in element.tag.utf8 { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
    state = (state ^ 0xFF) &* 0x100_0000_01B3
    for byte in element.names.utf8 where byte &- 0x30 >= 10 {
      state = (state ^ UInt64(byte)) &* 0x100_0000_01B3
    }
    return state
  }

  static func mixed(_ own: UInt64, _ parent: UInt64) -> UInt64 {
    (own ^ parent &>> 31) &* 0x9E37_79B9_7F4A_7C15 ^ parent
  }
}
