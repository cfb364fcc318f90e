import Conversion
import Testing
import TextCore

/// OpenCC's own cases (Data/sources/opencc-testcases.txt): a named profile follows its configuration.
@Suite struct OpenCCCaseTests {
  @Test(arguments: ["t2s", "tw2s", "tw2sp", "hk2s", "hk2sp"])
  func followsConfiguration(name: String) throws {
    let converter = Converter(options: try #require(Converter.Options(openCCName: name)))
    let cases = try SourceLines.records("opencc-testcases", fields: 3).filter { $0[0] == name }
    #expect(!cases.isEmpty)
    for aCase in cases {
      let converted = String(decoding: converter.convert(Array(aCase[1].utf8)).text, as: UTF8.self)
      #expect(converted == aCase[2], "\(name): \(aCase[1])")
    }
  }
}
