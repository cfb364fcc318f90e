import Testing
import TextCore

@testable import Markup

@Suite struct LimitsTests {
  private func failure(_ page: String, limits: MarkupLimits = MarkupLimits()) -> MarkupError? {
    var document = Document(text: Array(page.utf8))
    var parser = MarkupParser()
    parser.limits = limits
    do {
      try parser.parse(&document, as: .html)
      return nil
    } catch {
      #expect(document.blocks.isEmpty && document.history.isEmpty, "a page that failed stays as it was")
      return error
    }
  }

  @Test func deepNestingIsAnError() throws {
    #expect(
      failure(String(repeating: "<div>", count: 100_000)) == .tooDeep(limit: 4_096, offset: 4_096 * 5 + 4))
    #expect(failure(String(repeating: "<div>", count: 500) + "文") == nil)
    var limits = MarkupLimits()
    limits.depth = 3
    #expect(failure("<p><b><i>文", limits: limits) == nil)
    #expect(failure("<p><b><i><u>文", limits: limits) == .tooDeep(limit: 3, offset: 11))
  }

  @Test func tooManyBlocksAreAnError() {
    var limits = MarkupLimits()
    limits.blocks = 3
    #expect(failure("<p>1<p>2<p>3", limits: limits) == nil)
    #expect(failure("<p>1<p>2<p>3<p>4", limits: limits) == .tooManyBlocks(limit: 3, offset: 15))
  }

  @Test func tooLongTextIsAnError() {
    var limits = MarkupLimits()
    limits.text = 5
    #expect(failure("<p>文", limits: limits) == .textTooLong(limit: 5, count: 6))
  }

  /// Each would take minutes if anything in it took more than linear time.
  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      String(repeating: "<", count: 300_000), String(repeating: "&", count: 50_000),
      "<a " + (0..<50_000).map { "a\($0)" }.joined(separator: " ") + ">文",
      "<p>文</x><a b" + String(repeating: " c=\"", count: 50_000),
      "<a href='" + String(repeating: "x", count: 1_000_000) + "'>文",
      String(repeating: "<a href=\"x>", count: 50_000),
      String(repeating: "<!-- x ", count: 100_000), String(repeating: "<!x", count: 50_000),
      String(repeating: "<b>", count: 1_000) + String(repeating: "</i>", count: 10_000),
      String(repeating: "文</foo>", count: 20_000), String(repeating: "<script>", count: 50_000),
      String(repeating: "<script></", count: 50_000), String(repeating: "文\u{1}", count: 20_000),
      "文" + String(repeating: "&nbsp; <b></b>", count: 20_000) + "文",
      "&#" + String(repeating: "0", count: 500_000) + "65;",
      "<script type=application/ld+json>" + String(repeating: "[{\"a\":", count: 100_000),
    ])
  func monstersTakeLinearTime(page: String) throws {
    #expect(try parse(page).fault(for: Array(page.utf8)) == nil)
  }
}
