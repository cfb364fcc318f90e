import Repair
import TestSupport
import Testing
import TextCore

@Suite struct RepairCaseTests {
  /// Options that a case may name: `with`, a rule that does not run by default, and `punctuation`, a style.
  private func repaired(_ example: Case) throws -> String {
    var options = Repairer.Options()
    if let name = example.options?["with"] {
      options.rules.insert(try #require(RepairRule.switches.first { $0.name == name }))
    }
    if let style = example.options?["punctuation"] {
      options.punctuation = try #require(PunctuationStyle(rawValue: style))
    }
    let repairer = try Repairer(options: options)
    let text = repairer.repair(Array(example.input.utf8)).revision.text
    #expect(repairer.repair(text).revision.log.isEmpty, "repaired again it changes: \(example.name)")
    return String(decoding: text, as: UTF8.self)
  }

  @Test(arguments: try CaseFile.inTheWild.cases(stage: "repair") + CaseFile.synthetic.cases(stage: "repair"))
  func repairs(_ example: Case) throws {
    #expect(try repaired(example) == example.expected, "\(example.name)")
  }

  @Test(arguments: try CaseFile.negative.cases(stage: "repair"))
  func leavesAlone(_ example: Case) throws {
    #expect(try repaired(example) == example.input, "\(example.name)")
  }

  @Test(arguments: try CaseFile.knownFailures.cases(stage: "repair"))
  func stillFails(_ example: Case) throws {
    #expect(
      try repaired(example) != example.expected, "solved: move it to another file: \(example.name)")
  }
}
