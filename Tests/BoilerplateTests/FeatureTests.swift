import Testing
import TextCore

@testable import Boilerplate

@Suite struct FeatureTests {
  private func value(_ feature: Feature, of row: Int, in page: Document) -> Float {
    BlockFeatures(page).rows[row * Feature.count + feature.rawValue]
  }

  @Test(arguments: [
    ("本报讯（记者 何小雨）青石镇图书馆昨天重新开放，居民们带着孩子前来借书。", true),
    ("（青石社記者何小雨青石鎮19日電）圖書館昨天重新開放，居民們帶著孩子前來借書。", true),
    ("青石网5月20日消息，镇图书馆昨天重新开放，居民们带着孩子前来借书。", true),
    ("青石镇图书馆昨天重新开放，居民们带着孩子前来借书。", false),
    ("本报讯（记者 何小雨）", false),
    ("居民们带着孩子前来借书，馆长在门口迎接第一批读者，还介绍了新添的两万册藏书和新的阅览室。何小雨在镇里住了很久。（记者）", false),
  ])
  func datelines(paragraph: String, opens: Bool) {
    #expect(value(.dateline, of: 0, in: PageBuilder.plain([paragraph])) == (opens ? 1 : 0))
  }

  @Test func containerWithoutSentenceMarks() {
    var page = PageBuilder()
    let body = page.element("body")
    let article = page.element("div", in: body)
    for line in ["春天的时候，河边的柳树，全都绿了", "夏天的时候，池塘里的荷花，全都开了", "秋天的时候，山上的树叶，全都红了"] {
      page.add(line, element: page.element("p", in: article))
    }
    let links = page.element("ul", in: body)
    for _ in 0..<8 {
      page.add("河东区新建三座口袋公园的消息传来", element: page.element("li", in: links), linked: true)
    }
    #expect(value(.insideContainer, of: 0, in: page.document) == 1)
    #expect(value(.containerShare, of: 0, in: page.document) == 1)
    #expect(value(.insideContainer, of: 3, in: page.document) == 0)
    #expect(value(.containerShare, of: 3, in: page.document) == 0)
    #expect(value(.containerLead, of: 0, in: page.document) == 1)
  }

  /// A short word of a family must not be found inside of a longer one.
  @Test(arguments: [
    ("header", NameFamily.advert, false), ("ad-box", .advert, true), ("photo", .related, false),
    ("box_hot", .related, true), ("inside", .side, false), ("sidebar", .side, true),
    ("topic", .caption, false),
    ("pic-1", .caption, true),
  ])
  func nameFamilies(names: String, family: NameFamily, isMeant: Bool) {
    let tree = ElementTree([Element(tag: "div", parent: nil, names: names)])
    #expect(tree.nodes[0].names.contains(family) == isMeant)
  }

  @Test(arguments: [
    ("article_content", 2), ("post-body", 2), ("contents", 1), ("left article main", 1), ("nav", 0),
  ])
  func contentNames(names: String, words: UInt8) {
    #expect(ElementTree([Element(tag: "div", parent: nil, names: names)]).nodes[0].contentNames == words)
  }
}
