import Decoding
import Testing

/// What becomes of malformed bytes, as the Encoding Standard says.
@Suite struct ErrorTests {
  struct Malformed: CustomTestStringConvertible, Sendable {
    var label: String
    var bytes: [UInt8]
    var expected: String
    var testDescription: String { "\(label) \(bytes)" }
    init(_ label: String, _ bytes: [UInt8], _ expected: String) {
      (self.label, self.bytes, self.expected) = (label, bytes, expected)
    }
  }

  @Test(arguments: [
    // A bad lead byte never swallows ASCII.
    Malformed("gb18030", [0x81, 0x3C, 0x62], "\u{FFFD}<b"),
    Malformed("gb18030", [0xFF, 0x41], "\u{FFFD}A"),
    Malformed("gb18030", [0x80, 0x41], "€A"),
    Malformed("gb18030", [0xB0, 0xFF, 0x41], "\u{FFFD}A"),
    Malformed("gb18030", [0x81, 0x30, 0x41], "\u{FFFD}0A"),
    Malformed("gb18030", [0x81, 0x30, 0x81, 0x41], "\u{FFFD}0丄"),
    Malformed("gb18030", [0x81, 0x30, 0x81], "\u{FFFD}"),
    Malformed("gb18030", [0x81, 0x30], "\u{FFFD}"),
    Malformed("gb18030", [0x81], "\u{FFFD}"),
    Malformed("big5", [0x80, 0x41], "\u{FFFD}A"),
    Malformed("big5", [0xA4, 0x3C], "\u{FFFD}<"),
    Malformed("big5", [0xA4, 0x80, 0x41], "\u{FFFD}A"),
    Malformed("big5", [0x81, 0x40], "\u{FFFD}@"),
    Malformed("big5", [0xA4], "\u{FFFD}"),
    Malformed("utf-8", [0xE4, 0xB8, 0x41], "\u{FFFD}A"),
    Malformed("utf-8", [0xC0, 0xAF, 0xE0, 0x80, 0xAF], "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"),
    Malformed("utf-8", [0xED, 0xA0, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}"),
    Malformed("utf-8", [0xF4, 0x91, 0x92, 0x93, 0xFF, 0x41], "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}A"),
    Malformed("utf-8", [0xF0, 0x9F, 0x98], "\u{FFFD}"),
    Malformed("utf-16le", [0x00, 0xD8, 0x41, 0x00], "\u{FFFD}A"),
    Malformed("utf-16be", [0x4E, 0x2D, 0x4E], "中\u{FFFD}"),
    Malformed("utf-32le", [0, 0, 0x11, 0, 0x41, 0, 0, 0], "\u{FFFD}A"),
    Malformed("hz-gb-2312", Array("~x~{VP".utf8), "\u{FFFD}x中"),
    Malformed("hz-gb-2312", Array("~{VP\nab~~".utf8), "中\nab~"),
    Malformed("euc-kr", [0xB0, 0x3C], "\u{FFFD}<"),
    Malformed("shift_jis", [0x81, 0x20, 0x41], "\u{FFFD} A"),
    Malformed("windows-1255", [0xD9, 0x41], "\u{FFFD}A"),
  ])
  func replaced(_ case: Malformed) throws {
    #expect(try text(`case`.bytes, as: `case`.label) == `case`.expected)
    let skipped = `case`.expected.replacing("\u{FFFD}", with: "")
    #expect(try text(`case`.bytes, as: `case`.label, .skip) == skipped)
    guard `case`.expected != skipped else { return }
    #expect(throws: DecodingError.self) { try text(`case`.bytes, as: `case`.label, .strict) }
  }

  @Test(arguments: ["utf-8", "gb18030", "big5", "windows-1252", "euc-jp", "euc-tw", "hz-gb-2312"])
  func nulIsReplaced(_ label: String) throws {
    let decoded = try decode([0x61, 0x00, 0x62, 0x00], as: label)
    #expect(String(decoding: decoded.text, as: UTF8.self) == "a\u{FFFD}b\u{FFFD}")
    #expect(decoded.log.malformedCount == 2)
  }

  @Test func strictNamesTheOffset() {
    let bytes = Array("中文".utf8) + [0xFF] + Array("x".utf8)
    #expect(throws: DecodingError(offset: 6, encoding: .utf8)) { try text(bytes, as: "utf-8", .strict) }
  }

  @Test func byteOrderMarksAreDropped() throws {
    #expect(try text([0xEF, 0xBB, 0xBF, 0x61], as: "utf-8") == "a")
    #expect(try text([0xFF, 0xFE, 0x61, 0x00], as: "utf-16le") == "a")
    #expect(try text([0x84, 0x31, 0x95, 0x33, 0x61], as: "gb18030") == "a")
    #expect(try text([0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF, 0x61], as: "utf-8") == "\u{FEFF}a")
  }
}
