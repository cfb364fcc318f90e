import Decoding
import FaultSimulator
import TestSupport
import Testing

@Suite struct DoubleEncodingTests {
  /// UTF-8 that was read as `charset` and saved as UTF-8 again.
  static func misread(_ text: String, as charset: String) -> [UInt8] {
    Charset.convert(Array(text.utf8), from: Charset(name: charset), to: .utf8)
  }

  @Test(arguments: [
    (Sample.simplified, "ISO-8859-1", "windows-1252"), (Sample.traditional, "windows-1252", "windows-1252"),
    (Sample.french, "windows-1252", "windows-1252"), (Sample.simplified, "gb18030", "gb18030"),
    (Sample.traditional, "gb18030", "gb18030"),
  ])
  func isRecognised(_ text: String, _ charset: String, _ misread: String) throws {
    for page in [text, "<html><body><p class=\"a\">\(text)</p></body></html>"] {
      let detection = detect(Self.misread(page, as: charset))
      #expect(detection.encoding == .utf8)
      let double = try #require(detection.doubleEncoding)
      #expect(double.misread.name == misread)
      #expect(double.confidence > 0.75)
    }
  }

  @Test(arguments: [
    Sample.simplified, Sample.traditional, Sample.japanese, Sample.korean, Sample.russian, Sample.french,
    "plain", "", "Ã¼ber", "龘靐齉齾爩鱻麤龗灪吁龖厵爨癵籱饢驫鲡鹂鸾麣纞虋讟",
  ])
  func isNotSeenInPlainText(_ text: String) {
    #expect(detect(Array(text.utf8)).doubleEncoding == nil)
  }

  @Test func isNoMatterOfOtherEncodings() {
    #expect(detect(encoded(Sample.simplified, as: "gb18030")).doubleEncoding == nil)
  }
}
