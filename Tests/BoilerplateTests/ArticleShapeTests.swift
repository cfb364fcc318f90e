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

  @Test func paragraphsOfTheContainerAreTakenIn() {
    let (document, prose, headings) = encyclopedia()
    let features = BlockFeatures(document)
    var inArticle = features.visible.map { $0 == prose[0] }
    let scores = features.visible.map { prose.contains($0) ? Float(-2) : -5 }
    ContainerParagraphs.admit(to: &inArticle, scores: scores, features: features)
    #expect(inArticle.indices.filter { inArticle[$0] } == (prose + headings.dropFirst()).sorted())
  }

  @Test func whatTheModelIsSureOfStaysOut() {
    let (document, prose, _) = encyclopedia()
    let features = BlockFeatures(document)
    let found = features.visible.map { $0 == prose[0] }
    var inArticle = found
    ContainerParagraphs.admit(
      to: &inArticle, scores: found.map { $0 ? 2 : -4 }, features: features)
    #expect(inArticle == found)
  }

  @Test func anArticleOutsideOfTheContainerIsLeftAlone() {
    let (document, prose, _) = encyclopedia()
    let features = BlockFeatures(document)
    let found = features.visible.map { $0 == prose[0] || $0 == document.blocks.count - 1 }
    var inArticle = found
    ContainerParagraphs.admit(
      to: &inArticle, scores: found.map { _ in 0 }, features: features)
    #expect(inArticle == found)
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
}
