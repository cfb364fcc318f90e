import Glibc
import TextCore

/// What the first model sees of a block; a row holds them in this order, then the phrase families, then the name
/// families of the elements around it.
enum Feature: Int, CaseIterable {
  case length, hanziShare, digitShare, latinShare, spaceShare, commas, commaDensity, stops, endsWithStop
  case endsWithColon, quoteShare, separatorShare, functionShare, linkShare, headingLevel, hasDate, hasTime
  case bracketed, bulleted, phraseShare
  case isHTML, position, textPosition, blockCount, blanksBefore, blanksAfter, titleOverlap, titleCoverage
  case descriptionOverlap, pageProse, proseBefore, proseAfter, copies
  case lengthBefore, lengthBeforeThat, lengthAfter, lengthAfterThat, stopsBefore, stopsAfter, linksBefore,
    linksAfter
  case proseNear, proseAround, shortRun, alikeAround
  case isParagraph, isListItem, isTableCell, isInline, depth
  case ownProse, ownDensity, parentProse, parentDensity, grandparentProse, grandparentDensity
  case ownLinks, parentLinks, grandparentLinks, parentBlocks
  case insideDominant, dominantDistance, dominantProse
  case shapeProse, shapeDensity, shapeCount, shapeLinks, shapeLength
  case insideArticle, insideList, insideTable, insideFrame
  case topicOverlap, descriptionCoverage, titleDistance
  case anchorDistance, anchorClimb, anchorShape
  case containerShare, containerShareAround, insideContainer, containerLead, contentNames
  case dateline, datelineDistance

  static let families = allCases.count
  static let names = families + PhraseFamily.allCases.count
  static let count = names + NameFamily.allCases.count
}

/// The rows of features of a page's visible blocks, made in one pass over the text and a few over the blocks.
package struct BlockFeatures: Sendable {
  /// Indices in `Document.blocks` of the blocks that have rows: all but metadata and empty ones.
  package private(set) var visible: [Int] = []
  private(set) var scans: [BlockScan] = []
  /// By row.
  private(set) var pairs = PagePairs()
  /// `visible.count` rows of `Feature.count`.
  package internal(set) var rows: [Float] = []
  /// By visible block: which shape it has, and the shape's blocks share their element's tags and names.
  private(set) var shapes: [Int] = []
  private(set) var tree: ElementTree
  /// Nil in plain text.
  private(set) var containers: ContainerScores?
  /// The row of the block that the page's description was made from.
  var anchor: Int?

  /// O(bytes + blocks + elements).
  package init(_ document: Document) {
    let blocks = document.blocks
    let heads = PageHeads(document)
    tree = ElementTree(document.elements)
    document.text.withUnsafeBufferPointer { text in
      for (index, block) in blocks.enumerated() where block.metadata == nil {
        let bytes = text.trimmed(block.range)
        guard !bytes.isEmpty else { continue }
        let row = visible.count
        var scan = pairs.append(text[bytes: block.range])
        scan.titlePairs = heads.title.overlap(pairs[row])
        scan.descriptionPairs = heads.description.overlap(pairs[row])
        scan.opensReport = Dateline.opens(scan, in: text, range: bytes)
        visible.append(index)
        scans.append(scan)
      }
    }
    tree.gather(visible.map { blocks[$0] }, scans: scans)
    shapes = visible.map { tree.shape(of: blocks[$0].element) }
    rows = [Float](repeating: 0, count: visible.count * Feature.count)
    fillText(blocks, heads: heads)
    fillPlace(blocks)
    fillTopic(bytes: document.text.count)
    if let title = titleRow(blocks, heads: heads) {
      for row in title..<visible.count {
        rows[row * Feature.count + Feature.titleDistance.rawValue] = log2f(1 + Float(row - title))
      }
    }
    fillDatelines()
    if !document.elements.isEmpty { fillTree(blocks) }
    fillAnchor(blocks, description: heads.description)
  }

  private mutating func fillText(_ blocks: [Block], heads: PageHeads) {
    for (row, scan) in scans.enumerated() {
      let block = blocks[visible[row]]
      let scalars = Float(scan.scalars)
      let base = row * Feature.count
      func set(_ feature: Feature, _ value: Float) { rows[base + feature.rawValue] = value }
      set(.length, log2f(scalars))
      set(.hanziShare, Float(scan.hanzi) / scalars)
      set(.digitShare, Float(scan.digits) / scalars)
      set(.latinShare, Float(scan.latin) / scalars)
      set(.spaceShare, Float(scan.spaces) / (scalars + Float(scan.spaces)))
      set(.commas, log2f(1 + Float(scan.commas)))
      set(.commaDensity, Float(scan.commas) / scalars)
      set(.stops, log2f(1 + Float(scan.stops)))
      set(.endsWithStop, Self.endsSentence(scan.last) ? 1 : 0)
      set(.endsWithColon, scan.last == 0x3A || scan.last == 0xFF1A ? 1 : 0)
      set(.quoteShare, Float(scan.quotes) / scalars)
      set(.separatorShare, Float(scan.separators) / scalars)
      set(.functionShare, Float(scan.functionWords) / scalars)
      set(.linkShare, Self.linkShare(block))
      set(.headingLevel, Float(block.headingLevel))
      set(.hasDate, scan.hasDate ? 1 : 0)
      set(.hasTime, scan.hasTime ? 1 : 0)
      set(.bracketed, Self.isBracket(scan.first) && Self.isBracket(scan.last) ? 1 : 0)
      set(.bulleted, Self.isBullet(scan.first) ? 1 : 0)
      set(.phraseShare, min(1, Float(scan.phraseScalars) / scalars))
      set(.titleOverlap, Float(scan.titlePairs) / scalars)
      set(.titleCoverage, heads.title.count == 0 ? -1 : Float(scan.titlePairs) / Float(heads.title.count))
      set(.titleDistance, -1)
      set(
        .descriptionCoverage,
        heads.description.count == 0 ? -1 : Float(scan.descriptionPairs) / Float(heads.description.count))
      set(.descriptionOverlap, heads.description.count == 0 ? -1 : Float(scan.descriptionPairs) / scalars)
      for family in PhraseFamily.allCases {
        rows[base + Feature.families + family.rawValue] = Float(min(4, scan.families[family.rawValue]))
      }
    }
  }

  /// How much of a block's pairs of characters other prose of the page has: an article speaks of one thing.
  private mutating func fillTopic(bytes: Int) {
    var counts = PairCounts(bytes: bytes)
    for row in visible.indices where scans[row].isProse { counts.insert(pairs[row]) }
    for row in visible.indices {
      rows[row * Feature.count + Feature.topicOverlap.rawValue] =
        counts.share(of: pairs[row], above: scans[row].isProse ? 1 : 0)
    }
  }

  /// The block that has the page's title: the one that covers most of it, a first-level heading before others.
  private func titleRow(_ blocks: [Block], heads: PageHeads) -> Int? {
    var best: (score: Float, row: Int)?
    for (row, scan) in scans.enumerated() where scan.scalars <= 120 {
      let coverage = heads.title.count == 0 ? 0 : Float(scan.titlePairs) / Float(heads.title.count)
      let overlap = Float(scan.titlePairs) / Float(scan.scalars)
      let score = coverage * overlap + (blocks[visible[row]].headingLevel == 1 ? 0.4 : 0)
      if score > best?.score ?? 0.39 { best = (score, row) }
    }
    return best?.row
  }

  /// How far behind the last dateline a block stands; -1 before the first.
  private mutating func fillDatelines() {
    var last: Int?
    for row in visible.indices {
      if scans[row].opensReport { last = row }
      let base = row * Feature.count
      rows[base + Feature.dateline.rawValue] = last == row ? 1 : 0
      rows[base + Feature.datelineDistance.rawValue] = last.map { log2f(1 + Float(row - $0)) } ?? -1
    }
  }

  private mutating func fillPlace(_ blocks: [Block]) {
    let count = visible.count
    let prose = Prefix(scans.map { $0.isProse ? Float($0.scalars) : 0 })
    let length = Prefix(scans.map { Float($0.scalars) })
    var copies: [UInt64: Int] = [:]
    for scan in scans { copies[scan.hash, default: 0] += 1 }
    let runs = shortRuns()
    let lengths = scans.map { log2f(Float($0.scalars)) }
    for row in 0..<count {
      let base = row * Feature.count
      func set(_ feature: Feature, _ value: Float) { rows[base + feature.rawValue] = value }
      func scalars(_ other: Int) -> Float {
        lengths.indices.contains(other) ? lengths[other] : -1
      }
      func stops(_ other: Int) -> Float {
        scans.indices.contains(other) ? log2f(1 + Float(scans[other].stops)) : -1
      }
      func links(_ other: Int) -> Float {
        scans.indices.contains(other) ? Self.linkShare(blocks[visible[other]]) : -1
      }
      set(.position, Float(row) / Float(count))
      set(.textPosition, length[0..<row] / max(1, length.total))
      set(.blockCount, log2f(Float(count)))
      set(.blanksBefore, Float(min(4, blocks[visible[row]].blankLinesBefore)))
      set(.blanksAfter, row + 1 < count ? Float(min(4, blocks[visible[row + 1]].blankLinesBefore)) : 0)
      set(.pageProse, log2f(1 + prose.total))
      set(.proseBefore, prose[0..<row] / max(1, prose.total))
      set(.proseAfter, prose[row + 1..<count] / max(1, prose.total))
      set(.copies, Float(min(8, copies[scans[row].hash] ?? 1)))
      set(.lengthBefore, scalars(row - 1))
      set(.lengthBeforeThat, scalars(row - 2))
      set(.lengthAfter, scalars(row + 1))
      set(.lengthAfterThat, scalars(row + 2))
      set(.stopsBefore, stops(row - 1))
      set(.stopsAfter, stops(row + 1))
      set(.linksBefore, links(row - 1))
      set(.linksAfter, links(row + 1))
      let near = max(0, row - 3)..<min(count, row + 4)
      let around = max(0, row - 10)..<min(count, row + 11)
      set(.proseNear, prose[near] / max(1, length[near]))
      set(.proseAround, prose[around] / max(1, length[around]))
      set(.shortRun, log2f(1 + Float(runs[row])))
      let own = lengths[row]
      let alike = (max(0, row - 4)..<min(count, row + 5)).count { abs(lengths[$0] - own) < 0.4 }
      set(.alikeAround, Float(alike))
    }
  }

  /// For each block without a sentence mark, how many such blocks stand in a row there; 0 for the others.
  private func shortRuns() -> [Int] {
    var runs = [Int](repeating: 0, count: scans.count)
    var start = 0
    for row in 0...scans.count where row == scans.count || scans[row].stops > 0 {
      for inside in start..<row { runs[inside] = row - start }
      start = row + 1
    }
    return runs
  }

  private mutating func fillTree(_ blocks: [Block]) {
    let prose = max(1, tree.total.prose)
    let containers = ContainerScores(tree, blocks: visible.map { blocks[$0] }, scans: scans)
    self.containers = containers
    for row in visible.indices {
      let base = row * Feature.count
      func set(_ feature: Feature, _ value: Float) { rows[base + feature.rawValue] = value }
      set(.isHTML, 1)
      guard let element = blocks[visible[row]].element, tree.nodes.indices.contains(element) else { continue }
      let own = tree.nodes[element]
      let parent = own.parent.map { tree.nodes[$0] } ?? own
      let grandparent = parent.parent.map { tree.nodes[$0] } ?? parent
      set(.isParagraph, own.kind == .paragraph ? 1 : 0)
      set(.isListItem, own.kind == .listItem ? 1 : 0)
      set(.isTableCell, own.kind == .cell ? 1 : 0)
      set(.isInline, own.kind == .other ? 1 : 0)
      set(.depth, Float(min(40, own.depth)))
      set(.ownProse, own.sum.prose / prose)
      set(.ownDensity, own.sum.density)
      set(.parentProse, parent.sum.prose / prose)
      set(.parentDensity, parent.sum.density)
      set(.grandparentProse, grandparent.sum.prose / prose)
      set(.grandparentDensity, grandparent.sum.density)
      set(.ownLinks, own.sum.linkShare)
      set(.parentLinks, parent.sum.linkShare)
      set(.grandparentLinks, grandparent.sum.linkShare)
      set(.parentBlocks, log2f(1 + parent.sum.blocks))
      set(.insideDominant, own.insideDominant ? 1 : 0)
      set(.dominantDistance, own.insideDominant ? Float(min(12, own.depth - tree.dominantDepth)) : -1)
      set(.dominantProse, tree.dominantProse)
      let shape = tree.shapeSums[shapes[row]]
      set(.shapeProse, shape.prose / prose)
      set(.shapeDensity, shape.density)
      set(.shapeCount, log2f(1 + shape.blocks))
      set(.shapeLinks, shape.linkShare)
      set(.shapeLength, log2f(1 + shape.scalars / max(1, shape.blocks)))
      set(.insideArticle, own.around.contains(.article) ? 1 : 0)
      set(.insideList, own.around.contains(.list) ? 1 : 0)
      set(.insideTable, own.around.contains(.table) ? 1 : 0)
      set(.insideFrame, own.around.contains(.frame) ? 1 : 0)
      let container = own.kind == .division && own.sum.blocks > 1 ? element : own.parent ?? element
      set(.containerShare, containers.shares[container])
      set(.containerShareAround, tree.nodes[container].parent.map { containers.shares[$0] } ?? 0)
      set(.insideContainer, containers.isInside[element] ? 1 : 0)
      set(.containerLead, containers.lead)
      set(.contentNames, Float(own.contentNames))
      for family in NameFamily.allCases {
        let lane = family.rawValue
        let near = own.names[lane] > 0 || parent.names[lane] > 0
        rows[base + Feature.names + lane] = near ? 2 : own.inheritedNames[lane] > 0 ? 1 : 0
      }
    }
  }

  /// Columns of a row.
  package static let columns = Feature.count

  /// The log odds a forest gives to each row.
  package func scores(_ forest: ObliviousForest) -> [Float] {
    forest.scores(rows, columns: Feature.count)
  }

  /// The container of each row's element; nil in plain text.
  package func parents(in document: Document) -> [Int?] {
    visible.map { row in
      document.blocks[row].element.flatMap {
        tree.nodes.indices.contains($0) ? tree.nodes[$0].parent ?? $0 : nil
      }
    }
  }

  static func linkShare(_ block: Block) -> Float {
    Float(min(block.linkedBytes, block.range.count)) / Float(max(1, block.range.count))
  }

  /// 。！？…」”） and their ASCII forms, as sentences and quotations end.
  static func endsSentence(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x3002, 0xFF01, 0xFF1F, 0x2026, 0x300D, 0x300F, 0x201D, 0x21, 0x3F, 0xFF09, 0x29, 0xFF1B, 0x2E: true
    default: false
    }
  }

  private static func isBracket(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x28, 0x29, 0xFF08, 0xFF09, 0x3010, 0x3011, 0x5B, 0x5D, 0x3014, 0x3015: true
    default: false
    }
  }

  private static func isBullet(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x2D, 0x2A, 0x2022, 0x00B7, 0x25A0...0x25FF, 0x203B, 0x3E, 0xBB, 0x23: true
    default: false
    }
  }
}

/// Sums over ranges of a row of numbers in constant time.
struct Prefix: Sendable {
  private var sums: [Double] = [0]
  var total: Float { Float(sums[sums.count - 1]) }

  init(_ values: [Float]) {
    sums.reserveCapacity(values.count + 1)
    var sum = 0.0
    for value in values {
      sum += Double(value)
      sums.append(sum)
    }
  }

  subscript(range: Range<Int>) -> Float { Float(sums[range.upperBound] - sums[range.lowerBound]) }
}

/// What the page's metadata says its article is about.
struct PageHeads: Sendable {
  private(set) var title = PairSet()
  private(set) var description = PairSet()

  init(_ document: Document) {
    document.text.withUnsafeBufferPointer { text in
      for block in document.blocks {
        switch block.metadata {
        case "title", "og:title", "headline": title.insert(PairHash.all(in: text[bytes: block.range])[...])
        case "description", "og:description":
          description.insert(PairHash.all(in: text[bytes: block.range])[...])
        default: break
        }
      }
    }
  }
}
