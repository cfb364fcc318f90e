/// `undo`: records with edits back to the decoded text that they were made from.
public struct UndoVerb: RecordVerb {
  public let writesRecords: Bool

  public var contentFields: [StaticString] { ["text"] }

  /// - Parameter records: `{"id", "text"}`; otherwise the texts alone, one behind the other.
  public init(records: Bool) { writesRecords = records }

  public func write(_ record: VerbInput, to output: inout JSONWriter, findings: inout Findings) throws {
    guard let edits = record.value("edits")?.elements else {
      throw RecordError(.invalidEdits, "the record has no list `edits`: make it with --edits")
    }
    let text = try EditRecords.undo(edits, on: record.content.bytes)
    guard writesRecords else { return output.plain(text) }
    output.beginObject()
    output.name("id")
    output.raw(record.id)
    output.name("text")
    output.string(text)
    // What the other verbs add is undone with the text; what came with the record stays.
    let made = CleaningVerb.reserved.filter { $0.description != "input" }
    record.writeOtherMembers(known: ["id", "url", "note"] + made, reserved: [], to: &output)
    output.endObject()
    output.endLine()
  }
}
