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
    private let parentIndex: Int32
    var kind: Kind
    private let depthNumber: Int32
    var names: NameSet
    /// Those of the element and of all around it.
    var inheritedNames: NameSet
    /// How many words for content one name around it holds at most: `article_content` has two, `contents` one.
    var contentNames: UInt8
    var around: Surroundings
    /// Tags and names of the element and its parent.
    var shape: Int32
    var sum = TextSum()
    var insideDominant = false

    var parent: Int? { parentIndex < 0 ? nil : Int(parentIndex) }
    var depth: Int { Int(depthNumber) }

    fileprivate init(_ call: Call, parent: Int?, above: Node?, shape: Int) {
      parentIndex = parent.map { Int32($0) } ?? -1
      kind = call.kind
      depthNumber = (above?.depthNumber ?? -1) + 1
      names = call.names.families
      inheritedNames = names.union(above?.inheritedNames ?? NameSet())
      contentNames = max(call.names.content, above?.contentNames ?? 0)
      around = (above?.around ?? []).union(call.surroundings)
      self.shape = Int32(shape)
    }
  }

  /// What an element's tag and names say.
  fileprivate struct Call {
    var kind: Kind
    var surroundings: Surroundings
    var names: NameCounts

    init(_ element: Element) {
      kind = ElementTree.kind(of: element.tag)
      surroundings = ElementTree.surroundings(of: element.tag)
      names = NameCounts(element.names)
    }
  }

  private(set) var nodes: [Node] = []
  private(set) var shapeSums: [TextSum] = [TextSum()]
  private(set) var total = TextSum()
  /// Depth and prose share of the smallest element that holds 40 % of the page's prose.
  private(set) var dominantDepth = 0
  private(set) var dominantProse: Float = 0

  init(_ elements: [Element]) {
    nodes.reserveCapacity(elements.count)
    var shapes = KeyNumbers()
    // Most elements of a page are called as others before them.
    var callNumbers = KeyNumbers()
    var calls: [Call] = []
    var hashes: [UInt64] = []
    hashes.reserveCapacity(elements.count)
    for (index, element) in elements.enumerated() {
      // A parent stands before its children; anything else would be a cycle in the making and counts as a root.
      let parent = element.parent.flatMap { $0 < index ? $0 : nil }
      let hash = StableHash.of(element)
      hashes.append(hash)
      let call = callNumbers.insert(hash)
      if call == calls.count { calls.append(Call(element)) }
      let shape = shapes.insert(StableHash.mixed(hash, parent.map { hashes[$0] } ?? 0)) + 1
      nodes.append(Node(calls[call], parent: parent, above: parent.map { nodes[$0] }, shape: shape))
    }
    shapeSums = [TextSum](repeating: TextSum(), count: shapes.count + 1)
  }

  /// The node of an element as blocks name it; negative where there is none.
  func node(of element: Int?) -> Int32 {
    guard let element, nodes.indices.contains(element) else { return -1 }
    return Int32(element)
  }

  /// Adds up what the rows hold.
  mutating func gather(_ places: [BlockFeatures.Place], scans: [BlockScan]) {
    for (place, scan) in zip(places, scans) {
      let sum = TextSum(
        scalars: Float(scan.scalars), prose: scan.isProse && place.linkShare < 0.5 ? Float(scan.scalars) : 0,
        bytes: Float(place.bytes), linked: place.linkShare * Float(place.bytes), blocks: 1)
      total += sum
      guard place.node >= 0 else {
        shapeSums[0] += sum
        continue
      }
      shapeSums[Int(nodes[Int(place.node)].shape)] += sum
      nodes[Int(place.node)].sum += sum
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

  fileprivate static func kind(of tag: String) -> Kind {
    switch tag {
    case "p": .paragraph
    case "h1", "h2", "h3", "h4", "h5", "h6": .heading
    case "li", "dd", "dt": .listItem
    case "td", "th", "tr": .cell
    case "div", "section", "article", "main", "body": .division
    default: .other
    }
  }

  fileprivate static func surroundings(of tag: String) -> Surroundings {
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
