import Jiaokan
import TestSupport
import Testing

@testable import Pipeline

/// Malformed bytes in records.
@Suite struct DecodingEditTests {
  static let page = Array("<html><body><p>图书馆".utf8) + [0xFF] + Array("开放至零点。</p></body></html>".utf8)

  private static func output(_ verb: some RecordVerb, _ json: String) throws -> JSONObject {
    let record = try JSONObject(Array(json.utf8)[...])
    var output = JSONWriter()
    var findings = Findings()
    try verb.write(
      VerbInput(record, preferring: verb.contentFields), to: &output, findings: &findings)
    return try JSONObject(output.bytes.dropLast())
  }

  private static func record(_ bytes: [UInt8]) -> String {
    #"{"id":1,"bytes":"\#(Base64.encode(bytes))"}"#
  }

  @Test func decodeTellsOffsets() throws {
    let result = try Self.output(DecodingVerb(decoder: PageDecoder(), edits: true), Self.record(Self.page))
    let edits = try #require(result.value("edits"))
    #expect(
      String(decoding: edits.raw, as: UTF8.self)
        == #"[{"stage":"decoding","rule":"malformed","at":[24,27],"was":"\#u{FFFD}","#
        + #""source":[24,25],"bytes":"/w==","confidence":1}]"#)
  }

  /// Undo gives the decoded page, in which U+FFFD stands for the byte; what was skipped is not there.
  @Test(arguments: [DecodingErrorPolicy.replace, .skip])
  func undoEndsAtTheDecodedText(_ errors: DecodingErrorPolicy) throws {
    var options = Cleaner.Options()
    options.decoder.errors = errors
    let cleaned = try Self.output(CleaningVerb(options, edits: true), Self.record(Self.page))
    let edits = try #require(cleaned.value("edits")?.elements)
    let text = try #require(cleaned.value("text")?.string)
    let decoded = try Self.page.withUnsafeBufferPointer { try options.decoder.decode($0) }
    #expect(try EditRecords.undo(edits, on: text) == decoded.text)
    #expect(try JSONObject(edits[edits.count - 1].raw).value("stage")?.string == Array("decoding".utf8))
  }

  @Test func base64BothWays() throws {
    for count in 0..<300 {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 151) }
      #expect(try Base64.decode(Array(Base64.encode(bytes).utf8)) == bytes)
    }
  }
}
