import TextCore

/// Parts blocks in which a converter to text glued metadata to prose.
///
/// Rules, from what converters do with `<span>date</span><p>`: a labelled or clocked date that runs into a
/// sentence stands apart from it; a source or an editor behind the last sentence mark stands apart as well. A
/// sentence that begins with a date (`2020年3月11日，…`) is prose and stays whole.
enum GluedLines {
  static func split(_ document: inout Document) {
    var parted: [Block]?
    document.text.withUnsafeBufferPointer { text in
      for (index, block) in document.blocks.enumerated() {
        let cuts = block.metadata == nil && block.range.count > 24 ? cuts(in: text, block: block.range) : []
        if cuts.isEmpty {
          parted?.append(block)
        } else {
          if parted == nil { parted = Array(document.blocks[..<index]) }
          parted?.append(contentsOf: pieces(of: block, cuts: cuts))
        }
      }
    }
    if let parted { document.blocks = parted }
  }

  private static func pieces(of block: Block, cuts: [Int]) -> [Block] {
    var edges = [block.range.lowerBound] + cuts
    edges.append(block.range.upperBound)
    return zip(edges, edges.dropFirst()).enumerated().map { index, edge in
      var piece = block
      piece.range = edge.0..<edge.1
      if index > 0 { piece.blankLinesBefore = 0 }
      piece.linkedBytes = block.linkedBytes * piece.range.count / max(1, block.range.count)
      return piece
    }
  }

  private static func cuts(in text: UnsafeBufferPointer<UInt8>, block: Range<Int>) -> [Int] {
    [head(in: text, block: block), tail(in: text, block: block)].compactMap { $0 }
  }

  /// Where the prose begins behind a date at the block's beginning.
  private static func head(in text: UnsafeBufferPointer<UInt8>, block: Range<Int>) -> Int? {
    let begin = block.lowerBound..<text.boundary(atOrAfter: block.lowerBound + 72, limit: block.upperBound)
    let window = text[bytes: begin]
    guard window.contains(where: { $0 &- 0x30 < 10 }), let (time, date) = PublicationTime.find(in: window)
    else {
      return nil
    }
    let before = begin.lowerBound..<begin.lowerBound + date.lowerBound
    let fields = LabelledField.all(in: text, range: before)
    let labelled = fields.last?.role == .date && LabelledField.fills(fields, of: text, range: before)
    let bare = text.trimmed(before).isEmpty && time.clock != nil
    guard labelled || bare else { return nil }
    let prose = begin.lowerBound + date.upperBound..<block.upperBound
    // What follows must itself be a sentence, not a source or a list of fields.
    guard startsWithHanzi(text, prose), isSentence(text, prose) else { return nil }
    return text.trimmed(prose).lowerBound
  }

  /// Where a source or an editor begins behind the block's last sentence.
  private static func tail(in text: UnsafeBufferPointer<UInt8>, block: Range<Int>) -> Int? {
    var mark = text.trimmed(block).upperBound
    let limit = max(block.lowerBound, mark - 96)
    while mark > limit {
      let (scalar, width) = UTF8Cursor.scalar(text, before: mark)
      if scalar == 0x3002 || scalar == 0xFF01 || scalar == 0xFF1F || scalar == 0x201D { break }
      mark -= width
    }
    guard mark > limit, mark < block.upperBound else { return nil }
    let fields = LabelledField.all(in: text, range: mark..<block.upperBound)
    guard let first = fields.first, first.role == .editor || first.role == .source,
      LabelledField.fills(fields, of: text, range: mark..<block.upperBound)
    else { return nil }
    let cut = text.trimmed(mark..<block.upperBound).lowerBound
    return cut > block.lowerBound && cut < block.upperBound ? cut : nil
  }

  private static func startsWithHanzi(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    let start = text.trimmed(range).lowerBound
    return start < range.upperBound && ScalarClass.isHanzi(UTF8Cursor.scalar(text, at: start).value)
  }

  /// Twenty scalars or more that end in a sentence mark, and no label at the front.
  private static func isSentence(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    let range = text.trimmed(range)
    guard text.scalarCount(range) >= 20,
      BlockFeatures.endsSentence(UTF8Cursor.scalar(text, before: range.upperBound).value)
    else { return false }
    let front = range.lowerBound..<text.boundary(atOrAfter: range.lowerBound + 24, limit: range.upperBound)
    return LabelledField.all(in: text, range: front).first?.range.lowerBound != range.lowerBound
  }
}
