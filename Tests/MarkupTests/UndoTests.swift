import Foundation
import TestSupport
import Testing
import TextCore

@testable import Markup

@Suite struct UndoTests {
  static let page = """
    <!DOCTYPE html><html lang=zh><head><meta charset="gb2312"><title>城西新开 &amp; 一座图书馆</title>
    <meta name="description" content="读者&ldquo;终于&rdquo;等到
    这一天"><script type="application/ld+json">{"headline": "城西\\u65b0开", "author": {"name": "李一"}}</script>
    <style>p{color:red}</style></head><body class="home page" id=top><div class=nav><a href="/">首页</a>
    <a href="/b?x=1&y=2">新闻</a></div><!-- 广告 --><h1>城西新开一座图书馆</h1><div id="content">
    　　本报讯 记者昨日&nbsp;获悉，<b>图书馆</b> 开门了。<br><br>第二段&#150;说的是书。&hellip;<p>第三段 a &lt; b
    <p style="display:none">藏</p>第四段<table><tr><td>周一<td>闭馆</tr></table><ruby>漢<rt>han</rt></ruby>
    <pre>一行
    又一行</pre><select><option>甲<option>乙</select><![CDATA[正文]]></div></p></br></body></html>尾
    """

  @Test func pageUndoes() throws {
    let page = Array(Self.page.utf8)
    #expect(try parse(page).fault(for: page) == nil)
  }

  /// Deletes, repeats and moves pieces, and puts in what parsers stumble over.
  static func mutate(_ page: [UInt8], with random: inout Generator) -> [UInt8] {
    let splinters = [
      "<", ">", "</", "<!", "<!--", "-->", "&", "&#", "&#55357;", "&#0;", "&#x110000;", "&amp", "&foo;", "\"",
      "'",
      "<b", "</p>", "<p/>", "</br>", "<body>", "</html>", "<script>", "</script>", "<![CDATA[", "]]>", "<?",
      "<a <a",
      "\u{1}", "\u{FFFE}", "\u{B}", "\u{FEFF}", "\r", "　", "\u{A0}", "<td>", "<tr>", "<textarea>", "<pre>",
      "<title>",
      "&汉字;", "<中>", "<head>", "<svg/>", "<rt>",
    ]
    var characters = Array(String(decoding: page, as: UTF8.self).unicodeScalars)
    for _ in 0..<Int.random(in: 1...12, using: &random) where characters.count > 8 {
      let at = Int.random(in: 0..<characters.count, using: &random)
      let end = min(characters.count, at + Int.random(in: 1...40, using: &random))
      switch Int.random(in: 0..<4, using: &random) {
      case 0: characters.removeSubrange(at..<end)
      case 1:
        characters.insert(contentsOf: Array(characters[at..<end]), at: Int.random(in: 0...at, using: &random))
      case 2: characters.swapAt(at, Int.random(in: 0..<characters.count, using: &random))
      default:
        characters.insert(contentsOf: Array(splinters.randomElement(using: &random)!.unicodeScalars), at: at)
      }
    }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: characters)
    return Array(String(text).utf8)
  }

  @Test(arguments: 0..<20) func mutatedPagesUndo(seed: Int) throws {
    var random = Generator(seed: UInt64(seed))
    for round in 0..<100 {
      let page = Self.mutate(Array(Self.page.utf8), with: &random)
      for format in [MarkupFormat.html, .text] {
        if let fault = try parse(page, as: format).fault(for: page) {
          Issue.record(
            "seed \(seed) round \(round) \(format): \(fault)\n\(String(decoding: page, as: UTF8.self))")
          return
        }
      }
    }
  }

  @Test(.enabled(if: !SharedPages.files.isEmpty, "shared/data/pages stands beside the package"))
  func sharedPagesUndo() throws {
    // Every fourth page: all of them take a minute in debug.
    for (index, file) in SharedPages.files.enumerated() where index % 4 == 0 {
      let page = try SharedPages.contents(file)
      #expect(try parse(page).fault(for: page) == nil, "\(file.lastPathComponent)")
    }
  }
}
