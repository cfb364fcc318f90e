import Foundation
import Jiaokan
import Testing

/// The example pages, which stand for every kind of page that the README shows.
enum Example: String, CaseIterable, Sendable {
  case library = "library.html"
  case orchard = "orchard-gb18030.html"
  case ferry = "ferry-big5.html"
  case flood = "flood.txt"
  case clinic = "clinic.txt"
  case bridge = "bridge-entities.html"
  case observatory = "observatory.txt"

  func bytes() throws -> [UInt8] {
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    return Array(try Data(contentsOf: tests.appendingPathComponent("../Examples/\(rawValue)")))
  }
}

@Suite("Cleaner")
struct CleanerTests {
  private static let cleaner: Cleaner = {
    var options = Cleaner.Options()
    options.wantsBlocks = true
    options.wantsWords = true
    // The options hold nothing that a stage could refuse.
    return try! Cleaner(options: options)
  }()

  @Test("the way back from the article to the decoded page is exact", arguments: Example.allCases)
  func undo(example: Example) throws {
    let page = try example.bytes()
    let article = try Self.cleaner.clean(page)
    var text = Array(article.text.utf8)
    for (_, log) in article.history.reversed() { text = try log.undo(text) }
    let decoded = try page.withUnsafeBufferPointer { try PageDecoder().decode($0) }
    #expect(text == decoded.text)
  }

  @Test("a block's source is where its text stands in the page as fetched", arguments: Example.allCases)
  func provenance(example: Example) throws {
    let page = try example.bytes()
    let article = try Self.cleaner.clean(page)
    var decoder = PageDecoder()
    decoder.encoding = article.encoding.encoding
    #expect(!article.blocks.isEmpty)
    for block in article.blocks {
      #expect(block.source.lowerBound >= 0 && block.source.upperBound <= page.count)
      let piece = try page[block.source].withUnsafeBufferPointer { try decoder.decode($0) }
      // What the stages made of the piece alone is what they made of it on the page.
      let script = try Repairer().repair(piece.text)
      let again = Converter().convert(script.revision.text)
      guard example != .flood, example != .observatory else { continue }
      #expect(
        normalized(String(decoding: again.text, as: UTF8.self)) == normalized(block.text),
        "\(example.rawValue) at \(block.source)")
    }
  }

  /// Markup's own changes: tags, references of HTML, white space.
  private func normalized(_ text: String) -> String {
    let plain = text.replacing(/<[^>]*>/, with: "").replacing("&ldquo;", with: "“").replacing(
      "&rdquo;", with: "”"
    )
    .replacing("&gt;", with: ">").replacing("&amp;", with: "&")
    return String(plain.filter { !$0.isWhitespace })
  }

  @Test("threads share a cleaner and get the same article", arguments: [Example.library, .ferry, .flood])
  func threads(example: Example) async throws {
    let page = try example.bytes()
    let alone = try Self.cleaner.clean(page)
    try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<16 { group.addTask { try Self.cleaner.clean(page).text } }
      for try await text in group { #expect(text == alone.text) }
    }
  }

  @Test("words of a paragraph joined are the paragraph without white space")
  func words() throws {
    let article = try Self.cleaner.clean(try Example.library.bytes())
    let words = try #require(article.words)
    #expect(words.count == article.paragraphs.count)
    for (words, paragraph) in zip(words, article.paragraphs) {
      let utf8 = Array(paragraph.utf8)
      let joined = String(decoding: words.flatMap { utf8[$0] }, as: UTF8.self)
      #expect(joined == paragraph.filter { !$0.isWhitespace })
    }
  }

  @Test("a page that lies about its encoding is read right, as is one without a declaration")
  func encodings() throws {
    #expect(try Self.cleaner.clean(try Example.orchard.bytes()).encoding.encoding == .gb18030)
    #expect(try Self.cleaner.clean(try Example.ferry.bytes()).encoding.encoding == .big5)
  }

  @Test("an annotated page comes out simplified, whole and without a reading")
  func annotated() throws {
    let article = try Self.cleaner.clean(try Example.flood.bytes())
    #expect(article.script == .hant)
    #expect(article.paragraphs.count == 5)
    #expect(!article.text.contains(/\([a-zāáǎàēéěèīíǐìōóǒòūúǔùü]+\)/))
    #expect(article.text.contains("有地方住。可以利用学校和体育馆"))
    #expect(article.text.contains("当地驻军和民兵"))
  }

  @Test("an empty page is an article without text")
  func empty() throws {
    let article = try Self.cleaner.clean([])
    #expect(article.text.isEmpty)
    #expect(article.blocks.isEmpty)
    #expect(article.metadata == ArticleMetadata())
  }

  @Test("extraction alone leaves the text as it stands")
  func extraction() throws {
    var options = Cleaner.Options()
    options.extractsOnly = true
    let article = try Cleaner(options: options).clean(try Example.ferry.bytes())
    #expect(article.text.contains("停航兩個多月的東嶼渡輪今天復航"))
    #expect(article.script == .hant)
  }

  /// No line of it is suspect by itself; that the page was misread is Decoding's evidence.
  @Test("what decoding saw of a misread page reaches repair")
  func misreadPage() throws {
    // 学校 老人 图片 房产 健康, each in UTF-8 and read as GBK.
    let page = "瀛︽牎\n鑰佷汉\n鍥剧墖\n鎴夸骇\n鍋ュ悍\n"
    let article = try Self.cleaner.clean(Array(page.utf8), format: .text)
    #expect(article.blocks.map(\.text) == ["学校", "老人", "图片", "房产", "健康"])
  }
}
