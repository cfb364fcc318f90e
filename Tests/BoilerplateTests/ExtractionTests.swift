import TestSupport
import Testing
import TextCore

@testable import Boilerplate

@Suite struct ExtractionTests {
  private let classifier = BoilerplateClassifier()

  private func extract(_ document: Document) -> (text: String, metadata: ArticleMetadata, document: Document)
  {
    var document = document
    classifier.classify(&document)
    let metadata = classifier.metadata(of: document)
    classifier.extract(&document)
    return (String(decoding: document.text, as: UTF8.self), metadata, document)
  }

  private func plainPage(_ body: [String] = Prose.paragraphs) -> [String] {
    ["首页", "新闻", "登录", "注册", "青石镇图书馆重新开放 新添藏书两万册", "2021-05-06 08:30:00 青石日报"] + body
      + [
        "(来源:青石日报)", "责任编辑：何小雨", "相关阅读", "河东区新建三座口袋公园", "菜市场周末举办年货节", "版权声明：未经授权，不得转载",
        "关于我们", "联系我们", "青ICP备00000000号",
      ]
  }

  @Test func plainText() {
    let (text, metadata, _) = extract(PageBuilder.plain(plainPage()))
    #expect(text == Prose.paragraphs.joined(separator: "\n"))
    #expect(metadata.title == "青石镇图书馆重新开放 新添藏书两万册")
    #expect(metadata.published == "2021-05-06T08:30:00+08:00")
    #expect(metadata.source == "青石日报")
    #expect(metadata.editor == "何小雨")
  }

  @Test func asciiPunctuation() {
    let body = Prose.paragraphs.map { $0.replacing("，", with: ",").replacing("：", with: ":") }
    #expect(extract(PageBuilder.plain(plainPage(body))).text == body.joined(separator: "\n"))
  }

  @Test func html() {
    var page = PageBuilder()
    let head = page.element("head")
    page.add("青石镇图书馆重新开放_青石新闻网", element: head, metadata: "title")
    page.add("2021-05-06T08:30:00+08:00", element: head, metadata: "article:published_time")
    page.add("图书馆,阅读", element: head, metadata: "keywords")
    let body = page.element("body")
    let nav = page.element("ul", names: "nav menu", in: body)
    for name in ["首页", "新闻", "体育", "财经", "娱乐"] {
      page.add(name, element: page.element("li", in: nav), linked: true)
    }
    let article = page.element("div", names: "article content", in: body)
    page.add("青石镇图书馆重新开放", element: page.element("h1", in: article), heading: 1)
    for paragraph in Prose.paragraphs { page.add(paragraph, element: page.element("p", in: article)) }
    let related = page.element("ul", names: "related list", in: body)
    for title in ["河东区新建三座口袋公园", "菜市场周末举办年货节", "早班公交提前到五点发车"] {
      page.add(title, element: page.element("li", in: related), linked: true)
    }
    page.add("版权所有 青石新闻网 未经授权不得转载", element: page.element("div", names: "footer", in: body))
    let (text, metadata, _) = extract(page.document)
    #expect(text == Prose.paragraphs.joined(separator: "\n"))
    #expect(metadata.title == "青石镇图书馆重新开放")
    #expect(metadata.published == "2021-05-06T08:30:00+08:00")
    #expect(metadata.keywords == ["图书馆", "阅读"])
  }

  @Test func gluedDate() {
    var lines = plainPage()
    lines.remove(at: 5)
    lines[5] = "最后更新: 2021-05-06 08:30:00" + lines[5]
    let (text, metadata, document) = extract(PageBuilder.plain(lines))
    #expect(text == Prose.paragraphs.joined(separator: "\n"))
    #expect(metadata.published == "2021-05-06T08:30:00+08:00")
    #expect(document.blocks.count == Prose.paragraphs.count)
  }

  @Test func sentenceThatBeginsWithADateStaysWhole() {
    var body = Prose.paragraphs
    body[0] = "2021年5月6日，" + body[0]
    #expect(extract(PageBuilder.plain(plainPage(body))).text == body.joined(separator: "\n"))
  }

  @Test func gluedEditor() {
    var body = Prose.paragraphs
    body[4] += "责任编辑：何小雨"
    let (text, metadata, _) = extract(PageBuilder.plain(["青石镇图书馆重新开放"] + body + ["相关阅读", "关于我们"]))
    #expect(text == Prose.paragraphs.joined(separator: "\n"))
    #expect(metadata.editor == "何小雨")
  }

  /// Lines that a rule might take for a caption, a notice, a field or a heading, and that are the article's.
  @Test(arguments: [
    "版权保护工作会议昨天在青石镇召开，与会代表讨论了图书扫描件的授权办法，并且约定明年再次会面。",
    "来源于居民捐赠的旧书一共有三千多册，志愿者花了两个月时间才把它们全部登记完毕。",
    "编辑部的老同事们也来了，他们表示，这里的报纸合订本比市里的还要齐全，许多年份已经很难找到。",
    "记者看到，门口排起了长队，不少居民带着孩子来办借书证，工作人员忙得连午饭都没有时间吃。",
    "在展厅的墙上，人们可以看到镇上几代人的老照片，其中最早的一张由周明远的祖父拍摄。",
    "为了预防读者走失，馆里公布了一个咨询电话，但是开馆一个月以来，这个电话还没有响过一次。",
  ])
  func articleLinesStay(line: String) {
    var body = Prose.paragraphs
    body.insert(line, at: 3)
    #expect(extract(PageBuilder.plain(plainPage(body))).text == body.joined(separator: "\n"))
  }

  @Test(arguments: ["图为重新开放的青石镇图书馆。何小雨 摄", "（资料图）", "▲读者在阅览室", "青石镇图书馆外景 周明远供图"])
  func captionsAreNotBody(line: String) {
    var body = Prose.paragraphs
    body.insert(line, at: 3)
    #expect(
      extract(PageBuilder.plain(plainPage(body))).text == Prose.paragraphs.joined(separator: "\n"))
  }

  @Test func traditional() {
    let body = [
      "青石鎮圖書館昨天重新開放，館長周明遠在門口迎接第一批讀者，並且介紹了新添的兩萬冊藏書。",
      "這座圖書館因為屋頂漏水關閉了將近兩年，鎮裡先後三次籌款，居民們也捐出了不少舊書和桌椅。",
      "周明遠表示，閱覽室每天開到晚上九點，週末也不休息，希望孩子們放學以後有一個安靜的地方。",
    ]
    let lines =
      ["首頁", "即時新聞", "登入", "青石鎮圖書館重新開放", "2021/05/06 08:30", "記者何小雨／青石報導"] + body
      + ["延伸閱讀", "河東區新建三座口袋公園", "著作權聲明：未經授權請勿轉載"]
    let (text, metadata, _) = extract(PageBuilder.plain(lines))
    #expect(text == body.joined(separator: "\n"))
    #expect(metadata.title == "青石鎮圖書館重新開放")
    #expect(metadata.published == "2021-05-06T08:30:00+08:00")
  }

  @Test(arguments: [
    [], ["首页", "登录", "要闻", "视频"], ["青石新闻客户端", "登录", "注册", "首页", "社会", "体育"],
  ])
  func titleInItsPlace(bars: [String]) {
    let title = "屋顶修好了 镇上孩子又能进图书馆看书"
    for head in [["2021-05-06 08:30:00 青石日报"], ["来源：青石日报", "2021年5月6日 08:30"], ["作者：何小雨", "2021-05-06"]] {
      let page = PageBuilder.plain(bars + [title] + head + Prose.paragraphs)
      #expect(extract(page).metadata.title == title)
    }
  }

  @Test(arguments: [[], ["首页", "登录", "要闻", "视频"]])
  func titleRightAboveTheBody(bars: [String]) {
    let (text, metadata, _) = extract(PageBuilder.plain(bars + ["青石镇图书馆重新开放"] + Prose.paragraphs))
    #expect(metadata.title == "青石镇图书馆重新开放")
    #expect(text == Prose.paragraphs.joined(separator: "\n"))
  }

  /// Lines in the title's place that are none, and pages that begin with the body.
  @Test(arguments: [
    [], ["2021-05-06 08:30:00 青石日报"], ["首页", "登录"], ["首页", "登录", "注册", "2021-05-06 08:30:00"],
    ["首页 > 新闻 > 社会 > 正文", "2021-05-06 08:30:00 青石日报"], ["天气预报 今天多云", "2021-05-06 08:30:00"],
    ["扫一扫 关注我们的微信公众号", "2021-05-06 08:30:00"],
  ])
  func noTitle(head: [String]) {
    let (text, metadata, _) = extract(PageBuilder.plain(head + Prose.paragraphs))
    #expect(metadata.title == nil)
    #expect(text == Prose.paragraphs.joined(separator: "\n"))
  }

  @Test(arguments: [
    ("記者何小雨／綜合報導\u{3000}2021/05/06 08:30", "何小雨"), ("记者周明/青石报道 2021-05-06 08:30", "周明"),
    ("作者：何小雨 2021-05-06 08:30", "何小雨"), ("記者協會／綜合新聞 2021/05/06 08:30", nil),
  ])
  func bylineAndDateInOneLine(line: String, byline: String?) {
    let page = PageBuilder.plain(["首页", "青石镇图书馆重新开放", line] + Prose.paragraphs)
    let metadata = extract(page).metadata
    #expect(metadata.byline == byline)
    #expect(metadata.published == "2021-05-06T08:30:00+08:00")
  }

  @Test func originalTitleAndKeywords() {
    var page = plainPage()
    page.insert(contentsOf: ["原标题：图书馆开门了", "关键词: 图书馆 阅读 青石镇"], at: 11)
    let metadata = extract(PageBuilder.plain(page)).metadata
    #expect(metadata.originalTitle == "图书馆开门了")
    #expect(metadata.keywords == ["图书馆", "阅读", "青石镇"])
  }

  // MARK: Nothing lost

  @Test func undoGivesTheInputBack() throws {
    var random = Generator(seed: 11)
    let pieces =
      Prose.paragraphs + plainPage() + [
        "", " ", "\u{3000}\u{3000}青石", "2020-01-01", "a", "。", "　", "最后更新: 2021-05-06 08:30:00",
      ]
    for _ in 0..<200 {
      let lines = (0..<Int.random(in: 0...30, using: &random)).map { _ in
        pieces[Int.random(in: 0..<pieces.count, using: &random)]
          + (Bool.random(using: &random) ? "" : pieces[Int.random(in: 0..<pieces.count, using: &random)])
      }
      let before = PageBuilder.plain(lines)
      let (text, _, after) = extract(before)
      let log = try #require(after.history.last?.log)
      #expect(after.history.last?.stage == .boilerplate)
      #expect(try log.undo(after.text) == before.text)
      let paragraphs = after.blocks.map { after.string($0) }
      #expect(paragraphs.joined(separator: "\n") == text)
    }
  }

  @Test func rulesAreNamedForRoles() throws {
    let after = extract(PageBuilder.plain(plainPage())).document
    let log = try #require(after.history.last?.log)
    let names = Set(log.edits.map { log.ruleName($0) })
    #expect(names.isSubset(of: Set(Role.allCases.map(\.rawValue) + ["spacing", "glued_line"])))
    #expect(names.isSuperset(of: ["title", "date", "editor", "legal"]))
  }

  @Test(arguments: [
    [], [""], ["一"], ["首页"], ["2020-03-11"], [Prose.paragraphs[0]], ["首页", "登录", "注册", "关于我们"],
    ["\u{3000}", " "], ["责任编辑："], ["最后更新: 2021-05-06 08:30:00"],
  ])
  func oddDocuments(lines: [String]) throws {
    let before = PageBuilder.plain(lines)
    let after = extract(before).document
    #expect(try after.history.last?.log.undo(after.text) == before.text)
  }

  /// Wherever a window over the line's beginning ends, it ends between characters.
  @Test func datesAtAnyOffset() throws {
    for offset in 40..<100 {
      let line =
        String(repeating: "a", count: offset) + " 2021-05-06\u{3000}\u{3000}08:30\u{3000}"
        + Prose.paragraphs[0]
      let before = PageBuilder.plain([line, "编辑\u{3000}：\u{3000}何小雨\u{3000}", line])
      let after = extract(before).document
      #expect(try after.history.last?.log.undo(after.text) == before.text)
    }
  }

  @Test(arguments: [
    ["昨夜的一场大雪让山里的小学停了课。"],
    ["河边的旧码头下月拆除。", "区里说，新码头建在上游两公里处，年底以前可以停靠渡船，居民不必再绕路。"],
  ])
  func shortTextsAreKept(lines: [String]) {
    #expect(extract(PageBuilder.plain(lines)).text == lines.joined(separator: "\n"))
  }

  @Test(arguments: [["首页", "登录", "要闻"], ["老城区的菜市场今天搬家！", "今年冬天为什么这样冷？"], ["未经授权，不得转载。"]])
  func whatIsNoSentenceIsNoArticle(lines: [String]) {
    #expect(extract(PageBuilder.plain(lines)).text.isEmpty)
  }

  @Test func noArticle() {
    let lines = (0..<60).map { "频道\($0 % 7) 更多" } + ["登录", "注册", "关于我们", "版权所有"]
    let (text, metadata, _) = extract(PageBuilder.plain(lines))
    #expect(text.isEmpty)
    #expect(metadata.title == nil)
  }

  @Test func badElementIndicesSurvive() {
    var document = PageBuilder.plain(plainPage())
    document.elements = [Element(tag: "p", parent: 7, names: ""), Element(tag: "div", parent: 1, names: "x")]
    for index in document.blocks.indices { document.blocks[index].element = index % 4 }
    #expect(!extract(document).document.history.isEmpty)
  }

  @Test func probabilitiesAreProbabilities() {
    var document = PageBuilder.plain(plainPage())
    classifier.classify(&document)
    #expect(document.blocks.allSatisfy { $0.role != nil && (0...1).contains($0.probability) })
  }

  @Test func timeIsLinear() {
    let clock = ContinuousClock()
    func time(_ copies: Int) -> Duration {
      let lines = (0..<copies).flatMap { _ in plainPage() }
      let document = PageBuilder.plain(lines)
      return clock.measure { _ = extract(document) }
    }
    _ = time(10)
    let small = time(50)
    let large = time(400)
    // Eight times the blocks; twice the margin for a busy machine.
    #expect(large < small * 16 + .milliseconds(50))
  }

  /// The site's name between two legal lines is of its foot; above the first of them it is not.
  @Test func wordsOfTheFoot() {
    var document = PageBuilder.plain(
      plainPage() + ["青石新闻", "版权所有，未经许可不得转载", "小标", "互联网新闻信息服务许可证00000000"])
    classifier.classify(&document)
    func role(_ line: String) -> Role? { document.blocks.first { document.string($0) == line }?.role }
    #expect(role("小标") == .legal)
    #expect(role("河东区新建三座口袋公园") == .related)
  }

  /// What differs in nothing but a hash of its own is one key; numbers go up as keys come.
  @Test func keysAreNumbered() {
    var keys = KeyNumbers()
    let given = (0..<2_000).map { UInt64($0 % 1_000) &* 0x9E37_79B9_7F4A_7C15 }
    #expect(given.map { keys.insert($0) } == (0..<2_000).map { $0 % 1_000 })
    #expect(keys.count == 1_000)
  }
}
