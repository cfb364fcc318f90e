import Glibc

/// A row of features that is being written.
struct FeatureRow {
  let cells: UnsafeMutablePointer<Float>

  subscript(feature: Feature) -> Float {
    get { cells[feature.rawValue] }
    nonmutating set { cells[feature.rawValue] = newValue }
  }

  subscript(family: PhraseFamily) -> Float {
    get { cells[Feature.families + family.rawValue] }
    nonmutating set { cells[Feature.families + family.rawValue] = newValue }
  }

  subscript(family: NameFamily) -> Float {
    get { cells[Feature.names + family.rawValue] }
    nonmutating set { cells[Feature.names + family.rawValue] = newValue }
  }
}

extension BlockFeatures {
  /// Columns of a row of the first model.
  package static let columns = Feature.count

  /// All rows, one after the other: what the first model learns from.
  package var rows: [Float] {
    let count = visible.count * Feature.count
    return [Float](unsafeUninitializedCapacity: count) { cells, initialized in
      if let cells = cells.baseAddress { write(visible.indices, to: cells, columns: Feature.count) }
      initialized = count
    }
  }

  /// Writes rows; each takes the first cells of `columns`.
  func write(_ range: Range<Int>, to cells: UnsafeMutablePointer<Float>, columns: Int) {
    cells.initialize(repeating: 0, count: range.count * columns)
    for row in range {
      let cells = FeatureRow(cells: cells + (row - range.lowerBound) * columns)
      writeText(row, to: cells)
      writePlace(row, to: cells)
      if !tree.nodes.isEmpty { writeTree(row, to: cells) }
      writeAnchor(row, to: cells)
    }
  }

  // MARK: Text

  private func writeText(_ row: Int, to cells: FeatureRow) {
    let scan = scans[row]
    let scalars = Float(scan.scalars)
    cells[.length] = lines.logLengths[row]
    cells[.hanziShare] = Float(scan.hanzi) / scalars
    cells[.digitShare] = Float(scan.digits) / scalars
    cells[.latinShare] = Float(scan.latin) / scalars
    cells[.spaceShare] = Float(scan.spaces) / (scalars + Float(scan.spaces))
    cells[.commas] = log2f(1 + Float(scan.commas))
    cells[.commaDensity] = Float(scan.commas) / scalars
    cells[.stops] = log2f(1 + Float(scan.stops))
    cells[.endsWithStop] = Mark.endsSentence(scan.last) ? 1 : 0
    cells[.endsWithColon] = scan.last == 0x3A || scan.last == 0xFF1A ? 1 : 0
    cells[.quoteShare] = Float(scan.quotes) / scalars
    cells[.separatorShare] = Float(scan.separators) / scalars
    cells[.functionShare] = Float(scan.functionWords) / scalars
    cells[.linkShare] = places[row].linkShare
    cells[.headingLevel] = Float(places[row].headingLevel)
    cells[.hasDate] = scan.hasDate ? 1 : 0
    cells[.hasTime] = scan.hasTime ? 1 : 0
    cells[.bracketed] = Mark.isBracket(scan.first) && Mark.isBracket(scan.last) ? 1 : 0
    cells[.bulleted] = Mark.isBullet(scan.first) ? 1 : 0
    cells[.phraseShare] = phraseShare(row)
    cells[.titleOverlap] = titleOverlap(row)
    cells[.titleCoverage] = titleCoverage(row) ?? -1
    let described = Float(scan.descriptionPairs)
    cells[.descriptionCoverage] = descriptionCount == 0 ? -1 : described / Float(descriptionCount)
    cells[.descriptionOverlap] = descriptionCount == 0 ? -1 : described / scalars
    cells[.topicOverlap] = topics[row]
    for family in PhraseFamily.allCases { cells[family] = Float(min(4, scan.families[family.rawValue])) }
  }

  // MARK: Place

  private func writePlace(_ row: Int, to cells: FeatureRow) {
    let count = visible.count
    func length(_ other: Int) -> Float { scans.indices.contains(other) ? lines.logLengths[other] : -1 }
    func stops(_ other: Int) -> Float {
      scans.indices.contains(other) ? log2f(1 + Float(scans[other].stops)) : -1
    }
    func links(_ other: Int) -> Float { scans.indices.contains(other) ? places[other].linkShare : -1 }
    let prose = lines.prose
    cells[.position] = Float(row) / Float(count)
    cells[.textPosition] = lines.length[0..<row] / max(1, lines.length.total)
    cells[.blockCount] = log2f(Float(count))
    cells[.blanksBefore] = Float(places[row].blanksBefore)
    cells[.blanksAfter] = row + 1 < count ? Float(places[row + 1].blanksBefore) : 0
    cells[.pageProse] = log2f(1 + prose.total)
    cells[.proseBefore] = prose[0..<row] / max(1, prose.total)
    cells[.proseAfter] = prose[row + 1..<count] / max(1, prose.total)
    cells[.copies] = Float(lines.copies[row])
    cells[.lengthBefore] = length(row - 1)
    cells[.lengthBeforeThat] = length(row - 2)
    cells[.lengthAfter] = length(row + 1)
    cells[.lengthAfterThat] = length(row + 2)
    cells[.stopsBefore] = stops(row - 1)
    cells[.stopsAfter] = stops(row + 1)
    cells[.linksBefore] = links(row - 1)
    cells[.linksAfter] = links(row + 1)
    let near = max(0, row - 3)..<min(count, row + 4)
    let around = max(0, row - 10)..<min(count, row + 11)
    cells[.proseNear] = prose[near] / max(1, lines.length[near])
    cells[.proseAround] = prose[around] / max(1, lines.length[around])
    cells[.shortRun] = log2f(1 + Float(lines.shortRuns[row]))
    let own = lines.logLengths[row]
    var alike = 0
    for other in max(0, row - 4)..<min(count, row + 5) where abs(lines.logLengths[other] - own) < 0.4 {
      alike += 1
    }
    cells[.alikeAround] = Float(alike)
    cells[.titleDistance] = lines.title.map { row < $0 ? -1 : log2f(1 + Float(row - $0)) } ?? -1
    let dateline = Int(lines.datelines[row])
    cells[.dateline] = dateline == row ? 1 : 0
    cells[.datelineDistance] = dateline < 0 ? -1 : log2f(1 + Float(row - dateline))
  }

  // MARK: Elements

  private func writeTree(_ row: Int, to cells: FeatureRow) {
    cells[.isHTML] = 1
    guard let containers, let element = node(row) else { return }
    let page = max(1, tree.total.prose)
    tree.nodes.withUnsafeBufferPointer { nodes in
      let own = nodes[element]
      let parentIndex = own.parent ?? element
      let parent = nodes[parentIndex]
      let grandparent = nodes[parent.parent ?? parentIndex]
      cells[.isParagraph] = own.kind == .paragraph ? 1 : 0
      cells[.isListItem] = own.kind == .listItem ? 1 : 0
      cells[.isTableCell] = own.kind == .cell ? 1 : 0
      cells[.isInline] = own.kind == .other ? 1 : 0
      cells[.depth] = Float(min(40, own.depth))
      cells[.ownProse] = own.sum.prose / page
      cells[.ownDensity] = own.sum.density
      cells[.parentProse] = parent.sum.prose / page
      cells[.parentDensity] = parent.sum.density
      cells[.grandparentProse] = grandparent.sum.prose / page
      cells[.grandparentDensity] = grandparent.sum.density
      cells[.ownLinks] = own.sum.linkShare
      cells[.parentLinks] = parent.sum.linkShare
      cells[.grandparentLinks] = grandparent.sum.linkShare
      cells[.parentBlocks] = log2f(1 + parent.sum.blocks)
      cells[.insideDominant] = own.insideDominant ? 1 : 0
      cells[.dominantDistance] = own.insideDominant ? Float(min(12, own.depth - tree.dominantDepth)) : -1
      cells[.dominantProse] = tree.dominantProse
      let shape = tree.shapeSums[Int(own.shape)]
      cells[.shapeProse] = shape.prose / page
      cells[.shapeDensity] = shape.density
      cells[.shapeCount] = log2f(1 + shape.blocks)
      cells[.shapeLinks] = shape.linkShare
      cells[.shapeLength] = log2f(1 + shape.scalars / max(1, shape.blocks))
      cells[.insideArticle] = own.around.contains(.article) ? 1 : 0
      cells[.insideList] = own.around.contains(.list) ? 1 : 0
      cells[.insideTable] = own.around.contains(.table) ? 1 : 0
      cells[.insideFrame] = own.around.contains(.frame) ? 1 : 0
      let container = own.kind == .division && own.sum.blocks > 1 ? element : parentIndex
      cells[.containerShare] = containers.shares[container]
      cells[.containerShareAround] = nodes[container].parent.map { containers.shares[$0] } ?? 0
      cells[.insideContainer] = containers.isInside[element] ? 1 : 0
      cells[.containerLead] = containers.lead
      cells[.contentNames] = Float(own.contentNames)
      let near = own.names.union(parent.names)
      for family in NameFamily.allCases {
        cells[family] = near.contains(family) ? 2 : own.inheritedNames.contains(family) ? 1 : 0
      }
    }
  }

  // MARK: Anchor

  private func writeAnchor(_ row: Int, to cells: FeatureRow) {
    guard let anchor else {
      cells[.anchorDistance] = -12
      cells[.anchorClimb] = -1
      cells[.anchorShape] = -1
      return
    }
    let distance = log2f(1 + Float(abs(row - anchor)))
    cells[.anchorDistance] = row < anchor ? -distance : distance
    cells[.anchorShape] = shape(row) == shape(anchor) ? 1 : 0
    cells[.anchorClimb] = node(row).flatMap { anchorPlace.climb(from: $0) }.map(Float.init) ?? -1
  }
}
