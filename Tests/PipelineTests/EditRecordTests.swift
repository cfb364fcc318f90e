import Jiaokan
import TestSupport
import Testing

@testable import Pipeline

@Suite struct EditRecordTests {
  private enum Rule: UInt8, EditRule {
    case swap
    var name: String { "swap" }
    static let names = ["swap"]
  }

  /// Characters of every length, many of them sharing bytes at one end or the other.
  private let characters = ["a", "b", "é", "è", "汉", "汈", "漢", "字", "宇", "😀", "😁", "𠀀", "\"", "\\", "\n"]

  /// Replaces, drops and inserts characters at random. Its log holds only the bytes that differ, so that edits
  /// begin and end inside of scalars.
  private func changed(_ text: [UInt8], _ random: inout Generator) -> Revision {
    var result: [UInt8] = []
    var log = EditLog(Rule.self)
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
      let before = Array(String(scalar).utf8)
      var after = before
      switch Int.random(in: 0..<8, using: &random) {
      case 0, 1: after = Array(characters.randomElement(using: &random)!.utf8)
      case 2: after = []
      case 3: after += Array(characters.randomElement(using: &random)!.utf8)
      default: break
      }
      let start = result.count - log.edits.reduce(0) { $0 + $1.target.count - $1.source.count }
      let prefix = zip(before, after).prefix { $0 == $1 }.count
      let suffix = zip(before.dropFirst(prefix).reversed(), after.dropFirst(prefix).reversed()).prefix {
        $0 == $1
      }
      .count
      let removed = before[prefix..<before.count - suffix]
      let inserted = after.count - prefix - suffix
      if !removed.isEmpty || inserted > 0 {
        log.append(at: start + prefix, removing: removed, inserting: inserted, rule: 0, confidence: 0.5)
      }
      result += after
    }
    return Revision(text: result, log: log)
  }

  @Test func undoesWhateverWasWritten() throws {
    var random = Generator(seed: 7)
    for _ in 0..<400 {
      let original = (0..<Int.random(in: 0...12, using: &random)).flatMap { _ in
        Array(characters.randomElement(using: &random)!.utf8)
      }
      var text = original
      var history: [(stage: Stage, log: EditLog)] = []
      for stage in [Stage.markup, .repair, .conversion, .boilerplate] {
        let revision = changed(text, &random)
        #expect(try revision.log.undo(revision.text) == text)
        text = revision.text
        history.append((stage, revision.log))
      }
      var json = JSONWriter()
      json.beginObject()
      json.name("edits")
      try EditRecords.write(history, text: text, to: &json)
      json.endObject()
      let edits = try #require(try JSONObject(json.bytes[...]).value("edits")?.elements)
      #expect(try EditRecords.undo(edits, on: text) == original)
      for edit in edits {
        #expect(String(validating: try JSONObject(edit.raw).value("was")?.string ?? [], as: UTF8.self) != nil)
      }
    }
  }

  @Test(arguments: [
    #"[1]"#, #"[{"stage":"repair","at":[0],"was":""}]"#, #"[{"stage":"repair","at":[2,1],"was":""}]"#,
    #"[{"stage":"repair","at":[-1,1],"was":""}]"#, #"[{"stage":"repair","at":[0,99],"was":""}]"#,
    #"[{"stage":"repair","at":[0,9223372036854775807],"was":""}]"#,
    #"[{"stage":"repair","at":[0,99999999999999999999],"was":""}]"#,
    #"[{"stage":"repair","at":[0.5,1],"was":""}]"#, #"[{"stage":"repair","at":[0,1]}]"#,
    #"[{"stage":"repair","at":[3,4],"was":"x"},{"stage":"repair","at":[0,1],"was":"x"}]"#,
    #"[{"stage":"repair","at":[4,5],"was":"x"}]"#,
  ])
  func rejectsEditsThatDoNotFit(_ edits: String) throws {
    let list = try #require(try JSONObject(Array("{\"e\":\(edits)}".utf8)[...]).value("e")?.elements)
    let error = #expect(throws: RecordError.self) { try EditRecords.undo(list, on: Array("abc漢".utf8)) }
    #expect(error?.code == .invalidEdits)
  }
}
