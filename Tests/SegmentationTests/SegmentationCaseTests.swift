import Segmentation
import TestSupport
import Testing

/// Cases of Tests/Cases: `expected` has the words, separated by one space; a negative is one word.
@Suite struct SegmentationCaseTests {
  private func segmented(_ test: Case) throws -> String {
    var options = Segmenter.Options()
    if let name = test.options?["standard"] {
      options.standard = try #require(SegmentationStandard(rawValue: name))
    }
    return Segmenter(options: options).words(in: test.input).joined(separator: " ")
  }

  @Test(
    arguments: try [CaseFile.inTheWild, .synthetic, .negative].flatMap { try $0.cases(stage: "segmentation") }
  )
  func segments(_ test: Case) throws {
    #expect(try segmented(test) == test.expected ?? test.input, "\(test.name)")
  }

  @Test(arguments: try CaseFile.knownFailures.cases(stage: "segmentation"))
  func isKnownToFail(_ test: Case) throws {
    #expect(try segmented(test) != test.expected ?? test.input, "\(test.name) passes: move it")
  }
}
