import Boilerplate
import Testing

@Suite struct RelativeTimeTests {
  private func published(_ line: String, now: String?, url: String? = nil) -> String? {
    let classifier = BoilerplateClassifier()
    var options = BoilerplateClassifier.Options()
    options.now = now.flatMap { Timestamp($0) }
    options.url = url
    var page = PageBuilder.plain(["首页", "青石镇图书馆重新开放", line] + Prose.paragraphs)
    classifier.classify(&page, options: options)
    return classifier.metadata(of: page, options: options).published
  }

  @Test(arguments: [
    ("3小时前", "2020-03-10T22:30:00+08:00"), ("5分鐘前", "2020-03-11T01:25:00+08:00"), ("2天前", "2020-03-09"),
    ("昨天 08:30", "2020-03-10T08:30:00+08:00"), ("发布时间：12天前", "2020-02-28"),
    ("刚刚", "2020-03-11T01:30:00+08:00"),
  ])
  func countsBack(line: String, expected: String) {
    #expect(published(line, now: "2020-03-11T01:30:00+08:00") == expected)
    #expect(published(line, now: nil) == nil)
  }

  @Test func offsets() {
    #expect(published("2020-03-11T01:30:00Z", now: nil) == "2020-03-11T09:30:00+08:00")
    #expect(
      published("2020-03-11 01:30:00", now: nil, url: "https://news.example.jp/a")
        == "2020-03-11T01:30:00+09:00")
    #expect(Timestamp("gestern") == nil)
    #expect(Timestamp("2020-03-11 oder so") == nil)
  }
}
