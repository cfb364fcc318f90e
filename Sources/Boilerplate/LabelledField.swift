import TextCore

/// A piece of metadata that a line gives with its label, as `责任编辑：…` or `来源: …`.
struct LabelledField: Sendable, Hashable {
  var role: Role
  /// Bytes of the text, label included.
  var range: Range<Int>
  /// Bytes of the value alone, trimmed; empty where the value stands in the next block.
  var value: Range<Int>

  private struct Label {
    var role: Role
    var words: [StaticString]
  }

  /// Longer words before the words they begin with. From general knowledge of Chinese news sites.
  private static let labels = [
    Label(
      role: .editor,
      words: [
        "责任编辑", "責任編輯", "本文编辑", "值班编辑", "网络编辑", "见习编辑", "实习编辑", "新媒体编辑", "責編", "责编", "编辑", "編輯", "本文責編",
      ]),
    Label(
      role: .source,
      words: ["文章来源", "新闻来源", "信息来源", "稿件来源", "新聞來源", "来源", "來源", "稿源"]),
    Label(
      role: .byline,
      words: ["本报记者", "作者", "撰文", "撰稿", "文字记者", "记者", "記者", "通讯员", "文"]),
    Label(role: .originalTitle, words: ["原标题", "原標題", "原题"]),
    Label(role: .keywords, words: ["关键词", "关键字", "關鍵字", "關鍵詞", "標籤", "标签"]),
    Label(
      role: .date,
      words: [
        "发布时间", "发表时间", "最后更新", "更新时间", "发布日期", "發布時間", "發表時間", "最後更新", "更新時間", "发布于", "发表于", "出版時間", "时间",
        "時間", "日期",
      ]),
  ]

  /// The fields of a text: a label at its start, or behind white space, a bracket or a bar, with a colon, slash or
  /// bar after it. O(bytes).
  static func all(in text: UnsafeBufferPointer<UInt8>, range: Range<Int>) -> [LabelledField] {
    var found: [(role: Role, start: Int, value: Int)] = []
    var offset = range.lowerBound
    var mayBegin = true
    while offset < range.upperBound {
      if mayBegin, let (role, end) = label(in: text, at: offset, limit: range.upperBound) {
        found.append((role, offset, end))
        offset = end
        mayBegin = true
        continue
      }
      let (scalar, width) = UTF8Cursor.scalar(text, at: offset)
      mayBegin = ScalarKind.isSpace(scalar) || isMark(scalar)
      offset += width
    }
    return found.enumerated().map { index, field in
      let end = index + 1 < found.count ? found[index + 1].start : range.upperBound
      return LabelledField(
        role: field.role, range: field.start..<end,
        value: value(of: field.role, in: text, range: field.value..<end))
    }
  }

  /// Whether all of a text but marks and white space stands in fields.
  static func fills(_ fields: [LabelledField], of text: UnsafeBufferPointer<UInt8>, range: Range<Int>) -> Bool
  {
    guard let first = fields.first else { return false }
    return text.trimmed(range.lowerBound..<first.range.lowerBound) { ScalarKind.isSpace($0) || isMark($0) }
      .isEmpty
  }

  private static func label(
    in text: UnsafeBufferPointer<UInt8>, at offset: Int, limit: Int
  ) -> (role: Role, end: Int)? {
    guard text[offset] >= 0xE0 else { return nil }
    for label in labels {
      for word in label.words where text.has(word, at: offset) {
        var end = offset + word.utf8CodeUnitCount
        var marked = false
        var spaced = false
        while end < limit {
          let (scalar, width) = UTF8Cursor.scalar(text, at: end)
          if isColon(scalar) {
            marked = true
          } else if ScalarKind.isSpace(scalar) {
            spaced = true
          } else {
            break
          }
          end += width
        }
        // A bare word needs its mark; before a space only the unmistakable ones count.
        let unmistakable =
          word.utf8CodeUnitCount >= 12 || label.role == .byline && word.utf8CodeUnitCount >= 6
        if end <= limit, marked || spaced && unmistakable { return (label.role, end) }
        if label.role == .byline, word.utf8CodeUnitCount >= 6, namesReporter(text, at: end, limit: limit) {
          return (label.role, end)
        }
      }
    }
    return nil
  }

  /// A name of two to four hanzi before a dateline, as `林若晴` in Taiwan's `記者林若晴／綜合報導`.
  private static func namesReporter(_ text: UnsafeBufferPointer<UInt8>, at offset: Int, limit: Int) -> Bool {
    let end = text.skippingHanzi(from: offset, limit: limit)
    return (2...4).contains(text.scalarCount(offset..<end)) && isDateline(text, at: end, limit: limit)
  }

  /// A slash, then up to eight hanzi of which the last say that this is a report.
  private static func isDateline(_ text: UnsafeBufferPointer<UInt8>, at offset: Int, limit: Int) -> Bool {
    guard offset < limit else { return false }
    let (slash, width) = UTF8Cursor.scalar(text, at: offset)
    guard slash == 0x2F || slash == 0xFF0F else { return false }
    let start = offset + width
    let end = text.skippingHanzi(from: start, limit: limit)
    let reports: [StaticString] = ["報導", "報道", "报道", "报导"]
    return (2...8).contains(text.scalarCount(start..<end)) && reports.contains { text.has($0, at: end - 6) }
  }

  private static func value(
    of role: Role, in text: UnsafeBufferPointer<UInt8>, range: Range<Int>
  ) -> Range<Int> {
    let whole = text.trimmed(range) { ScalarKind.isSpace($0) || isMark($0) && $0 != 0x300A && $0 != 0x201C }
    guard role == .editor || role == .source || role == .byline else { return whole }
    // A name ends at a space or a bar; names of authors are told apart by single spaces, which stay.
    var end = whole.lowerBound
    while end < whole.upperBound {
      let (scalar, width) = UTF8Cursor.scalar(text, at: end)
      if scalar == 0x7C || scalar == 0xFF5C || isBracket(scalar) && scalar != 0x300A && scalar != 0x300B {
        break
      }
      if ScalarKind.isSpace(scalar), role != .byline || text[end...].prefix(2).elementsEqual([0x20, 0x20]) {
        break
      }
      if role == .byline, scalar &- 0x30 < 10 || isDateline(text, at: end, limit: whole.upperBound) { break }
      end += width
    }
    return text.trimmed(whole.lowerBound..<end)
  }

  private static func isColon(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x3A, 0xFF1A, 0x4E28, 0x7C, 0xFF5C, 0x2F, 0xFF0F: true
    default: false
    }
  }

  private static func isBracket(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x28, 0x29, 0x5B, 0x5D, 0xFF08, 0xFF09, 0x3008...0x3011, 0x3014, 0x3015: true
    default: false
    }
  }

  private static func isMark(_ scalar: UInt32) -> Bool {
    isBracket(scalar) || isColon(scalar)
      || [0x2D, 0x2022, 0x00B7, 0x2C, 0xFF0C, 0x3B, 0xFF1B, 0x25A0, 0x25CF, 0x3E, 0x3002, 0x2E].contains(
        scalar)
  }
}
