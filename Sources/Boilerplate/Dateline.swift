import TextCore

/// The words that open a news report: `（中央社記者…台北19日電）`, `本报讯（记者 …）`, `5月20日消息`.
///
/// From general knowledge of Chinese news in both scripts. In plain text, where no element tells, little says so well
/// where an article begins.
enum Dateline {
  private static let words: WordSet = [
    "日电", "日電", "日讯", "日訊", "报讯", "報訊", "网讯", "網訊", "社讯", "社訊", "讯（", "訊（", "讯(", "訊(", "日消息",
    "报道）", "報導）", "报道】", "報導】", "報導〕", "／報導", "/報導", "／報道", "综合报道", "综合报导", "綜合報導", "记者）",
    "記者）", "讯 记者", "訊 記者",
  ]
  /// A dateline stands within so many bytes, some 40 hanzi.
  private static let reach = 120

  /// - Parameter range: trimmed.
  static func opens(_ scan: BlockScan, in text: UnsafeBufferPointer<UInt8>, range: Range<Int>) -> Bool {
    guard scan.isProse else { return false }
    let end = text.boundary(atOrAfter: range.lowerBound + reach, limit: range.upperBound)
    return words.stands(in: text, range.lowerBound..<end)
  }
}
