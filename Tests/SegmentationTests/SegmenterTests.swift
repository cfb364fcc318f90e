import Segmentation
import TestSupport
import Testing

@Suite struct SegmenterTests {
  /// Texts that put every rule to work, in random order.
  static let pieces = [
    "临江市图书馆", "二十一日", "5月3日", "2025年", "王晓峰", "圖書館開放", "的", "研究生命起源", "https://example.org/a?b=1", "，", "——",
    "……", " ", "\u{3000}", "\t", "\n", "abc", "３．５", "3.14%", "a@b.cn", "カタカナ", "한국어", "𠮷野家", "👨‍👩‍👧", "é",
    "\u{85}", "\u{0}", "“",
    "第十三", "第8", "一百二十", "卡拉OK", "B超", "克里斯托弗", "1,000", "·", "\u{2028}", "\u{FFFD}",
  ]

  static func text(_ generator: inout Generator, pieces count: Int) -> String {
    (0..<count).map { _ in pieces[Int.random(in: 0..<pieces.count, using: &generator)] }.joined()
  }

  static func ranges(_ bytes: [UInt8], _ segmenter: Segmenter = Segmenter()) -> [Range<Int>] {
    var words: [Range<Int>] = []
    bytes.withUnsafeBufferPointer { segmenter.segment($0, into: &words) }
    return words
  }

  @Test(arguments: SegmentationStandard.allCases)
  func wordsAreTheTextLessItsWhiteSpace(standard: SegmentationStandard) {
    var options = Segmenter.Options()
    options.standard = standard
    let segmenter = Segmenter(options: options)
    var generator = Generator(seed: 1)
    for _ in 0..<300 {
      let text = Self.text(&generator, pieces: Int.random(in: 0...30, using: &generator))
      let words = segmenter.words(in: text)
      let visible = text.unicodeScalars.filter { !$0.properties.isWhitespace }
      #expect(words.joined().unicodeScalars.elementsEqual(visible))
      #expect(words.allSatisfy { !$0.isEmpty })
    }
  }

  @Test func rangesAscend() {
    var generator = Generator(seed: 2)
    for _ in 0..<100 {
      let words = Self.ranges(Array(Self.text(&generator, pieces: 60).utf8))
      #expect(zip(words, words.dropFirst()).allSatisfy { $0.upperBound <= $1.lowerBound })
    }
  }

  @Test(arguments: SegmentationStandard.allCases)
  func linesAreIndependent(standard: SegmentationStandard) {
    var options = Segmenter.Options()
    options.standard = standard
    let segmenter = Segmenter(options: options)
    var generator = Generator(seed: 3)
    for number in 0..<100 {
      // Names at the end of a line are in doubt the most.
      let end = number.isMultiple(of: 2) ? "\n编辑:邱佳宁" : ""
      let first = Array((Self.text(&generator, pieces: 8) + end).utf8)
      let second = Array(Self.text(&generator, pieces: 8).utf8)
      let start = first.count + 1
      let apart =
        Self.ranges(first, segmenter)
        + Self.ranges(second, segmenter).map { $0.lowerBound + start..<$0.upperBound + start }
      #expect(Self.ranges(first + [0x0A] + second, segmenter) == apart)
    }
  }

  @Test func appendsToWhatIsThere() {
    var words = [0..<1]
    Array("明天".utf8).withUnsafeBufferPointer { Segmenter().segment($0, into: &words) }
    #expect(words == [0..<1, 0..<6])
  }

  /// A stretch longer than the room for one is cut at a word.
  @Test func longStretchesAreCutAtWords() {
    let sentence = "临江市图书馆开放至零点读者称赞"
    let words = Segmenter().words(in: String(repeating: sentence, count: 500))
    #expect(words.joined() == String(repeating: sentence, count: 500))
    #expect(words.count == 500 * Segmenter().words(in: sentence).count)
  }

  @Test(arguments: ["a", "4", "一", "了", "啊", "-", "。", "王", "克"])
  func oneCharacterWithoutEnd(character: String) {
    let text = String(repeating: character, count: 10_000)
    #expect(Segmenter().words(in: text).joined() == text)
  }

  @Test func randomBytesAreCoveredOnce() {
    var generator = Generator(seed: 4)
    for _ in 0..<300 {
      let bytes = (0..<Int.random(in: 0...80, using: &generator)).map { _ in
        UInt8.random(in: 0x80...0xFF, using: &generator)
      }
      let words = Self.ranges(bytes)
      #expect(words.allSatisfy { !$0.isEmpty && $0.upperBound <= bytes.count })
      #expect(zip(words, words.dropFirst()).allSatisfy { $0.upperBound <= $1.lowerBound })
    }
  }

  @Test func traditionalAndSimplifiedAreCutAlike() {
    let traditional = "圖書館將於下週開放書庫，讀者可憑證件借閱。"
    let simplified = "图书馆将于下周开放书库，读者可凭证件借阅。"
    let segmenter = Segmenter()
    #expect(segmenter.words(in: traditional).map(\.count) == segmenter.words(in: simplified).map(\.count))
  }

  @Test func aBufferIsUsedAgain() {
    var buffer = WordBuffer()
    var generator = Generator(seed: 6)
    for _ in 0..<100 {
      let bytes = Array(Self.text(&generator, pieces: 40).utf8)
      bytes.withUnsafeBufferPointer { Segmenter().segment($0, into: &buffer) }
      #expect(buffer.words == Self.ranges(bytes))
    }
  }

  /// What stands on other lines, and on which thread a line is segmented, changes nothing.
  @Test func threadsAgree() async {
    var generator = Generator(seed: 7)
    let lines = (0..<64).map { _ in Array(Self.text(&generator, pieces: 50).utf8) }
    let expected = lines.map { Self.ranges($0) }
    let found = await withTaskGroup(of: (Int, [Range<Int>]).self) { group in
      for (index, line) in lines.enumerated() { group.addTask { (index, Self.ranges(line)) } }
      return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    #expect(lines.indices.allSatisfy { found[$0] == expected[$0] })
  }

  @Test func fineModeAddsTheWordsInside() {
    var options = Segmenter.Options()
    options.mode = .fine
    let words = Segmenter(options: options).words(in: "图书馆开放")
    #expect(words == ["图书", "图书馆", "开放"])
  }

  /// Without invented words, all that is not in a dictionary comes apart, but for tokens by rule.
  @Test func dictionaryOnlyInventsNothing() throws {
    let text = "记者王晓岚乘雁栖号，2025-05-21，雁栖 3.5"
    var options = Segmenter.Options()
    options.mode = .dictionaryOnly
    let words = Segmenter(options: options).words(in: text)
    #expect(
      words.contains("晓") && words.contains("岚") && words.contains("记者") && words.contains("2025-05-21"))
    options.dictionary = try WordDictionary(contents: Array("王晓岚\n雁栖号".utf8), name: "own")
    #expect(Segmenter(options: options).words(in: text).starts(with: ["记者", "王晓岚", "乘", "雁栖号"]))
  }
}
