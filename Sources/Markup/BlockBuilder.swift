import TextCore

/// Writes the blocks of a page and the log of how they came from it.
///
/// The reader reports the text of the source in order; what it does not report counts as removed. White space and
/// blanks wait until something visible follows, so that none stands at the end of a block.
struct BlockBuilder {
  let source: UnsafeBufferPointer<UInt8>
  private let limits: MarkupLimits
  private(set) var text: [UInt8] = []
  private(set) var log = EditLog(MarkupRule.self)
  private(set) var blocks: [Block] = []
  private(set) var isOpen = false
  /// What the next block begins with, except for its range.
  var template = Block(range: 0..<0)
  /// Whether text now stands inside a link.
  var isLinked = false
  /// The rule for what is removed before the next text.
  var gapRule = MarkupRule.markup
  /// Set when there are too many blocks.
  private(set) var failure: MarkupError?

  /// The source up to here stands in the text or in the log.
  private var accounted = 0
  private var waiting: [Waiting] = []

  /// Something that appears only between visible characters.
  private enum Waiting {
    /// White space of the source, shown as one space.
    case space
    /// The boundary of two cells, shown as one tab.
    case tab
    /// Bytes that stand as they are.
    case literal(Range<Int>)
    /// A reference to a blank.
    case scalar(UInt32, Range<Int>, MarkupRule)
  }

  /// - Parameter textShare: how much of the source is expected to be text.
  init(_ source: UnsafeBufferPointer<UInt8>, limits: MarkupLimits, textShare: Double) {
    self.source = source
    self.limits = limits
    let textCount = Int(Double(source.count) * textShare)
    text.reserveCapacity(textCount)
    log.reserveCapacity(removed: source.count - textCount)
  }

  // MARK: What readers report

  /// Visible bytes of the source.
  @inline(__always)
  mutating func append(_ range: Range<Int>) {
    reach(range.lowerBound)
    text.append(contentsOf: UnsafeBufferPointer(rebasing: source[range]))
    accounted = range.upperBound
    if isLinked { blocks[blocks.count - 1].linkedBytes += range.count }
  }

  /// A visible character that stands for the bytes `range` of the source.
  mutating func append(_ scalar: UInt32, for range: Range<Int>, rule: MarkupRule) {
    reach(range.lowerBound)
    write(scalar, for: range, rule: rule)
  }

  /// White space that counts as one space.
  mutating func appendSpace() {
    guard isOpen else { return }
    switch waiting.last {
    case .space, .tab: break
    default: waiting.append(.space)
    }
  }

  /// The boundary of two cells of a row.
  mutating func appendTab() {
    guard isOpen else { return }
    switch waiting.last {
    case .tab: break
    case .space: waiting[waiting.count - 1] = .tab
    default: waiting.append(.tab)
    }
  }

  /// A blank that stands as it is: a no-break or an ideographic space.
  mutating func appendBlank(_ range: Range<Int>) {
    if isOpen { waiting.append(.literal(range)) }
  }

  /// A reference to such a blank.
  mutating func appendBlank(_ scalar: UInt32, for range: Range<Int>, rule: MarkupRule) {
    if isOpen { waiting.append(.scalar(scalar, range, rule)) }
  }

  /// Ends the open block, if any.
  mutating func closeBlock() {
    guard isOpen else { return }
    isOpen = false
    waiting.removeAll(keepingCapacity: true)
    blocks[blocks.count - 1].range = blocks[blocks.count - 1].range.lowerBound..<text.count
  }

  mutating func finish() {
    closeBlock()
    remove(upTo: source.count, inserting: nil, rule: gapRule)
  }

  // MARK: Writing

  /// Opens a block if none is open, and writes what waits, up to visible text at `start`.
  @inline(__always)
  private mutating func reach(_ start: Int) {
    if isOpen, waiting.isEmpty, start == accounted { return }
    reachAcross(start)
  }

  private mutating func reachAcross(_ start: Int) {
    guard isOpen else { return openBlock(at: start) }
    var inserted: UInt8?
    for piece in waiting {
      switch piece {
      case .space: inserted = inserted ?? 0x20
      case .tab: inserted = 0x09
      case .literal(let range):
        remove(upTo: range.lowerBound, inserting: inserted, rule: gapRule)
        text.append(contentsOf: UnsafeBufferPointer(rebasing: source[range]))
        accounted = range.upperBound
        inserted = nil
      case .scalar(let scalar, let range, let rule):
        remove(upTo: range.lowerBound, inserting: inserted, rule: gapRule)
        write(scalar, for: range, rule: rule)
        inserted = nil
      }
    }
    waiting.removeAll(keepingCapacity: true)
    remove(upTo: start, inserting: inserted, rule: gapRule)
  }

  private mutating func openBlock(at start: Int) {
    if blocks.count >= limits.blocks, failure == nil {
      failure = .tooManyBlocks(limit: limits.blocks, offset: start)
    }
    remove(upTo: start, inserting: blocks.isEmpty ? nil : 0x0A, rule: gapRule)
    isOpen = true
    var block = template
    block.range = text.count..<text.count
    blocks.append(block)
  }

  /// Accounts for the source up to `end`, of which nothing is left but `byte`.
  private mutating func remove(upTo end: Int, inserting byte: UInt8?, rule: MarkupRule) {
    defer {
      accounted = end
      gapRule = .whiteSpace
    }
    if let byte {
      text.append(byte)
      if end == accounted + 1, source[accounted] == byte { return }
    } else if end == accounted {
      return
    }
    log.replace(
      at: accounted, removing: UnsafeBufferPointer(rebasing: source[accounted..<end]),
      inserting: byte == nil ? 0 : 1, rule: byte == 0x09 ? .tableCell : rule)
  }

  private mutating func write(_ scalar: UInt32, for range: Range<Int>, rule: MarkupRule) {
    let before = text.count
    UTF8Cursor.append(scalar, to: &text)
    log.replace(
      at: range.lowerBound, removing: UnsafeBufferPointer(rebasing: source[range]),
      inserting: text.count - before, rule: rule)
    accounted = range.upperBound
    if isLinked { blocks[blocks.count - 1].linkedBytes += text.count - before }
  }
}
