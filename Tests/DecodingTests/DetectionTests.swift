import Decoding
import TestSupport
import Testing

@Suite struct DetectionTests {
  struct Page: CustomTestStringConvertible, Sendable {
    /// The name expected, and ICU's name of the encoding that the page is made with.
    var name: String
    var charset: String
    var text: String
    var testDescription: String { name }
    init(_ name: String, _ text: String, charset: String? = nil) {
      self.name = name
      self.charset = charset ?? name
      self.text = text
    }
    var bytes: [UInt8] { encoded(text, as: charset) }
  }

  static let chinese = [
    Page("utf-8", Sample.simplified), Page("utf-8", Sample.traditional), Page("gb18030", Sample.simplified),
    Page("gb18030", Sample.traditional), Page("big5", Sample.traditional, charset: "big5-hkscs"),
    Page("euc-tw", Sample.traditional), Page("hz-gb-2312", Sample.simplified, charset: "HZ"),
    Page("iso-2022-cn", Sample.simplified), Page("utf-16le", Sample.simplified),
    Page("utf-16be", Sample.traditional),
  ]
  static let others = [
    Page("shift_jis", Sample.japanese), Page("euc-jp", Sample.japanese), Page("iso-2022-jp", Sample.japanese),
    Page("euc-kr", Sample.korean, charset: "windows-949"), Page("windows-1251", Sample.russian),
    Page("koi8-r", Sample.russian), Page("windows-1252", Sample.french), Page("utf-8", Sample.korean),
    Page("utf-8", Sample.french), Page("utf-32le", Sample.japanese), Page("utf-32be", Sample.french),
  ]

  @Test(arguments: chinese + others)
  func whole(_ page: Page) {
    let detection = detect(page.bytes)
    #expect(detection.encoding.name == page.name)
    #expect(detection.confidence > 0.9)
  }

  @Test(arguments: chinese + others)
  func insideMarkup(_ page: Page) {
    let html = Page(
      page.name, "<html><body><p class=\"a\">\(page.text)</p>\r\n</body></html>", charset: page.charset)
    #expect(detect(html.bytes).encoding.name == page.name)
  }

  @Test(arguments: chinese)
  func aWrongMetaCostsNothing(_ page: Page) {
    for lie in ["utf-8", "gb2312", "big5", "iso-8859-1", "shift_jis", "nonsense"] {
      let html = Page(
        page.name, "<html><head><meta charset=\"\(lie)\"></head><p>\(page.text)</p></html>",
        charset: page.charset)
      #expect(detect(html.bytes).encoding.name == page.name, "meta \(lie)")
      #expect(
        detect(page.bytes, EncodingHints(contentType: "text/html; charset=\(lie)")).encoding.name == page.name
      )
    }
  }

  @Test(arguments: [
    Page("utf-8", "昨天下午讲座"), Page("gb18030", "昨天下午的讲座"), Page("big5", "昨天下午的講座"),
    Page("gb18030", "修书如同看病"), Page("big5", "聽眾提了很多問題"),
  ])
  func short(_ page: Page) {
    #expect(detect(page.bytes).encoding.name == page.name)
  }

  @Test func oneStrayByteChangesNothing() {
    var generator = Generator(seed: 3)
    for _ in 0..<20 {
      var bytes = Array(String(repeating: Sample.simplified, count: 11).utf8)
      bytes[Int.random(in: 0..<bytes.count, using: &generator)] = 0xFF
      #expect(detect(bytes).encoding == .utf8)
    }
  }

  @Test func aCutDoesNotMatter() {
    let bytes = Array(Sample.simplified.utf8)
    for cut in 1...2 {
      #expect(detect(Array(bytes.dropFirst(cut).prefix(40))).encoding == .utf8)
      #expect(detect(Array(bytes.prefix(30 + cut))).encoding == .utf8)
    }
  }

  @Test func marksDecide() {
    #expect(detect([0xEF, 0xBB, 0xBF] + encoded(Sample.simplified, as: "gb18030")).encoding == .utf8)
    #expect(detect([0xFF, 0xFE, 0x2D, 0x4E]).encoding.name == "utf-16le")
    #expect(detect([0xFF, 0xFE, 0, 0, 0x2D, 0x4E, 0, 0]).encoding.name == "utf-32le")
  }

  @Test func asciiAndNothingAreUTF8() {
    #expect(detect([]).encoding == .utf8)
    #expect(detect(Array("plain\0text".utf8)).encoding == .utf8)
    #expect(detect(Array("plain ~{text} with ~ and ~{braces~}".utf8)).encoding == .utf8)
  }

  @Test func noiseIsUnknown() {
    var generator = Generator(seed: 5)
    for _ in 0..<20 {
      let noise = (0..<400).map { _ in UInt8.random(in: 0...255, using: &generator) }
      #expect(detect(noise).encoding == .unknown)
    }
  }

  @Test func candidatesAreInOrder() {
    let detection = detect(encoded("讲座", as: "gb18030"))
    #expect(detection.candidates.map(\.probability) == detection.candidates.map(\.probability).sorted(by: >))
    #expect(abs(detection.candidates.map(\.probability).reduce(0, +) - 1) < 0.05)
  }

  @Test(arguments: [
    ("<meta charset=big5>", "big5"),
    ("<META http-equiv='Content-Type' content='text/html; charset=GB2312'/>", "gb18030"),
    ("<!-- <meta charset=big5> --><meta charset=\"euc-kr\">", "euc-kr"),
    ("<?xml version='1.0' encoding='euc-jp'?>", "euc-jp"),
  ])
  func aRightMetaHelpsShortText(_ markup: String, _ name: String) {
    let bytes = Self.character(behind: markup)
    let plain = Self.probability(of: name, in: Self.character(behind: "<p>"))
    #expect(Self.probability(of: name, in: bytes) > plain * 2)
  }

  @Test(arguments: [
    "<meta content='text/html; charset=big5'>", "<metadata charset=big5>", "<!-- <meta charset=big5> -->",
    "<p title='<meta charset=big5>'>", "<meta charset=klingon>",
  ])
  func whatIsNoDeclarationIsNotHeard(_ markup: String) {
    let plain = Self.probability(of: "big5", in: Self.character(behind: "<p>"))
    #expect(abs(Self.probability(of: "big5", in: Self.character(behind: markup)) - plain) < 0.01)
  }

  /// Two bytes that are a character in every Asian encoding.
  static func character(behind markup: String) -> [UInt8] { Array(markup.utf8) + [0xB0, 0xA1] }

  static func probability(of name: String, in bytes: [UInt8]) -> Float {
    detect(bytes).candidates.first { $0.encoding.name == name }?.probability ?? 0
  }
}

/// Pages of several encodings.
@Suite struct MosaicTests {
  static let comments = ["这个讲座我也去听了，很有意思。", "请问下一次是什么时候？", "楼上说得对"]

  static func page(_ template: String, _ comment: String) -> (bytes: [UInt8], text: String) {
    var bytes: [UInt8] = []
    var text = ""
    for line in comments {
      let before = "<div class=\"title\">\(Sample.simplified)</div><p>"
      bytes += encoded(before, as: template) + encoded(line, as: comment) + encoded("</p>\n", as: template)
      text += before + line + "</p>\n"
    }
    return (bytes, text)
  }

  @Test(arguments: [("utf-8", "gb18030"), ("gb18030", "utf-8")])
  func commentsInAnotherEncoding(_ template: String, _ comment: String) throws {
    let page = Self.page(template, comment)
    let decoded = try page.bytes.withUnsafeBufferPointer { try PageDecoder().decode($0) }
    #expect(String(decoding: decoded.text, as: UTF8.self) == page.text)
    #expect(decoded.detection.encoding.name == template)
    #expect(decoded.detection.spans.count == 6)
    #expect(decoded.detection.spans.first?.range.lowerBound == 0)
    #expect(decoded.detection.spans.last?.range.upperBound == page.bytes.count)
    // And every character leads back to its own bytes.
    let place = try #require(StreamingTests.firstIndex(of: Array("楼上说得对".utf8), in: decoded.text, from: 0))
    let source = page.bytes.withUnsafeBufferPointer { decoded.sourceRange(of: place..<place + 15, in: $0) }
    #expect(Array(page.bytes[source]) == encoded("楼上说得对", as: comment))
  }

  @Test(arguments: [[0xE9, 0x20], [0xE9, 0x74, 0xE9], [0x93, 0x61, 0x94], [0xA0], [0xFF]] as [[UInt8]])
  func strayBytesMakeNoMosaic(_ stray: [UInt8]) {
    let bytes =
      Array("<p>\(Sample.simplified)</p><p>caf".utf8) + stray + Array("</p><p>\(Sample.simplified)</p>".utf8)
    #expect(detect(bytes).spans == [EncodingSpan(range: 0..<bytes.count, encoding: .utf8)])
  }

  @Test func brokenBytesMakeNoMosaic() {
    var generator = Generator(seed: 12)
    for charset in ["utf-8", "gb18030"] {
      var bytes = encoded(String(repeating: Sample.simplified + "\n", count: 5), as: charset)
      for _ in 0..<bytes.count / 100 {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(
          in: 0...255, using: &generator)
      }
      #expect(detect(bytes).spans.map(\.encoding.name) == [charset])
    }
  }
}

/// Both ways of validating UTF-8 give the same answer.
@Suite struct ValidationTests {
  @Test func vectorsAgreeWithBytes() {
    var generator = Generator(seed: 21)
    let text = Array((Sample.simplified + "abc é 😀 " + Sample.russian + Sample.french).utf8)
    for round in 0..<3000 {
      var bytes: [UInt8] = []
      while bytes.count < 200 { bytes += round % 3 == 0 ? Array("plain ".utf8) : text }
      bytes.removeFirst(Int.random(in: 0..<60, using: &generator))
      bytes.removeLast(Int.random(in: 0..<60, using: &generator))
      for _ in 0..<Int.random(in: 0...2, using: &generator) {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] =
          [0, 0x80, 0xC0, 0xC1, 0xE0, 0xED, 0xA0, 0xF0, 0xF4, 0x90, 0xF5, 0xFF, 0x41].randomElement(
            using: &generator)!
      }
      bytes.withUnsafeBufferPointer {
        #expect(UTF8Sequence.validEnd($0) == UTF8Sequence.validEnd($0, from: 0))
      }
    }
  }
}

@Suite struct LabelTests {
  @Test(arguments: [
    ("GB2312", "gb18030"), (" gbk\n", "gb18030"), ("x-gbk", "gb18030"), ("Big5-HKSCS", "big5"),
    ("cp950", "big5"),
    ("latin1", "windows-1252"), ("UTF8", "utf-8"), ("hz-gb-2312", "hz-gb-2312"),
    ("iso-2022-cn", "iso-2022-cn"),
    ("EUC-TW", "euc-tw"), ("utf-16", "utf-16le"), ("utf-32be", "utf-32be"), ("sjis", "shift_jis"),
  ])
  func known(_ label: String, _ name: String) {
    #expect(TextEncoding(label: label)?.name == name)
  }

  @Test(arguments: ["", " ", "gb", "utf-9", "replacement", "中文", "utf 8"])
  func unknown(_ label: String) {
    #expect(TextEncoding(label: label) == nil)
  }
}
