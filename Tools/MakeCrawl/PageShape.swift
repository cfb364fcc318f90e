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
    charset: String?
  ) -> String {
    switch self {
    case .modern:
      let body = paragraphs.map { "<p>\($0)</p>\n" }.joined()
      return head(title, place, charset) + list("nav", links.prefix(24))
        + "<article class=\"article\">\n<h1>\(title)</h1>\n<div class=\"info\">\(date) 来源：\(place)日报</div>\n"
        + "<div class=\"content\">\n\(body)</div>\n<div class=\"editor\">责任编辑：\(editor)</div>\n</article>\n"
        + list("related", links.dropFirst(24)) + foot(place)
    case .table:
      let body = paragraphs.map { "　　\($0)<br><br>\n" }.joined()
      return head(title, place, charset)
        + "<table width=\"960\"><tr>"
        + links.prefix(24).map { "<td><a href=\"/n\">\($0)</a></td>" }.joined() + "</tr></table>\n"
        + "<table><tr><td><h2>\(title)</h2><div>\(date)　来源：\(place)日报</div>\n"
        + "<div id=\"content\">\n\(body)</div><div>编辑：\(editor)</div></td>\n<td>"
        + links.dropFirst(24).map { "<a href=\"/r\">\($0)</a><br>\n" }.joined() + "</td></tr></table>\n"
        + foot(place)
    case .text:
      return
        ([links.prefix(6).joined(separator: " | "), title, "\(date) 来源：\(place)日报"] + paragraphs
        + ["责任编辑：\(editor)", "相关阅读"] + links.dropFirst(24).prefix(8) + ["版权所有 未经许可不得转载", ""]).joined(
          separator: "\n")
    }
  }

  private func head(_ title: String, _ place: String, _ charset: String?) -> String {
    let meta =
      charset.map { "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=\($0)\">\n" } ?? ""
    return "<!DOCTYPE html>\n<html>\n<head>\n\(meta)<title>\(title)_\(place)网</title>\n"
      + "<style>\n\(Self.style)</style>\n<script>\n\(Self.script)</script>\n</head>\n<body>\n"
  }

  private func list(_ name: String, _ links: some Sequence<String>) -> String {
    "<div class=\"\(name)\"><ul>\n"
      + links.map { "<li><a href=\"/\(name)/index.html\" target=\"_blank\">\($0)</a></li>\n" }.joined()
      + "</ul></div>\n"
  }

  private func foot(_ place: String) -> String {
    "<div class=\"footer\"><p>版权所有 \(place)网 未经许可不得转载</p></div>\n<script>\n\(Self.script)</script>\n</body>\n</html>\n"
  }

  private static let style = (0..<24).map { number in
    ".box-\(number) { margin: \(number)px auto; padding: 0 12px; color: #333; border-bottom: 1px solid #eee; }\n"
  }.joined()
  private static let script = (0..<24).map { number in
    "window.slots = window.slots || []; window.slots.push({ id: 'slot-\(number)', width: 300, height: 250 });\n"
  }.joined()
}
