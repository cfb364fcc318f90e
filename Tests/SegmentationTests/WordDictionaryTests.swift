import Segmentation
import TestSupport
import Testing

@Suite struct WordDictionaryTests {
  private func segmenter(_ lines: String) throws -> Segmenter {
    var options = Segmenter.Options()
    options.dictionary = try WordDictionary(contents: Array(lines.utf8), name: "own.txt")
    return Segmenter(options: options)
  }

  @Test func wordsOfTheUserAreFound() throws {
    let text = "临江北站的雁栖号正在检修"
    #expect(!Segmenter().words(in: text).contains("雁栖号"))
    #expect(try segmenter("# 车名\n\n雁栖号\n").words(in: text).contains("雁栖号"))
  }

  @Test func wordsThatMustBeAreCutOutWhereverTheyOccur() throws {
    let text = "今天天气很好"
    #expect(try segmenter("天天 must").words(in: text).contains("天天"))
    #expect(try segmenter("天天 must\n天天气 must").words(in: text).contains("天天气"))
    #expect(try segmenter("天气 must\n天天 9 must").words(in: text).contains("天天"))
    #expect(try segmenter("天，气 must").words(in: "天，气") == ["天，气"])
  }

  @Test func dictionariesOfOneCallDoNotReachAnother() throws {
    let own = try segmenter("雁栖号 must")
    #expect(own.words(in: "雁栖号") == ["雁栖号"])
    #expect(try segmenter("鹭岛号 must").words(in: "雁栖号") == Segmenter().words(in: "雁栖号"))
  }

  /// Hashes of 48 bits tell 200,000 words from 200,000 others.
  @Test func wordsThatAreNotThereAreNotFound() throws {
    let alphabet = Array("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉".unicodeScalars)
    func word(_ number: Int) -> String {
      var rest = number
      var word = ""
      for _ in 0..<5 {
        word.unicodeScalars.append(alphabet[rest % 20])
        rest /= 20
      }
      return word
    }
    let own = try segmenter(
      stride(from: 0, to: 40_000, by: 2).map { word($0 * 79) + " must" }.joined(separator: "\n"))
    for number in stride(from: 0, to: 2_000, by: 2) {
      #expect(own.words(in: word(number * 79)) == [word(number * 79)[...]])
      #expect(own.words(in: word(number * 79 + 79)) == Segmenter().words(in: word(number * 79 + 79)))
    }
  }

  @Test func bothScriptsAreServed() throws {
    #expect(try segmenter("雁栖号").words(in: "坐雁棲號出門").contains("雁棲號"))
    #expect(try segmenter("雁棲號").words(in: "坐雁栖号出门").contains("雁栖号"))
  }

  @Test func wordsMayHoldAnythingButWhiteSpace() throws {
    let segmenter = try segmenter("𠮷野家\n《雁栖》\nC++20 5")
    #expect(segmenter.words(in: "看《雁栖》") == ["看", "《雁栖》"])
    #expect(segmenter.words(in: "去𠮷野家") == ["去", "𠮷野家"])
    #expect(segmenter.words(in: "用C++20写") == ["用", "C++20", "写"])
  }

  @Test func orderAndRepetitionDoNotMatter() throws {
    let lines = ["雁栖号 5", "雁栖", "号正在", "雁栖号 90000", "雁栖号 3"]
    let text = "雁栖号正在检修，雁栖号停运"
    let expected = try segmenter(lines.joined(separator: "\n")).words(in: text)
    var generator = Generator(seed: 5)
    for _ in 0..<10 {
      let shuffled = lines.shuffled(using: &generator).joined(separator: "\n")
      #expect(try segmenter(shuffled).words(in: text) == expected)
    }
  }

  @Test func otherTextStaysAsItIs() throws {
    let text = "市民可在周末预约参观，名额有限。"
    #expect(try segmenter("雁栖号 100000\n生僻词 1").words(in: text) == Segmenter().words(in: text))
  }

  @Test func aRareWordDoesNotBecomeRarer() throws {
    #expect(try segmenter("图书馆 1").words(in: "图书馆开放") == Segmenter().words(in: "图书馆开放"))
  }

  @Test(arguments: [
    ("雁栖号 3 n", 1, "has more than a word, its weight and must"),
    ("甲\n雁栖号 x", 2, "has the weight \"x\", which is not a whole number above 0"),
    ("甲\n\n乙 0", 3, "has the weight \"0\", which is not a whole number above 0"),
    ("甲\n" + String(repeating: "长", count: 65), 2, "has a word of more than 64 characters"),
  ])
  func errorsNameTheLine(contents: String, line: Int, reason: String) {
    let error = #expect(throws: WordDictionaryError.self) {
      try WordDictionary(contents: Array(contents.utf8), name: "own.txt")
    }
    #expect(error?.description == "own.txt:\(line): \(reason)")
  }

  @Test func brokenUTF8IsAnError() {
    let error = #expect(throws: WordDictionaryError.self) {
      try WordDictionary(contents: [0x61, 0x0A, 0xFF], name: "own.txt")
    }
    #expect(error?.description == "own.txt:2: is not UTF-8")
  }

  @Test func windowsLineEndsAndByteOrderMarkAreSkipped() throws {
    #expect(try segmenter("\u{FEFF}雁栖号 9\r\n").words(in: "雁栖号") == ["雁栖号"])
  }
}
