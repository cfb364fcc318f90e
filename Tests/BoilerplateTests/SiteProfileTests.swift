import Boilerplate
import TestSupport
import Testing
import TextCore

@Suite struct SiteProfileTests {
  private let classifier = BoilerplateClassifier()
  private let notice = "青石新闻网的编辑们每天早上六点开始工作，他们从各村的来信里挑出值得写的事，并且一件件打电话核实。"

  /// A page of its own sentences with one that all pages of the site have.
  private func page(_ number: Int) -> Document {
    var random = Generator(seed: UInt64(number))
    let hanzi = Array(Set(Prose.paragraphs.joined()).filter { $0 > "\u{4E00}" && $0 < "\u{9FFF}" }).sorted()
    let own = (0..<4).map { _ in
      let words = (0..<40).map { _ in hanzi[Int.random(in: 0..<hanzi.count, using: &random)] }
      return String(words[..<18]) + "，" + String(words[18...]) + "。"
    }
    let text = number == 99 ? Prose.paragraphs : own
    return PageBuilder.plain(["首页", "新闻"] + text + [notice.replacing("六点", with: "六点\(number)分")])
  }

  private func profile(of pages: [Int], host: String = "a.example") -> SiteProfile {
    let learner = SiteLearner()
    for number in pages {
      var page = page(number)
      classifier.classify(&page, options: options(host) { $0.siteLearner = learner })
    }
    return learner.profile
  }

  private func options(
    _ host: String, _ change: (inout BoilerplateClassifier.Options) -> Void
  ) -> BoilerplateClassifier.Options {
    var options = BoilerplateClassifier.Options()
    options.url = "https://\(host)/1.html"
    change(&options)
    return options
  }

  private func extract(_ number: Int, host: String = "a.example", _ profile: SiteProfile?) -> String {
    var document = page(number)
    classifier.classify(&document, options: options(host) { $0.siteProfile = profile })
    classifier.extract(&document)
    return String(decoding: document.text, as: UTF8.self)
  }

  @Test func whatASiteRepeatsIsNoArticle() {
    let without = extract(99, nil)
    #expect(without.contains("青石新闻网的编辑们"))
    let with = extract(99, profile(of: Array(0..<12)))
    #expect(!with.contains("青石新闻网的编辑们"))
    #expect(with == Prose.paragraphs.joined(separator: "\n"))
  }

  @Test func anotherSiteIsNotConcerned() {
    #expect(extract(99, host: "b.example", profile(of: Array(0..<12))) == extract(99, nil))
  }

  @Test func fewPagesTeachNothing() {
    #expect(extract(99, profile(of: [0, 1, 2])) == extract(99, nil))
  }

  @Test func orderDoesNotMatter() {
    #expect(profile(of: Array(0..<8)) == profile(of: Array((0..<8).reversed())))
  }

  @Test func learningChangesNoResult() {
    var learned = page(5)
    var plain = page(5)
    classifier.classify(&learned, options: options("a.example") { $0.siteLearner = SiteLearner() })
    classifier.classify(&plain, options: options("a.example") { _ in })
    #expect(learned.blocks == plain.blocks)
  }

  @Test func savedAndLoaded() {
    let profile = profile(of: Array(0..<4))
    #expect(SiteProfile(contents: profile.contents) == profile)
    #expect(profile.contents.count < 1 << 20)
    #expect(SiteProfile(contents: []) == nil)
    #expect(SiteProfile(contents: Array(profile.contents.dropLast())) == nil)
  }
}
