import Repair
import TestSupport
import Testing
import TextCore

@Suite struct RepairCaseTests {
  private func repaired(_ text: String) throws -> String {
    String(decoding: try Repairer().repair(Array(text.utf8)).revision.text, as: UTF8.self)
  }

  @Test(arguments: try CaseFile.inTheWild.cases(stage: "repair") + CaseFile.synthetic.cases(stage: "repair"))
  func repairs(_ example: Case) throws {
    #expect(try repaired(example.input) == example.expected, "\(example.name)")
  }

  @Test(arguments: try CaseFile.negative.cases(stage: "repair"))
  func leavesAlone(_ example: Case) throws {
    #expect(try repaired(example.input) == example.input, "\(example.name)")
  }

  @Test(arguments: try CaseFile.knownFailures.cases(stage: "repair"))
  func stillFails(_ example: Case) throws {
    #expect(
      try repaired(example.input) != example.expected, "solved: move it to another file: \(example.name)")
  }
}
