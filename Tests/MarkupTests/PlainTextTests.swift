import Testing
import TextCore

@testable import Markup

@Suite struct PlainTextTests {
  @Test func linesAreBlocks() throws {
    let text = "\u{FEFF}标题\r\n\r\n \t\n　　第一段。\u{A0}\r\n第二段<br>还是&amp;它\n\n"
    let document = try parse(text, as: .text)
    #expect(document.blocks.map(document.string) == ["标题", "第一段。", "第二段<br>还是&amp;它"])
    #expect(document.blocks.map(\.blankLinesBefore) == [0, 2, 0])
    #expect(document.blocks.allSatisfy { $0.element == nil })
    #expect(document.fault(for: Array(text.utf8)) == nil)
  }

  @Test(arguments: [
    "", "\n", " \n　\n\r\n", "一", "一\n", "\n一", "a\u{85}b\u{2028}c", "\u{85}", "一\r二", "\t一 二　\t",
  ])
  func everyTextUndoes(text: String) throws {
    #expect(try parse(text, as: .text).fault(for: Array(text.utf8)) == nil)
  }

  @Test func otherLineSeparatorsAreText() throws {
    #expect(try parse("a\u{85}b\u{2028}c\n\u{85}", as: .text).blocks.count == 2)
  }

  @Test func cleanTextHasAnEmptyLog() throws {
    #expect(try parse("一\n二\n三", as: .text).history[0].log.isEmpty)
  }
}
