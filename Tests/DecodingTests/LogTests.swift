import Decoding
import Testing

/// Each substitution stands in the log with its place in the source and in the text.
@Suite struct LogTests {
  @Test func replacedBytes() throws {
    let log = try decode([0x61, 0xFF, 0xE4, 0xB8, 0x62, 0x00], as: "utf-8").log
    #expect(
      log.substitutions == [
        Substitution(rule: .malformed, source: 1..<2, target: 1..<4, bytes: [0xFF]),
        Substitution(rule: .malformed, source: 2..<4, target: 4..<7, bytes: [0xE4, 0xB8]),
        Substitution(rule: .malformed, source: 5..<6, target: 8..<11, bytes: [0]),
      ])
  }

  @Test func skippedBytes() throws {
    let log = try decode([0xB0, 0xA1, 0xFF, 0xB0, 0x3C], as: "gb18030", .skip).log
    #expect(
      log.substitutions == [
        Substitution(rule: .malformed, source: 2..<3, target: 3..<3, bytes: [0xFF]),
        Substitution(rule: .malformed, source: 3..<4, target: 3..<3, bytes: [0xB0]),
      ])
  }

  @Test func byteOrderMark() throws {
    let log = try decode([0xFF, 0xFE, 0x61, 0x00, 0x00, 0xDC], as: "utf-16le").log
    #expect(
      log.substitutions == [
        Substitution(rule: .byteOrderMark, source: 0..<2, target: 0..<0, bytes: [0xFF, 0xFE]),
        Substitution(rule: .malformed, source: 4..<6, target: 1..<4, bytes: [0x00, 0xDC]),
      ])
    #expect(log.malformedCount == 1)
    #expect(
      try decode([0xEF, 0xBB, 0xBF, 0x61], as: "utf-8").log.substitutions.map(\.rule) == [.byteOrderMark])
  }

  /// Offsets count the whole page, whatever span the bytes stand in.
  @Test func pagesOfSeveralEncodings() throws {
    var page = MosaicTests.page("utf-8", "gb18030").bytes
    page.insert(0xFF, at: 3)
    page.append(0xFF)
    let decoded = try page.withUnsafeBufferPointer { try PageDecoder().decode($0) }
    #expect(decoded.detection.spans.count > 1)
    #expect(decoded.log.substitutions.map(\.source) == [3..<4, page.count - 1..<page.count])
    try Self.check(decoded, of: page)
  }

  @Test func aLogIsTakenOnce() throws {
    var decoder = TextDecoder(.utf8)
    var text: [UInt8] = []
    var sources: [Range<Int>] = []
    for _ in 0..<3 {
      try ([0x61, 0xFF] as [UInt8]).withUnsafeBufferPointer { try decoder.decode($0, into: &text) }
      sources += decoder.takeLog().substitutions.map(\.source)
      text.removeAll()
    }
    #expect(sources == [1..<2, 3..<4, 5..<6])
  }

  /// The log tells what stands in the source and in the text, in order.
  static func check(_ decoded: DecodedText, of source: [UInt8]) throws {
    var end = (source: 0, text: 0)
    for substitution in decoded.log.substitutions {
      #expect(substitution.source.lowerBound >= end.source && substitution.target.lowerBound >= end.text)
      #expect(Array(source[substitution.source]) == substitution.bytes)
      let inserted = decoded.text[substitution.target]
      #expect(inserted.isEmpty || inserted.elementsEqual("\u{FFFD}".utf8))
      end = (substitution.source.upperBound, substitution.target.upperBound)
    }
  }
}
