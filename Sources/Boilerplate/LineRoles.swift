import TextCore

/// What a line among paragraphs is when it is none: a caption, a signature, a word of the site to its readers.
///
/// Rules on the words that such lines begin and end with, from general knowledge of Chinese news in both scripts. All
/// ranges are trimmed and not empty.
enum LineRoles {
  // MARK: Captions

  private static let captionStarts: [StaticString] = [
    "▲", "△", "▼", "◎", "↑", "图为", "图：", "图:", "图/", "圖／", "圖/", "圖為", "图片来源", "圖片來源", "图源", "资料图", "資料照",
    "（图", "圖：",
  ]
  private static let captionEnds: [StaticString] = [
    "摄", "攝", "供图", "截图", "截圖", "资料图", "资料图片", "資料照", "示意图", "示意圖", "攝影", "图片", "摄。", "图源网络", "新华社发",
    "中新社发",
  ]
  /// Within a line, before the name of who gave the picture.
  private static let captionCredits: WordSet = ["/图：", "/图:", "／圖：", "／圖:", "供图 ", "摄影："]
  /// First and last words in the brackets at a line's end.
  private static let creditStarts: [StaticString] = [
    "圖", "图源", "图片", "图/", "图：", "图:", "翻攝", "摄影", "攝影", "資料", "资料图",
  ]
  private static let creditEnds: [StaticString] = [
    "摄", "攝", "提供", "翻攝", "截图", "截圖", "图", "資料照", "资料图", "资料图片", "攝影", "畫面", "图片",
  ]

  static func isCaption(_ scan: BlockScan, in text: UnsafeBufferPointer<UInt8>, range: Range<Int>) -> Bool {
    guard scan.scalars <= 140, scan.families[PhraseFamily.caption.rawValue] > 0 else { return false }
    if scan.scalars <= 80, starts(text, range, captionStarts) { return true }
    if starts(text, range, ["▲", "△", "▼"]) { return true }
    // A sentence may end in 拍摄 as well.
    if scan.scalars <= 80,
      captionEnds.contains(where: { word in
        let start = range.upperBound - word.utf8CodeUnitCount
        return start >= range.lowerBound && text.has(word, at: start) && !text.has("拍", at: start - 3)
      })
    {
      return true
    }
    if scan.scalars <= 100, captionCredits.stands(in: text, tail(text, range, bytes: 60)) { return true }
    guard let credit = closingBracket(text, range) else { return false }
    return starts(text, credit, creditStarts) || ends(text, credit, creditEnds)
  }

  /// What stands in the brackets that end a line, 2 to 24 scalars.
  private static func closingBracket(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Range<Int>? {
    var end = range.upperBound
    if ends(text, range, ["。"]) { end -= 3 }
    guard ends(text, range.lowerBound..<end, ["）", ")"]) else { return nil }
    let close = end - (text[end - 1] == 0x29 ? 1 : 3)
    var start = close
    var scalars = 0
    while start > range.lowerBound, scalars <= 24 {
      let (scalar, width) = UTF8Cursor.scalar(text, before: start)
      if scalar == 0x28 || scalar == 0xFF08 { return scalars >= 2 ? start..<close : nil }
      start -= width
      scalars += 1
    }
    return nil
  }

  // MARK: Signatures

  private static let slashes: WordSet = ["／", "/"]
  private static let reporters: WordSet = ["记者", "記者", "通讯员", "通訊員"]

  /// A line of nothing but who wrote it, `社會中心／綜合報導` or `（本报记者 何小雨）`, or of the paper and its page,
  /// `《青石日报》（2021年05月06日 03版）`.
  static func signature(_ scan: BlockScan, in text: UnsafeBufferPointer<UInt8>, range: Range<Int>) -> Role? {
    guard scan.scalars <= 40, scan.stops == 0, scan.commas == 0 else { return nil }
    let begins: [StaticString] = ["《", "（", "(", "〔", "["]
    if starts(text, range, begins), scan.digits > 0, ends(text, range, ["版）", "版)", "版》）"]) {
      return .source
    }
    guard scan.scalars <= 30, scan.families[PhraseFamily.source.rawValue] > 0 else { return nil }
    if slashes.stands(in: text, range), ends(text, range, ["報導", "報道", "报道", "报导"]) { return .byline }
    if starts(text, range, ["（", "(", "["]), ends(text, range, ["）", ")", "]"]),
      reporters.stands(in: text, range)
    {
      return .byline
    }
    return nil
  }

  // MARK: Notices

  private static let statements: [StaticString] = [
    "免责声明", "版权声明", "特别声明", "郑重声明", "平台声明", "网易声明", "声明：", "声明:", "免責聲明", "版權聲明", "著作權", "版权归", "Notice:",
    "本文仅代表", "本文不代表", "以上内容仅代表", "本文不構成", "本文不构成", "未经授权", "未經授權",
  ]
  /// Taiwan's papers must print help lines under reports of suicide and drinking.
  private static let helplines: WordSet = [
    "珍惜生命", "再給自己一次機會", "請給自己機會", "自殺解決不了", "自殺不能解決", "關心您", "關心你", "未滿18", "未滿十八", "酒後不開車", "飲酒過量",
    "吸菸有害", "請撥打", "自殺防治", "酒後請勿開車", "喝酒不開車",
  ]
  private static let controls: WordSet = [
    "繼續往下閱讀", "继续往下阅读", "返回搜狐", "查看更多", "查看原文", "阅读原文", "閱讀原文", "点击阅读", "展开全文", "展開全文", "问题加载中",
    "请刷新本页", "阅读下一篇", "【纠错】",
  ]

  private static let calls: WordSet = [
    "【点击", "【點擊", "点击投票", "点击进入专题", "下载客户端", "下載APP", "下载APP", "扫码下载", "扫描二维码", "长按识别", "長按識別", "点击上方",
    "关注我们的公众号", "加入LINE好友", "訂閱電子報",
    "歡迎下載", "欢迎下载", "新聞APP", "付費會員", "付费会员", "广告通知", "→【下载地址】",
  ]

  private static let labels: [StaticString] = [
    "更多", "更多>", "更多>>", "展开", "收起", "×", "分享", "广告", "廣告", "推广", "关闭", "關閉", "Play Video", "返回", "打印",
    "自动播放",
  ]

  private static func isWhole(
    _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ words: [StaticString]
  ) -> Bool {
    words.contains { $0.utf8CodeUnitCount == range.count && text.has($0, at: range.lowerBound) }
  }

  /// The role of a line that speaks for the site: a statement of rights, a help line, a control.
  static func notice(_ scan: BlockScan, in text: UnsafeBufferPointer<UInt8>, range: Range<Int>) -> Role? {
    guard scan.scalars <= 240 else { return nil }
    let inside = text.trimmed(range) {
      ScalarKind.isSpace($0) || $0 == 0x3010 || $0 == 0x203B || $0 == 0x2A || $0 == 0x25CF || $0 == 0x2605
        || $0 == 0xFF08 || $0 == 0x28
    }
    if starts(text, inside, statements) { return .legal }
    if scan.scalars <= 40, controls.stands(in: text, range) || isWhole(text, range, labels) {
      return .navigation
    }
    if scan.scalars <= 60, helplines.stands(in: text, range) { return .advert }
    if scan.scalars <= 120, calls.stands(in: text, range) { return .advert }
    if starts(text, range, ["^ ", "↑ "]) { return .other }
    return scan.scalars <= 120 && scan.families[PhraseFamily.hotline.rawValue] > 1 && scan.stops < 3
      && scan.phraseScalars * 4 > scan.scalars ? .advert : nil
  }

  /// Whether a paragraph has so many of a site's own words that it must not be taken for an article's by its place.
  static func isStatement(_ scan: BlockScan) -> Bool {
    scan.families[PhraseFamily.legal.rawValue] + scan.families[PhraseFamily.licence.rawValue] > 1
      || scan.families[PhraseFamily.hotline.rawValue] > 1 || scan.families[PhraseFamily.comments.rawValue] > 1
  }

  // MARK: Words

  private static func starts(
    _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ words: [StaticString]
  ) -> Bool {
    words.contains { $0.utf8CodeUnitCount <= range.count && text.has($0, at: range.lowerBound) }
  }

  private static func ends(
    _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ words: [StaticString]
  ) -> Bool {
    words.contains {
      $0.utf8CodeUnitCount <= range.count && text.has($0, at: range.upperBound - $0.utf8CodeUnitCount)
    }
  }

  /// The last bytes of a range, from a scalar's beginning on.
  private static func tail(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, bytes: Int) -> Range<Int>
  {
    text.boundary(
      atOrAfter: max(range.lowerBound, range.upperBound - bytes), limit: range.upperBound)..<range.upperBound
  }
}
