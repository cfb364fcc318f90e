import Curation
import Testing

@Suite struct TextFilterTests {
  private static let article = "清晨下了一场小雨，河边的柳树都绿了。孩子们撑着伞去上学，路上说说笑笑。\n老人们坐在桥头看水，水里有许多小鱼，游得很快。"

  private func reason(_ text: String, _ set: (inout TextFilter.Options) -> Void) -> Rejection? {
    var options = TextFilter.Options()
    set(&options)
    return Array(text.utf8).withUnsafeBufferPointer { TextFilter(options: options).rejection(of: $0) }
  }

  @Test func keepsAllByDefault() {
    for text in ["", "a", Self.article] { #expect(reason(text) { _ in } == nil) }
  }

  @Test func measuresLengthInCharacters() {
    #expect(reason("河 水\n清") { $0.minimumLength = 4 } == Rejection(.tooShort, .count(3)))
    #expect(reason("河 水\n清") { $0.minimumLength = 3 } == nil)
  }

  @Test func measuresHanzi() {
    #expect(reason("河水abcdef") { $0.minimumHanzi = 0.5 } == Rejection(.fewHanzi, .share(0.25)))
    #expect(reason(Self.article) { $0.minimumHanzi = 0.5 } == nil)
  }

  @Test func measuresRepetition() {
    let repeated = String(repeating: "小雨落在河边的柳树上面。", count: 20)
    #expect(reason(repeated) { $0.maximumRepetition = 0.5 }?.reason == .repetitive)
    #expect(reason(Self.article) { $0.maximumRepetition = 0.1 } == nil)
  }

  @Test func tellsListsFromProse() {
    let list = (1...20).map { "临江市图书馆第\($0)次开放至零点" }.joined(separator: "\n")
    #expect(reason(list) { $0.dropsLists = true }?.reason == .listPage)
    #expect(reason(Self.article + "\n责任编辑：李云舟") { $0.dropsLists = true } == nil)
  }

  @Test(arguments: [
    (TextFilterTests.article, Language.chinese), ("今日は雨が降りました。川の柳は緑です。", .japanese),
    ("아침에 비가 내렸다.", .korean), ("It rained in the morning.", .other), ("2024 / 05", .none), ("", .none),
    ("他说“さようなら”是再见的意思，大家听了都笑起来，这个词从此在我们班里流行了很久很久。", .chinese), ("用iPhone拍的照片", .chinese),
  ])
  func tellsLanguages(_ text: String, _ language: Language) {
    #expect(Array(text.utf8).withUnsafeBufferPointer { TextMeasures($0).language } == language)
    #expect(reason(text) { $0.languages = [language] } == nil)
    #expect(
      reason(text) { $0.languages = Set(Language.allCases).subtracting([language]) }?.reason == .language)
  }
}
