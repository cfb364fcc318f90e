import Glibc
import TextCore

/// What the models see of a page's visible blocks, made in one pass over the text and a few over the blocks.
///
/// A block has a row of features. Here stands what the rows are made of; they are written some at a time when a model
/// asks (`FeatureRows`), for all rows of a long page would take more memory than the page.
package struct BlockFeatures: Sendable {
  /// Where a row's block stands.
  struct Place: Sendable {
    /// Index in `tree.nodes`; negative outside of all elements.
    var node: Int32
    var bytes: Int32
    /// The share of its bytes that stand inside links.
    var linkShare: Float
    var headingLevel: UInt8
    /// At most 4.
    var blanksBefore: UInt8
  }

  /// Indices in `Document.blocks` of the blocks that have rows: all but metadata and empty ones.
  package private(set) var visible: [Int] = []
  private(set) var scans: [BlockScan] = []
  private(set) var places: [Place] = []
  private(set) var pairs = PagePairs()
  private(set) var tree: ElementTree
  /// How many pairs the page's title and its description have.
  let titleCount: Int
  let descriptionCount: Int
  private(set) var lines: LinePlaces
  /// By row: how much of a block's pairs of characters other prose of the page has.
  private(set) var topics: [Float]
  /// Nil in plain text.
  private(set) var containers: ContainerScores?
  private(set) var anchorPlace = AnchorPlace()

  /// The row of the block that the page's description was made from.
  var anchor: Int? { anchorPlace.row }

  /// O(bytes + blocks + elements).
  package init(_ document: Document) {
    let heads = PageHeads(document)
    titleCount = heads.title.count
    descriptionCount = heads.description.count
    tree = ElementTree(document.elements)
    lines = LinePlaces()
    topics = []
    visible.reserveCapacity(document.blocks.count)
    scans.reserveCapacity(document.blocks.count)
    places.reserveCapacity(document.blocks.count)
    document.text.withUnsafeBufferPointer { text in
      for (index, block) in document.blocks.enumerated() where block.metadata == nil {
        let bytes = text.trimmed(block.range)
        guard !bytes.isEmpty else { continue }
        let row = visible.count
        var scan = pairs.append(text[bytes: block.range])
        scan.titlePairs = Int32(heads.title.overlap(pairs[row]))
        scan.descriptionPairs = Int32(heads.description.overlap(pairs[row]))
        scan.opensReport = Dateline.opens(scan, in: text, range: bytes)
        visible.append(index)
        scans.append(scan)
        places.append(
          Place(
            node: tree.node(of: block.element), bytes: Int32(block.range.count),
            linkShare: Self.linkShare(block), headingLevel: UInt8(block.headingLevel),
            blanksBefore: UInt8(min(4, block.blankLinesBefore))))
      }
    }
    tree.gather(places, scans: scans)
    lines = LinePlaces(scans, titleRow: titleRow())
    topics = topicShares(bytes: document.text.count)
    if !document.elements.isEmpty {
      containers = ContainerScores(tree, places: places, scans: scans)
    }
    anchorPlace = AnchorPlace(anchorRow(), places: places, tree: tree)
  }

  // MARK: Rows

  /// The element of a row's block.
  func node(_ row: Int) -> Int? {
    let node = Int(places[row].node)
    return node < 0 ? nil : node
  }

  /// The container of a row's element: the element itself at the root; nil in plain text.
  func parent(_ row: Int) -> Int? { node(row).map { tree.nodes[$0].parent ?? $0 } }

  /// Which shape a row has: the shape's blocks share their element's tags and names. 0 in plain text.
  func shape(_ row: Int) -> Int { node(row).map { Int(tree.nodes[$0].shape) } ?? 0 }

  /// How much of a row's pairs of characters the title has.
  func titleOverlap(_ row: Int) -> Float { Float(scans[row].titlePairs) / Float(scans[row].scalars) }

  /// How much of the title a row has; nil where there is no title.
  func titleCoverage(_ row: Int) -> Float? {
    titleCount == 0 ? nil : Float(scans[row].titlePairs) / Float(titleCount)
  }

  /// How much of a row is phrases of boilerplate.
  func phraseShare(_ row: Int) -> Float {
    min(1, Float(scans[row].phraseScalars) / Float(scans[row].scalars))
  }

  /// Whether a row reads like a paragraph outside of links and holds hardly a word of the site's own.
  func isPlainProse(_ row: Int) -> Bool {
    let scan = scans[row]
    return scan.isProse && scan.phraseScalars * 8 < scan.scalars && !LineRoles.isStatement(scan)
      && places[row].linkShare < 0.3
  }

  /// Whether a row is a heading of ten scalars or more that is the page's own title: a list's name is shorter.
  func isHeadline(_ row: Int) -> Bool {
    scans[row].scalars >= 10 && (1...2).contains(places[row].headingLevel)
      && (titleCoverage(row) ?? 0) * titleOverlap(row) >= 0.3
  }

  /// The block that has the page's title: the one that covers most of it, a first-level heading before others.
  private func titleRow() -> Int? {
    var best: (score: Float, row: Int)?
    for (row, scan) in scans.enumerated() where scan.scalars <= 120 {
      let score =
        (titleCoverage(row) ?? 0) * titleOverlap(row) + (places[row].headingLevel == 1 ? 0.4 : 0)
      if score > best?.score ?? 0.39 { best = (score, row) }
    }
    return best?.row
  }

  /// How much of each block's pairs of characters other prose of the page has: an article speaks of one thing.
  private func topicShares(bytes: Int) -> [Float] {
    var counts = PairCounts(bytes: bytes)
    for row in visible.indices where scans[row].isProse { counts.insert(pairs[row]) }
    return visible.indices.map { counts.share(of: pairs[$0], above: scans[$0].isProse ? 1 : 0) }
  }

  static func linkShare(_ block: Block) -> Float {
    Float(min(block.linkedBytes, block.range.count)) / Float(max(1, block.range.count))
  }
}
