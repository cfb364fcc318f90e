/// What a page says of itself around its article.
struct Furniture {
  var source, editor, editorInCharge, daily, site, rights, related: String

  static let simplified = Furniture(
    source: "来源：", editor: "编辑：", editorInCharge: "责任编辑：", daily: "日报", site: "网",
    rights: "版权所有 未经许可不得转载", related: "相关阅读")
  /// In characters that Big5 has.
  static let traditional = Furniture(
    source: "來源：", editor: "編輯：", editorInCharge: "責任編輯：", daily: "日報", site: "網",
    rights: "版權所有 未經許可不得轉載", related: "相關閱讀")
}

/// The shapes in which sites put an article.
enum PageShape: CaseIterable {
  /// Elements that say what they are.
  case modern
  /// Tables, and line breaks for paragraphs.
  case table
  /// Text that has lost its markup, furniture and all.
  case text

  /// - Parameters:
  ///   - paragraphs: as they stand on the page, broken if need be.
  ///   - charset: what the page says of itself; nil when it says nothing.
  func page(
    title: String, paragraphs: [String], date: String, editor: String, place: String, links: [String],
    words: Furniture, charset: String?
  ) -> String {
    let source = "\(words.source)\(place)\(words.daily)"
    switch self {
    case .modern:
      let body = paragraphs.map { "<p>\($0)</p>\n" }.joined()
      return head(title, place + words.site, charset) + list("nav", links.prefix(24))
        + "<article class=\"article\">\n<h1>\(title)</h1>\n<div class=\"info\">\(date) \(source)</div>\n"
        + "<div class=\"content\">\n\(body)</div>\n<div class=\"editor\">\(words.editorInCharge)\(editor)</div>\n</article>\n"
        + list("related", links.dropFirst(24)) + foot(words)
    case .table:
      let body = paragraphs.map { "　　\($0)<br><br>\n" }.joined()
      return head(title, place + words.site, charset)
        + "<table width=\"960\"><tr>"
        + links.prefix(24).map { "<td><a href=\"/n\">\($0)</a></td>" }.joined() + "</tr></table>\n"
        + "<table><tr><td><h2>\(title)</h2><div>\(date)　\(source)</div>\n"
        + "<div id=\"content\">\n\(body)</div><div>\(words.editor)\(editor)</div></td>\n<td>"
        + links.dropFirst(24).map { "<a href=\"/r\">\($0)</a><br>\n" }.joined() + "</td></tr></table>\n"
        + foot(words)
    case .text:
      return
        ([links.prefix(6).joined(separator: " | "), title, "\(date) \(source)"] + paragraphs
        + ["\(words.editorInCharge)\(editor)", words.related] + links.dropFirst(24).prefix(8) + [
          words.rights, "",
        ]).joined(
          separator: "\n")
    }
  }

  private func head(_ title: String, _ site: String, _ charset: String?) -> String {
    let meta =
      charset.map { "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=\($0)\">\n" } ?? ""
    return "<!DOCTYPE html>\n<html>\n<head>\n\(meta)<title>\(title)_\(site)</title>\n"
      + "<style>\n\(Self.style)</style>\n<script>\n\(Self.script)</script>\n</head>\n<body>\n"
  }

  private func list(_ name: String, _ links: some Sequence<String>) -> String {
    "<div class=\"\(name)\"><ul>\n"
      + links.map { "<li><a href=\"/\(name)/index.html\" target=\"_blank\">\($0)</a></li>\n" }.joined()
      + "</ul></div>\n"
  }

  private func foot(_ words: Furniture) -> String {
    "<div class=\"footer\"><p>\(words.rights)</p></div>\n<script>\n\(Self.script)</script>\n</body>\n</html>\n"
  }

  private static let style = (0..<24).map { number in
    ".box-\(number) { margin: \(number)px auto; padding: 0 12px; color: #333; border-bottom: 1px solid #eee; }\n"
  }.joined()
  private static let script = (0..<24).map { number in
    "window.slots = window.slots || []; window.slots.push({ id: 'slot-\(number)', width: 300, height: 250 });\n"
  }.joined()
}
