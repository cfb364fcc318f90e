import ICUText
import Testing

@Suite struct ICUTransliteratorTests {
  @Test(arguments: [
    ("Traditional-Simplified", "萬里長城", "万里长城"), ("Fullwidth-Halfwidth", "ＡＢＣ１２３，ｶﾞ", "ABC123,ｶﾞ"),
    ("Any-Name", "ab", "\\N{LATIN SMALL LETTER A}\\N{LATIN SMALL LETTER B}"),
  ])
  func byID(id: String, input: String, expected: String) throws {
    let transliterator = try ICUTransliterator(id: id)
    #expect(try transliterator.transliterate(Array(input.utf8)) == Array(expected.utf8))
    #expect(try transliterator.transliterate([]) == [])
  }

  @Test func growsAsMuchAsTheRulesSay() throws {
    let transliterator = try ICUTransliterator(rules: Array("a > 我們的家;".utf8))
    let output = try transliterator.transliterate([UInt8](repeating: UInt8(ascii: "a"), count: 5000))
    #expect(output == Array(String(repeating: "我們的家", count: 5000).utf8))
  }

  @Test func unknownIDIsAnError() {
    #expect(throws: ICUTransliteratorError.self) { try ICUTransliterator(id: "Klingon-Elvish") }
  }

  @Test func wrongRuleTellsItsPlace() {
    do {
      _ = try ICUTransliterator(rules: Array("a > b;\n字 > [c;\n".utf8))
      Issue.record("the rule was taken")
    } catch {
      #expect(error.line == 2)
      #expect(error.offset.map { (7...20).contains($0) } == true)
      #expect(error.description.contains("line 2"))
    }
  }

  @Test func illFormedBytesAreReplaced() throws {
    let transliterator = try ICUTransliterator(id: "Traditional-Simplified")
    #expect(try transliterator.transliterate([0x61, 0xFF, 0x62]) == Array("a\u{FFFD}b".utf8))
  }

  @Test func servesManyThreads() async throws {
    let transliterator = try ICUTransliterator(id: "Traditional-Simplified")
    let input = Array(String(repeating: "電腦與網絡 ", count: 200).utf8)
    let expected = Array(String(repeating: "电脑与网络 ", count: 200).utf8)
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<16 { group.addTask { try transliterator.transliterate(input) == expected } }
      for try await isRight in group { #expect(isRight) }
    }
  }
}
