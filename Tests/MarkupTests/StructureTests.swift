import TestSupport
import Testing
import TextCore

@testable import Markup

@Suite struct StructureTests {
  /// What a piece of HTML shows, block by block.
  @Test(arguments: [
    ("<p>一<p>二", ["一", "二"]),
    ("<div>裸文<p>段</p>又是裸文</div>", ["裸文", "段", "又是裸文"]),
    ("<p>一<b>二</b><a href=x>三</a><span>四</span>", ["一二三四"]),
    ("一<br>二<br/><br>三", ["一", "二", "三"]),
    ("<p>　　缩进&nbsp;</p>", ["缩进"]),
    ("<p>a \n\t b&nbsp;&nbsp;c</p>", ["a b\u{A0}\u{A0}c"]),
    ("<p>甲 <b> 乙</b> </p>", ["甲 乙"]),
    ("<table><tr><td>甲<td>乙</tr><tr><th>丙</th> <td>丁</table>", ["甲\t乙", "丙\t丁"]),
    ("<table><tr><td>导航<br>条<td>正文</table>", ["导航", "条", "正文"]),
    ("<ul><li>一<li>二</ul>", ["一", "二"]),
    ("<dl><dt>词<dd>义</dl>", ["词", "义"]),
    ("<pre>if x:\n    y  z\n\n</pre>", ["if x:", "y  z"]),
    ("<select><option>甲<option>乙</select><button>搜</button>", ["甲", "乙", "搜"]),
    ("<p>文<textarea>甲\n乙</textarea>字", ["文", "甲", "乙", "字"]),
    ("<p><ruby>漢<rp>(</rp><rt>han</rt><rp>)</rp></ruby>字", ["漢字"]),
    ("<iframe>框</iframe><frameset><frame src=x></frameset><noframes>无框</noframes>", ["框", "无框"]),
  ])
  func blocks(html: String, shown: [String]) throws {
    #expect(try parse(html).shown == shown)
  }

  @Test(arguments: [
    "<script>var x = '<p>藏</p>'</script><p>见", "<style>藏{}</style>见", "<noscript>藏<p>藏</noscript>见",
    "<template><p>藏</template>见", "<div hidden>藏</div>见", "<p style='color:red; DISPLAY : none'>藏</p>见",
    "<div style=display:none>藏<div>藏</div></div>见", "见<svg><title>藏</title><text>藏</svg>", "见<!-- 藏 -->",
    "见<!-- 藏", "<div hidden>&#55357;</div>见", "<script>藏", "见<script>藏</script", "<!DOCTYPE 藏>见",
    "<? 藏 ?>见", "<!藏>见",
  ])
  func hiddenPartsAreOut(html: String) throws {
    let shown = try parse(html).shown.joined()
    #expect(!shown.contains("藏"))
    #expect(shown == (html.contains("见") ? "见" : ""))
  }

  /// The words that hide are looked for eight bytes at a time.
  @Test(arguments: 1..<21) func hiddenAtAnyPlace(_ count: Int) throws {
    for attribute in ["hidden", "HIDDEN", "style='display:none'", "style='display: NONE' x"] {
      let html = "<p class=\(String(repeating: "f", count: count)) \(attribute)>藏</p>见"
      #expect(try parse(html).shown == ["见"])
    }
  }

  @Test(arguments: [
    "<div style='visibility:hidden'>见</div>", "<div hidden=until-found>见</div>", "<p class=hidden>见</p>",
    "<div aria-hidden=true>见</div>", "<p data-hidden>见", "<p title='display:none'>见",
    "<p style='display:nonesuch'>见",
  ])
  func whatOnlySoundsHiddenStays(html: String) throws {
    #expect(try parse(html).shown == ["见"])
  }

  /// Where libxml2 drops text, or takes markup for text.
  @Test(arguments: [
    ("<div>一</div>二</html>三", ["一", "二", "三"]),
    ("<p>一</body></html><p>二", ["一", "二"]),
    ("<p>a\u{1}b\u{FFFE}c", ["a\u{1}b\u{FFFE}c"]),
    ("<p>&#55357;&#56832;笑", ["&#55357;&#56832;笑"]),
    ("<p>&#0;&#x110000;&#;末", ["&#0;&#x110000;&#;末"]),
    ("<p>&未知;&foo;&amp;AT&T", ["&未知;&foo;&AT&T"]),
    ("<p>一</br>二</p></p>三", ["一", "二", "三"]),
    ("<p>一</div>二</b>三", ["一", "二三"]),
    ("<p>一<![if !IE]>二<![endif]>三", ["一二三"]),
    ("<p><![CDATA[一]]>二]]>", ["一二]]>"]),
    ("<p>a < b <3 <中> &lt;!c>", ["a < b <3 <中> <!c>"]),
    ("<a><p>一</a>二", ["一", "二"]),
    ("<p>甲<b>乙<i>丙</b>丁</i>戊", ["甲乙丙丁戊"]),
    ("<head>裸&amp;文<meta name=x content='藏'><title>题</title>", ["裸&文"]),
    ("<head></foo>文>字<meta name=x content='a>b'>尾", ["文>字尾"]),
    ("<p title='a>b' onclick=\"x('<p>')\">见", ["见"]),
    ("<p x=\"a\"b='>'>见", ["见"]),
    ("\u{FEFF}<p>见", ["见"]),
  ])
  func nothingIsLost(html: String, shown: [String]) throws {
    let document = try parse(html)
    #expect(document.shown == shown)
    #expect(document.fault(for: Array(html.utf8)) == nil)
  }

  @Test(arguments: [
    ("&lt;&gt;&amp;&quot;&copy;", "<>&\"©"), ("&ldquo;&hellip;&middot;", "“…·"),
    ("&#20013;&#x6587;&#X5B57", "中文字"),
    ("&#150;&#x93;", "–“"), ("&amp;nbsp;", "&nbsp;"), ("&#128512;", "😀"),
    ("&amp;&amp;&&lt;<3&#60;<3;<3&#x3c;&#55357;<3", "&&&<<3<<3;<3<&#55357;<3"), ("&#59;&#x34&#x34;", ";44"),
    ("&quot;\"&#x22;", "\"\"\""),
  ])
  func referencesAreDecoded(html: String, shown: String) throws {
    let document = try parse(html)
    #expect(document.shown == [shown])
    #expect(document.fault(for: Array(html.utf8)) == nil)
  }

  @Test func elementsAreListedOnce() throws {
    let html = """
      <body class="Home\n page"><div><div id=Main role=main><h2>题 <a href=x>链</a></h2><p>段</p><p>落</div></div>
      <div class=empty></div>
      """
    let document = try parse(html)
    #expect(document.elements.map(\.tag) == ["body", "div", "div", "h2", "p", "p"])
    #expect(document.elements.map(\.names) == ["home page", "", "main main", "", "", ""])
    #expect(document.elements.map(\.parent) == [nil, 0, 1, 2, 2, 2])
    #expect(document.blocks.map(\.element) == [3, 4, 5])
    #expect(document.blocks.map(\.headingLevel) == [2, 0, 0])
    #expect(document.blocks.map(\.linkedBytes) == [3, 0, 0])
  }

  @Test func metadataStandsInPageOrder() throws {
    let html = """
      <meta property="og:Title" content=' 书&amp;人　'><title> 题
      目 </title><meta charset=utf-8><meta name=viewport content="width=device-width">
      <meta content="2020-01-02" name="PubDate"><meta name=keywords content="">
      <script type="application/ld+json">[{"@type": "NewsArticle", "headline": "\\u65b0\\"\\ud83d\\ude00", "image":
      {"name": "x"}, "author": [{"name": "李一"}, {"name": "王二"}], "publisher": {"logo": {"name": "x"}, "name": "报"},
      "datePublished" : "2020-01-02T03:04:05+08:00"}]</script><p>文
      """
    let document = try parse(html)
    #expect(
      document.blocks.map { "\($0.metadata ?? "-")=\(document.string($0))" } == [
        "og:title=书&人", "title=题 目", "pubdate=2020-01-02", "headline=新\"😀", "author=李一", "author=王二",
        "publisher=报", "datePublished=2020-01-02T03:04:05+08:00", "-=文",
      ])
    #expect(document.fault(for: Array(html.utf8)) == nil)
  }

  @Test func blocksMapToTheirSource() throws {
    let html = "<p>一&amp;<b>二</b></p><p>三</p>"
    let document = try parse(html)
    let sources = document.blocks.map { document.decodedRange(of: $0.range) }
    let bytes = Array(html.utf8)
    #expect(sources.map { String(decoding: bytes[$0], as: UTF8.self) } == ["一&amp;<b>二", "三"])
  }

  @Test func namesOfElements() throws {
    let page = try parse("<div class='A b' id=C role=main itemprop=articleBody data-x=y><p>文</div>")
    #expect(page.elements.map(\.names) == ["a b c main articlebody", ""])
  }

  @Test(arguments: [
    ("<meta itemprop=datePublished content='2021-05-06'>", "datepublished", "2021-05-06"),
    ("<meta itemprop='headline' content='青石镇'>", "headline", "青石镇"),
    ("<meta content=甲&amp;乙 property=OG:Title>", "og:title", "甲&乙"),
  ])
  func metadataOfMetaElements(html: String, name: String, value: String) throws {
    let page = try parse(html)
    #expect(page.blocks.map(\.metadata) == [name])
    #expect(page.blocks.map(page.string) == [value])
  }

  @Test func metaElementsThatTellNothingAreOut() throws {
    #expect(try parse("<meta name=viewport content=width><meta name=robots content=all>").blocks.isEmpty)
  }
}
