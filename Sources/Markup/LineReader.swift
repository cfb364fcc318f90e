import TextCore

/// Plain text to blocks: each line that is not empty is one.
enum LineReader {
  static func read(_ text: [UInt8], limits: MarkupLimits) throws(MarkupError) -> ParsedPage {
    var failure: MarkupError?
    let page = text.withUnsafeBufferPointer { bytes in
      var builder = BlockBuilder(bytes, limits: limits, textShare: 1)
      builder.gapRule = .lineBreak
      var start = 0
      var blank = 0
      while start < bytes.count, builder.failure == nil {
        let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
        let line = trim(bytes, start..<end)
        if line.isEmpty {
          blank += 1
        } else {
          builder.gapRule = .lineBreak
          builder.template.blankLinesBefore = blank
          builder.append(line)
          builder.closeBlock()
          blank = 0
        }
        start = end + 1
      }
      builder.gapRule = .lineBreak
      builder.finish()
      failure = builder.failure
      return ParsedPage(revision: Revision(text: builder.text, log: builder.log), blocks: builder.blocks)
    }
    if let failure { throw failure }
    return page
  }

  /// The line without white space and blanks at its ends.
  private static func trim(_ bytes: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) -> Range<Int> {
    var lower = line.lowerBound
    var upper = line.upperBound
    while lower < upper {
      let count = Blank.isWhiteSpace(bytes[lower]) ? 1 : Blank.count(bytes, at: lower)
      if count == 0 { break }
      lower += count
    }
    while upper > lower {
      if Blank.isWhiteSpace(bytes[upper - 1]) {
        upper -= 1
        continue
      }
      let last = UTF8Cursor.scalar(bytes, before: upper)
      if !Blank.isBlank(last.value) { break }
      upper -= last.count
    }
    return lower..<upper
  }
}
