import TextCore

/// A text in the making: bytes of the source are copied, or replaced with a record of it, from left to right.
struct Patch {
  private let source: UnsafeBufferPointer<UInt8>
  private(set) var text: [UInt8] = []
  private(set) var log = EditLog(RepairRule.self)
  private var copied = 0

  init(_ source: UnsafeBufferPointer<UInt8>) { self.source = source }

  /// Replaces `range` of the source; ranges come in ascending order. Bytes that are equal at either end are left
  /// alone, so that an edit covers the smallest range, in whole characters.
  mutating func replace(
    _ range: Range<Int>, with bytes: some BidirectionalCollection<UInt8>, rule: RepairRule,
    confidence: Float = 1
  ) {
    var range = range
    var bytes = bytes[...]
    while let first = bytes.first,
      let whole = source.characterCount(at: range.lowerBound, before: range.upperBound),
      first == source[range.lowerBound],
      bytes.prefix(whole).elementsEqual(source[range.lowerBound..<range.lowerBound + whole])
    {
      bytes = bytes.dropFirst(whole)
      range = range.lowerBound + whole..<range.upperBound
    }
    while !range.isEmpty, let last = bytes.last, last == source[range.upperBound - 1] {
      var start = range.upperBound - 1
      while start > range.lowerBound, source[start] & 0xC0 == 0x80 { start -= 1 }
      let whole = range.upperBound - start
      guard bytes.suffix(whole).elementsEqual(source[start..<range.upperBound]) else { break }
      bytes = bytes.dropLast(whole)
      range = range.lowerBound..<start
    }
    if range.isEmpty && bytes.isEmpty { return }
    // Most of the text is copied; growing by and by would copy it again.
    if text.isEmpty { text.reserveCapacity(source.count + bytes.count) }
    text.append(contentsOf: source[copied..<range.lowerBound])
    text.append(contentsOf: bytes)
    copied = range.upperBound
    log.replace(
      at: range.lowerBound, removing: UnsafeBufferPointer(rebasing: source[range]), inserting: bytes.count,
      rule: rule,
      confidence: confidence)
  }

  /// The whole revision; nil when nothing was replaced.
  consuming func finish() -> Revision? {
    if log.isEmpty { return nil }
    text.append(contentsOf: source[copied...])
    return Revision(text: text, log: log)
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Bytes of the UTF-8 character at `offset`; nil at the end of the range.
  fileprivate func characterCount(at offset: Int, before end: Int) -> Int? {
    offset < end ? UTF8Cursor.scalar(self, at: offset).count : nil
  }
}
