import Testing
import TextCore

@testable import Boilerplate

@Suite struct ArticleShapeTests {
  /// Paragraphs under headings, each behind two buttons, and links beside them.
  private func encyclopedia() -> (document: Document, prose: [Int], headings: [Int]) {
    var page = PageBuilder()
    let body = page.element("body")
    let article = page.element("div", in: body)
    var prose: [Int] = []
    var headings: [Int] = []
    for (row, paragraph) in Prose.paragraphs.enumerated() {
      headings.append(4 * row)
      page.add("第\(row + 1)章的名字", element: page.element("h2", in: article), heading: 2)
      page.add("播放", element: page.element("span", in: article))
      page.add("改写", element: page.element("span", in: article))
      prose.append(4 * row + 3)
      page.add(paragraph, element: page.element("div", names: "para", in: article))
    }
    let links = page.element("ul", in: body)
    page.add("河东区新建三座口袋公园", element: page.element("li", in: links), linked: true)
    return (page.document, prose, headings)
  }

  /// Two articles far apart in plain text: the one with more evidence stays, whichever comes first.
  @Test(arguments: [true, false])
  func oneOfTwoArticles(firstIsLonger: Bool) {
    let (long, short) = (Prose.paragraphs, Array(Prose.paragraphs.prefix(1)))
    let titles = (0..<8).map { "第\($0)条别的新闻" }
    let lines = (firstIsLonger ? long : short) + titles + (firstIsLonger ? short : long)
    let document = PageBuilder.plain(lines)
    let features = BlockFeatures(document)
    let isProse = lines.map { Prose.paragraphs.contains($0) }
    var inArticle = isProse
    ArticleRuns.single(
      &inArticle, scores: isProse.map { $0 ? 2 : -2 }, features: features, document: document)
    let kept = firstIsLonger ? 0..<long.count : lines.count - long.count..<lines.count
    #expect(inArticle.indices.filter { inArticle[$0] } == Array(kept))
  }

  // MARK: Lines like the article's own

  /// Prices between paragraphs, in one element; and a line of the same kind that the model is sure of.
  private func priceList(_ lines: [String]) -> (document: Document, rows: Range<Int>) {
    var page = PageBuilder()
    let body = page.element("body")
    page.add("首页", element: page.element("li", in: body), linked: true)
    let article = page.element("div", in: body)
    for line in lines { page.add(line, element: page.element("p", in: article)) }
    return (page.document, 1..<lines.count + 1)
  }

  @Test func linesBetweenLinesOfTheirKindAreTakenIn() {
    let (document, rows) = priceList([
      "一、青石镇游船", "成人票八十元", "二、河东区花园", "儿童票十元", "三、柳树湾码头", "点击领取红包", "四、南山县古城",
    ])
    let features = BlockFeatures(document)
    var inArticle = features.visible.map { rows.contains($0) && $0 % 2 == 1 }
    var scores = inArticle.map { $0 ? Float(1) : -2 }
    scores[6] = -4
    AlikeLines.admit(to: &inArticle, scores: scores, features: features)
    #expect(inArticle.indices.filter { inArticle[$0] } == [1, 2, 3, 4, 5, 7])
  }

  @Test func fewLinesAmongManyOfTheirKindAreNotFilledUp() {
    let (document, _) = priceList((0..<9).map { "第\($0)条别的新闻" })
    let features = BlockFeatures(document)
    let found = features.visible.map { [1, 5, 9].contains($0) }
    var inArticle = found
    AlikeLines.admit(to: &inArticle, scores: found.map { $0 ? 1 : -2 }, features: features)
    #expect(inArticle == found)
  }

  @Test func paragraphsBehindButtonsAreTakenIn() {
    let (document, prose, headings) = encyclopedia()
    let features = BlockFeatures(document)
    var inArticle = features.visible.map { $0 == prose[0] }
    let scores = features.visible.map { prose.contains($0) ? Float(-1) : -5 }
    AlikeLines.admit(to: &inArticle, scores: scores, features: features)
    #expect(inArticle.indices.filter { inArticle[$0] } == (prose + headings.dropFirst()).sorted())
  }

  @Test func whatTheModelIsSureOfStaysOut() {
    let (document, prose, _) = encyclopedia()
    let features = BlockFeatures(document)
    let found = features.visible.map { $0 == prose[0] }
    var inArticle = found
    AlikeLines.admit(to: &inArticle, scores: found.map { $0 ? 2 : -4 }, features: features)
    #expect(inArticle == found)
  }

  // MARK: Last resort

  private static let contents = [
    "河边的柳树与青石镇的水利", "周明远", "山上的树叶在秋天的颜色", "林素梅、何小雨", "池塘里的荷花为何开得晚", "周明远、林素梅", "图书馆两年来的修缮经过", "何小雨",
    "江边步道的历史与今天", "林素梅", "老人食堂的一日三餐", "周明远", "早班公交的乘客从哪里来", "何小雨",
  ]

  /// A table of contents has no prose; but it stands outside of links, and nothing else on the page does.
  @Test func containerOfLinesWithoutProse() {
    var page = PageBuilder()
    let body = page.element("body")
    let bar = page.element("ul", in: body)
    for name in ["首页", "新闻", "期刊"] { page.add(name, element: page.element("li", in: bar), linked: true) }
    let article = page.element("div", in: body)
    for line in Self.contents { page.add(line, element: page.element("p", in: article)) }
    let features = BlockFeatures(page.document)
    var inArticle = features.visible.map { _ in false }
    LastResort.admit(to: &inArticle, scores: inArticle.map { _ in -2 }, features: features)
    #expect(inArticle.indices.filter { inArticle[$0] } == Array(3..<3 + Self.contents.count))
  }

  @Test(arguments: [("div", "article_content", true), ("article", "", true), ("div", "wrap", false)])
  func lineBelowTheHeadline(tag: String, names: String, isText: Bool) {
    var page = PageBuilder()
    page.add("青石镇图书馆重新开放通知", element: page.element("head"), metadata: "title")
    let body = page.element("body")
    page.add("青石镇图书馆重新开放通知", element: page.element("h1", in: body), heading: 1)
    let element = page.element(tag, names: names, in: body)
    page.add("周六上午九点", element: page.element("p", in: element))
    page.add("下一篇", element: page.element("p", in: element), linked: true)
    let features = BlockFeatures(page.document)
    var inArticle = features.visible.map { _ in false }
    LastResort.admit(to: &inArticle, scores: inArticle.map { _ in -2 }, features: features)
    #expect(inArticle == [false, isText, false])
  }

  @Test func whatTheModelFoundStays() {
    var page = PageBuilder()
    let body = page.element("body")
    let article = page.element("div", in: body)
    for line in Self.contents { page.add(line, element: page.element("p", in: article)) }
    page.add(Prose.paragraphs[1], element: page.element("p", in: body))
    page.add(Prose.paragraphs[2], element: page.element("p", in: body))
    let features = BlockFeatures(page.document)
    let found = features.visible.map { $0 >= Self.contents.count }
    var inArticle = found
    LastResort.admit(to: &inArticle, scores: found.map { $0 ? 2 : -2 }, features: features)
    #expect(inArticle == found)
  }
}
