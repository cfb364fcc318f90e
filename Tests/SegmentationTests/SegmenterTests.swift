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

  @Test func linesAreIndependent() {
    var generator = Generator(seed: 3)
    for _ in 0..<100 {
      let first = Array((Self.text(&generator, pieces: 8) + "\n").utf8)
      let second = Array(Self.text(&generator, pieces: 8).utf8)
      let apart =
        Self.ranges(first)
        + Self.ranges(second).map { $0.lowerBound + first.count..<$0.upperBound + first.count }
      #expect(Self.ranges(first + second) == apart)
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
}
