import TextCore

/// What a page is for. Only an article has a text.
public enum PageKind: String, Sendable {
  case article
  /// Titles of articles that stand elsewhere, perhaps with their first sentences.
  case list
  /// The article is kept for readers who log in or pay.
  case login
  /// The page was moved, deleted or never was; or the server asks for patience.
  case error
  /// None of these, and no article either.
  case other
}

/// Tells pages without an article from those that have one.
///
/// Rules, and careful ones: to call an article none loses all of it. A page whose description comes back as a
/// paragraph, or with prose of any length in one place, is an article.
struct PageJudge {
  private static let errors: WordSet = [
    "404", "403 Forbidden", "502 Bad", "503 Service", "Not Found", "not found", "页面不存在", "頁面不存在", "找不到",
    "已删除", "已被删除",
    "已刪除", "已被刪除", "不存在或", "无法访问", "無法訪問", "服务器错误", "系统繁忙", "系統忙碌", "出错了", "发生错误", "發生錯誤", "页面走丢", "已下线",
    "已下架",
    "暂时无法", "暫時無法", "维护中", "維護中", "参数错误", "链接已失效", "連結已失效", "已过期",
  ]
  private static let walls: WordSet = [
    "请登录", "请先登录", "登录后", "請登入", "請先登入", "登入後", "会员专享", "會員專享", "付费阅读", "付費閱讀", "订阅后", "訂閱後", "成为会员", "成為會員",
    "验证码",
    "驗證碼", "安全验证", "安全驗證", "输入密码", "輸入密碼", "解锁全文", "解鎖全文", "仅限会员", "僅限會員", "人机验证", "人機驗證", "开通会员", "尚未登录",
    "尚未登入",
  ]

  let features: BlockFeatures
  let document: Document
  let inArticle: [Bool]

  var kind: PageKind {
    let rows = inArticle.indices.filter { inArticle[$0] }
    // What holds neither a sentence of running text nor its like is hardly one.
    let prose = rows.reduce(0) { $0 + (features.scans[$1].isProse ? Int(features.scans[$1].scalars) : 0) }
    if let anchor = features.anchor, inArticle[anchor], prose >= 60 { return .article }
    let total = features.scans.reduce(0) { $0 + Int($1.scalars) }
    if prose < 120, names(Self.errors, within: 60), total < 1_500, !isTitled(rows) { return .error }
    if prose < 160, names(Self.walls, within: 80), isWalled(rows, prose: prose) { return .login }
    if isList(rows, prose: prose) { return .list }
    return rows.isEmpty ? .other : .article
  }

  // MARK: Words

  /// Whether a block of up to so many scalars, titles included, holds one of the words.
  private func names(_ words: WordSet, within scalars: Int) -> Bool {
    document.text.withUnsafeBufferPointer { text in
      document.blocks.contains { block in
        (block.metadata == nil || block.metadata == "title") && block.range.count <= 4 * scalars
          && text.scalarCount(block.range) <= scalars && words.stands(in: text, block.range)
      }
    }
  }

  /// Whether three rows or more of an article read like paragraphs.
  private func isTitled(_ rows: [Int]) -> Bool { rows.count { features.scans[$0].isProse } >= 3 }

  /// Whether the page asks for more than its bar does: the words stand in a sentence, or the page has little else.
  private func isWalled(_ rows: [Int], prose: Int) -> Bool {
    // Pages with much around their article also say what readers with an account may do.
    guard features.visible.count <= 120 else { return false }
    let asks: Bool = document.text.withUnsafeBufferPointer { text in
      features.visible.indices.contains { row in
        let scan = features.scans[row]
        let range = document.blocks[features.visible[row]].range
        guard scan.scalars >= 6, scan.scalars <= 80, range.count <= 320 else { return false }
        return Self.walls.stands(in: text, range)
      }
    }
    return asks && (rows.count { features.scans[$0].isProse } <= 1)
  }

  // MARK: Lists

  /// Short prose and many titles; or sentences that stand one by one, each beside a title of its own.
  private func isList(_ rows: [Int], prose: Int) -> Bool {
    let titles = features.visible.indices.filter { isTitle($0) }
    guard titles.count >= 8, !hasHeadline else { return false }
    let titleScalars = titles.reduce(0) { $0 + Int(features.scans[$1].scalars) }
    if prose == 0 { return rows.reduce(0) { $0 + Int(features.scans[$1].scalars) } * 4 < titleScalars }
    guard rows.count >= 3 else { return false }
    let beside = rows.count { row in
      row > 0 && isTitle(row - 1) || row + 1 < features.visible.count && isTitle(row + 1)
    }
    let adjacent = zip(rows, rows.dropFirst()).count { $1 - $0 == 1 && !isTitle($0) && !isTitle($1) }
    return beside * 10 >= rows.count * 9 && adjacent * 4 <= rows.count
  }

  private var hasHeadline: Bool { features.visible.indices.contains { features.isHeadline($0) } }

  /// A block all of a link, or in plain text a line without a sentence mark, of a title's length.
  private func isTitle(_ row: Int) -> Bool {
    let scan = features.scans[row]
    guard (8...45).contains(scan.scalars), scan.last != 0x3002, scan.stops <= 1 else { return false }
    if document.elements.isEmpty { return scan.stops == 0 && scan.commas <= 1 && !scan.hasTime }
    return features.places[row].linkShare > 0.8
  }
}
