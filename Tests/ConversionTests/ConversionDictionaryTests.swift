import Conversion
import Testing
import TextCore

@Suite struct ConversionDictionaryTests {
  private func convert(_ text: String, _ dictionaries: String..., from profile: ConversionProfile = .auto)
    throws
    -> (text: String, rules: [String])
  {
    var options = Converter.Options()
    options.profile = profile
    options.dictionaries = try dictionaries.map {
      try ConversionDictionary(contents: Array($0.utf8), name: "own.txt")
    }
    let revision = Converter(options: options).convert(Array(text.utf8))
    #expect(try revision.log.undo(revision.text) == Array(text.utf8))
    return (String(decoding: revision.text, as: UTF8.self), revision.log.edits.map(revision.log.ruleName))
  }

  @Test func entriesStandAboveTheTables() throws {
    let result = try convert("我們談雲端運算。", "雲端運算\t云计算 云端计算\n")
    #expect(result.text == "我们谈云计算。")
    #expect(result.rules == ["character", "character", "dictionary"])
  }

  @Test func orderOfLinesDoesNotMatter() throws {
    let lines = ["甲\t子", "甲乙\t丑", "甲乙丙\t寅", "b\tc", "bd\te"]
    for order in [lines, lines.reversed()] {
      let dictionary = order.joined(separator: "\n")
      #expect(try convert("甲乙丙甲乙甲乙丁bbd", dictionary, from: .tw).text == "寅丑丑丁ce")
    }
  }

  @Test func laterDictionariesStandAboveEarlierOnes() throws {
    #expect(try convert("甲乙丙", "甲乙\t低", "乙丙\t高").text == "甲高")
    #expect(try convert("甲乙丙", "乙丙\t低", "甲乙\t高").text == "高丙")
  }

  @Test func commentsMarksAndCarriageReturnsAreTaken() throws {
    #expect(try convert("甲", "\u{FEFF}# 說明\r\n\r\n甲\t乙\r\n").text == "乙")
  }

  @Test(arguments: [
    ("甲\t乙\n甲乙", 2, "no tab"), ("\t乙", 1, "no source"), ("\n\n甲\t", 3, "no target"),
    ("甲\t乙\t丙", 1, "second tab"),
    ("甲\t乙\n丙\t丁\n甲\t戊", 3, "line 1"),
  ])
  func errorsNameTheLine(contents: String, line: Int, reason: String) {
    do {
      _ = try ConversionDictionary(contents: Array(contents.utf8), name: "own.txt")
      Issue.record("taken")
    } catch {
      #expect(error.line == line)
      #expect(error.description.hasPrefix("own.txt:\(line): "))
      #expect(error.reason.contains(reason))
    }
  }

  @Test func bytesThatAreNoTextAreAnError() {
    #expect(throws: ConversionDictionaryError.self) {
      try ConversionDictionary(contents: [0x61, 0x09, 0xFF], name: "own.txt")
    }
  }
}
