import Conversion
import TestSupport
import Testing
import TextCore

/// `Tests/Cases`, stage `conversion`: options `from` (a profile or an OpenCC configuration) and `vocabulary`.
@Suite struct ConversionCaseTests {
  private func output(_ aCase: Case) throws -> String {
    var options = Converter.Options()
    if let from = aCase.options?["from"] {
      if let profile = ConversionProfile(rawValue: from) {
        options.profile = profile
      } else {
        options = try #require(Converter.Options(openCCName: from), "unknown profile \(from)")
      }
    }
    if aCase.options?["vocabulary"] == "true" { options.vocabulary = true }
    let text = Array(aCase.input.utf8)
    let revision = Converter(options: options).convert(text)
    #expect(try revision.log.undo(revision.text) == text, "\(aCase.name): undo")
    return String(decoding: revision.text, as: UTF8.self)
  }

  @Test(arguments: [CaseFile.inTheWild, .synthetic])
  func converts(file: CaseFile) throws {
    for aCase in try file.cases(stage: "conversion") {
      let expected = try #require(aCase.expected, "\(aCase.name) expects nothing")
      #expect(try output(aCase) == expected, "\(aCase.name)")
    }
  }

  @Test func leavesNegativesAlone() throws {
    for aCase in try CaseFile.negative.cases(stage: "conversion") {
      #expect(try output(aCase) == aCase.input, "\(aCase.name)")
    }
  }

  @Test func knownFailuresStillFail() throws {
    for aCase in try CaseFile.knownFailures.cases(stage: "conversion") {
      #expect(try output(aCase) != aCase.expected, "\(aCase.name) passes: move it")
    }
  }
}
