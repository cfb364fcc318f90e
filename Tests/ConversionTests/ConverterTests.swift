import Conversion
import Testing
import TextCore

@Suite struct ConverterTests {
  private func convert(_ text: String, _ set: (inout Converter.Options) -> Void = { _ in }) -> Revision {
    var options = Converter.Options()
    set(&options)
    return Converter(options: options).convert(Array(text.utf8))
  }

  @Test func logTellsRuleAndPlace() {
    let revision = convert("他為著作權煩惱，又下載新的軟體。") { $0.vocabulary = true }
    #expect(String(decoding: revision.text, as: UTF8.self) == "他为著作权烦恼，又下载新的软件。")
    let rules = revision.log.edits.map(revision.log.ruleName)
    #expect(rules.contains("vocabulary") && rules.contains("character"))
  }

  @Test func namesOfOpenCCStandForProfiles() throws {
    let names = ["t2s", "tw2s.json", "tw2sp", "hk2s", "hk2sp"]
    let options = try names.map { try #require(Converter.Options(openCCName: $0)) }
    #expect(options.map(\.profile) == [.traditional, .tw, .tw, .hk, .hk])
    #expect(options.map(\.vocabulary) == [false, false, true, false, true])
    #expect(Converter.Options(openCCName: "s2t") == nil)
  }

  @Test func variationSelectorsGoWithTheirCharacter() {
    #expect(String(decoding: convert("這個頭\u{E0101}髮").text, as: UTF8.self) == "这个头发")
    #expect(String(decoding: convert("這是葛\u{E0100}城").text, as: UTF8.self) == "这是葛\u{E0100}城")
  }

  @Test func descriptionSequencesStay() {
    let text = "這個字寫作⿰車⿱龍馬，讀法不詳。"
    #expect(String(decoding: convert(text).text, as: UTF8.self) == "这个字写作⿰車⿱龍馬，读法不详。")
  }

  @Test func compatibilityIdeographsAreConverted() {
    let revision = convert("\u{F90A}額") { $0.profile = .tw }
    #expect(String(decoding: revision.text, as: UTF8.self) == "金额")
    #expect(revision.log.edits.map(revision.log.ruleName) == ["compatibility", "character"])
  }

  @Test(arguments: [
    ("這是臺灣的網站，歡迎參觀。", Script.hant), ("这是大陆的网站，欢迎参观。", .hans), ("これは日本語の文章です。", .none),
    ("한국어 문장입니다.", .none), ("plain ASCII", .none), ("", .none), ("大人上山去", .none),
    ("這是繁體的一句話。这是简体的一句话。", .mixed),
  ])
  func script(text: String, expected: Script) {
    #expect(Converter().script(of: Array(text.utf8)) == expected)
  }

  @Test func mixedTextIsConvertedSentenceBySentence() {
    let text = "這是繁體的一句話。これは日本語の国会議事堂です。这句话里的於字留着。"
    #expect(
      String(decoding: convert(text).text, as: UTF8.self)
        == "这是繁体的一句话。これは日本語の国会議事堂です。这句话里的於字留着。")
  }

  @Test func documentLearnsItsScript() {
    var document = Document(text: Array("臺灣的網站".utf8))
    Converter().apply(to: &document)
    #expect(document.script == .hant)
    #expect(document.text == Array("台湾的网站".utf8))
    #expect(document.history.map(\.stage) == [.conversion])
  }
}
