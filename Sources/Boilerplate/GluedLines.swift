import TextCore

/// Parts blocks in which a converter to text glued metadata to prose.
///
/// Rules, from what converters do with `<span>date</span><p>`: a labelled or clocked date that runs into a
/// sentence stands apart from it; a source, an editor or a run of titles behind the last sentence mark stands apart
/// as well. A
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
    [head(in: text, block: block), tail(in: text, block: block) ?? titles(in: text, block: block)]
      .compactMap { $0 }
  }

  private static let announcements: [StaticString] = [
    "相关阅读", "相关新闻", "相关报道", "相关链接", "相关推荐", "推荐阅读", "延伸阅读", "更多新闻", "猜你喜欢", "延伸閱讀", "相關新聞", "相關閱讀", "推薦閱讀",
    "看更多", "更多新聞",
  ]

  /// Where a run of titles begins behind the block's last sentence: four or more pieces of 6 to 40 scalars, set apart
  /// by single spaces, of which none ends as a sentence; or whatever follows the words that announce such a run.
  private static func titles(in text: UnsafeBufferPointer<UInt8>, block: Range<Int>) -> Int? {
    guard block.count >= 120 else { return nil }
    let whole = text.trimmed(block)
    var mark = whole.upperBound
    while mark > whole.lowerBound {
      let (scalar, width) = UTF8Cursor.scalar(text, before: mark)
      if scalar == 0x3002 { break }
      mark -= width
    }
    guard mark > whole.lowerBound, mark < whole.upperBound, text.scalarCount(whole.lowerBound..<mark) >= 20
    else {
      return nil
    }
    let rest = text.trimmed(mark..<whole.upperBound)
    if announcements.contains(where: { text.has($0, at: rest.lowerBound) }), text.scalarCount(rest) >= 12 {
      return rest.lowerBound
    }
    // A closing quotation mark or bracket still belongs to the sentence.
    guard ScalarClass.isHanzi(UTF8Cursor.scalar(text, at: rest.lowerBound).value) else { return nil }
    var pieces = 0
    var start = rest.lowerBound
    for offset in rest where text[offset] == 0x20 || offset == rest.upperBound - 1 {
      let end = text[offset] == 0x20 ? offset : rest.upperBound
      guard (6...40).contains(text.scalarCount(start..<end)) else { return nil }
      pieces += 1
      start = offset + 1
    }
    return pieces >= 4 ? rest.lowerBound : nil
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
      Mark.endsSentence(UTF8Cursor.scalar(text, before: range.upperBound).value)
    else { return false }
    let front = range.lowerBound..<text.boundary(atOrAfter: range.lowerBound + 24, limit: range.upperBound)
    return LabelledField.all(in: text, range: front).first?.range.lowerBound != range.lowerBound
  }
}
