import Boilerplate
import TestSupport
import Testing
import TextCore

/// Pages without an article say so; none of their text is guessed to be one.
@Suite struct PageKindTests {
  private let classifier = BoilerplateClassifier()

  private func kind(_ page: Document) -> PageKind {
    var page = page
    let kind = classifier.classify(&page)
    classifier.extract(&page)
    #expect((kind == .article) != page.text.isEmpty)
    return kind
  }

  private static let towns = ["青石镇", "河东区", "柳树湾", "北门街", "南山县", "白沙村", "东港市", "西河乡"]
  private static let events = [
    "新建三座口袋公园", "菜市场年底前搬家", "小学操场铺上新草皮", "早班公交提前到五点", "老人食堂周一开张", "图书馆延长开放时间", "江边步道通到码头",
    "暴雨过后抢修水管",
  ]
  private static func title(_ index: Int) -> String { towns[index % 8] + events[(index / 8 + index) % 8] }

  private func bar(_ page: inout PageBuilder, in body: Int) {
    let nav = page.element("ul", names: "nav", in: body)
    for name in ["首页", "新闻", "体育", "财经", "登录", "注册"] {
      page.add(name, element: page.element("li", in: nav), linked: true)
    }
  }

  private func foot(_ page: inout PageBuilder, in body: Int) {
    page.add("版权所有 青石新闻网 未经授权不得转载", element: page.element("div", names: "footer", in: body))
  }

  @Test(arguments: 0..<12) func listPages(variant: Int) {
    var page = PageBuilder()
    page.add("\(Self.towns[variant % 8])新闻_青石新闻网", element: page.element("head"), metadata: "title")
    let body = page.element("body")
    bar(&page, in: body)
    let list = page.element(variant % 2 == 0 ? "ul" : "div", names: variant % 3 == 0 ? "list" : "", in: body)
    for index in 0..<(10 + 3 * variant) {
      let item = page.element(variant % 2 == 0 ? "li" : "div", names: "item", in: list)
      page.add(Self.title(variant + index), element: page.element("a", in: item), linked: true)
      if variant % 4 == 1 { page.add("2021-05-0\(1 + index % 9)", element: page.element("span", in: item)) }
    }
    page.add("上一页 1 2 3 下一页", element: page.element("div", names: "pages", in: body), linked: true)
    foot(&page, in: body)
    #expect(kind(page.document) == .list)
  }

  @Test(arguments: 0..<12) func errorPages(variant: Int) {
    let messages = [
      "404 页面不存在", "抱歉，您访问的页面不存在或已被删除。", "很抱歉，找不到您要的頁面。", "该文章已被删除", "服务器错误，请稍后再试。", "系统繁忙，请稍后再试！",
      "出错了！链接已失效。", "此文章已下线，您可以看看别的。", "无法访问该页面，请检查网址。", "系統忙碌中，請稍後再試。", "网站维护中，明天见。", "404 Not Found",
    ]
    var page = PageBuilder()
    page.add(variant % 2 == 0 ? "404" : "青石新闻网", element: page.element("head"), metadata: "title")
    let body = page.element("body")
    if variant % 3 > 0 { bar(&page, in: body) }
    page.add(messages[variant], element: page.element(variant % 2 == 0 ? "p" : "h1", in: body))
    page.add("返回首页", element: page.element("a", in: body), linked: true)
    if variant % 3 == 2 { foot(&page, in: body) }
    #expect(kind(page.document) == .error)
  }

  @Test(arguments: 0..<12) func loginWalls(variant: Int) {
    let messages = [
      "请登录后查看全文", "登录后才能继续阅读，没有帐号请先注册。", "本文为会员专享，开通会员后可以阅读全文。", "請先登入，才能閱讀全文。", "订阅后阅读全文，每月只要十元。",
      "付费阅读：请扫码支付后继续。", "请输入验证码以继续访问。", "安全验证：请拖动滑块完成拼图。", "您尚未登录，请先登录！", "本篇為會員專享內容，請登入。", "解锁全文请成为会员。",
      "请输入密码查看这篇文章。",
    ]
    var page = PageBuilder()
    page.add("青石镇图书馆重新开放_青石新闻网", element: page.element("head"), metadata: "title")
    let body = page.element("body")
    if variant % 2 == 0 { bar(&page, in: body) }
    page.add("青石镇图书馆重新开放", element: page.element("h1", in: body), heading: 1)
    let wall = page.element("div", names: "login", in: body)
    page.add(messages[variant], element: page.element("p", in: wall))
    page.add("忘记密码", element: page.element("a", in: wall), linked: true)
    if variant % 3 == 0 { foot(&page, in: body) }
    #expect(kind(page.document) == .login)
  }

  /// What a bar or a foot says of logging in, and an article about errors, do not make a page one of those.
  @Test(arguments: [
    "请登录后发表评论", "登录后可以收藏本文", "链接已失效的图书证可以到服务台更换，馆长周明远表示，换证不收任何费用。",
    "404 房间的读者昨天也搬到了新楼，那里的桌椅是居民们捐的。",
  ])
  func articlesStay(line: String) {
    var page = PageBuilder()
    let body = page.element("body")
    bar(&page, in: body)
    let article = page.element("div", names: "content", in: body)
    for paragraph in Prose.paragraphs { page.add(paragraph, element: page.element("p", in: article)) }
    page.add(line, element: page.element("p", in: body))
    for index in 0..<20 {
      page.add(Self.title(index), element: page.element("li", in: body), linked: true)
    }
    #expect(kind(page.document) == .article)
  }

  @Test func oneParagraphIsAnArticle() {
    var page = PageBuilder()
    page.add("青石镇图书馆重新开放", element: page.element("head"), metadata: "title")
    let body = page.element("body")
    bar(&page, in: body)
    page.add(Prose.paragraphs[0], element: page.element("p", in: page.element("div", in: body)))
    for index in 0..<20 {
      page.add(Self.title(index), element: page.element("li", in: body), linked: true)
    }
    #expect(kind(page.document) == .article)
  }
}
