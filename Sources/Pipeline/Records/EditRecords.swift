import Jiaokan

/// Edit logs as records carry them: `edits`, last stage first.
enum EditRecords {
  /// Writes `[{"stage", "rule", "at", "was", "confidence"}]`.
  ///
  /// JSON strings hold characters and logs hold bytes, so edits are widened to scalar boundaries.
  /// - Parameters:
  ///   - history: the stages in the order in which they ran.
  ///   - text: what the last of them gave.
  ///   - decoding: what was malformed before the first of them.
  static func write(
    _ history: [(stage: Stage, log: EditLog)], text: [UInt8], decoding: DecodingLog = .init(),
    to json: inout JSONWriter
  ) throws {
    json.beginArray()
    var output = text
    for (stage, log) in history.reversed() where !log.isEmpty {
      for edit in widened(log, on: output) {
        json.beginObject()
        json.name("stage")
        json.string(stage.rawValue)
        json.name("rule")
        json.string(log.ruleName(edit.edit))
        json.name("at")
        json.range(edit.at)
        json.name("was")
        json.string(edit.was)
        json.name("confidence")
        json.number(edit.edit.confidence)
        json.endObject()
      }
      output = try log.undo(output)
    }
    write(decoding, to: &json)
    json.endArray()
  }

  /// Writes `{"stage": "decoding", "rule", "at", "was", "source", "bytes", "confidence"}` for each substitution:
  /// `source` is where its bytes stand in the page as fetched, `bytes` is their base64.
  ///
  /// They are no text, and undo ends at the decoded text, so `was` is what stands there.
  static func write(_ log: DecodingLog, to json: inout JSONWriter) {
    for substitution in log.substitutions {
      json.beginObject()
      json.name("stage")
      json.string(Stage.decoding.rawValue)
      json.name("rule")
      json.string(substitution.rule.name)
      json.name("at")
      json.range(substitution.target)
      json.name("was")
      json.string(substitution.target.isEmpty ? "" : "\u{FFFD}")
      json.name("source")
      json.range(substitution.source)
      json.name("bytes")
      json.string(Base64.encode(substitution.bytes))
      json.name("confidence")
      json.number(Float(1))
      json.endObject()
    }
  }

  private struct WidenedEdit {
    var edit: Edit
    var at: Range<Int>
    var was: [UInt8]
  }

  /// The edits of a log, each beginning and ending on a scalar boundary before and after it; neighbours that
  /// come to overlap become one.
  private static func widened(_ log: EditLog, on output: [UInt8]) -> [WidenedEdit] {
    func isInside(_ byte: UInt8?) -> Bool { byte.map { $0 & 0xC0 == 0x80 } ?? false }
    func byte(_ index: Int) -> UInt8? { index < output.count ? output[index] : nil }
    var result: [WidenedEdit] = []
    log.forEach { edit, removed in
      var lower = edit.target.lowerBound
      var upper = edit.target.upperBound
      var was = Array(removed)
      if lower > 0, isInside(byte(lower)) || isInside(was.first) {
        repeat { lower -= 1 } while lower > 0 && isInside(output[lower])
      }
      while isInside(byte(upper)) { upper += 1 }
      was.append(contentsOf: output[edit.target.upperBound..<upper])
      if let last = result.last, last.at.upperBound > lower {
        // The one before was widened to the right over the bytes between, or ends inside this scalar.
        var merged = last
        merged.was.removeLast(max(0, last.at.upperBound - edit.target.lowerBound))
        merged.was += output[min(last.at.upperBound, edit.target.lowerBound)..<edit.target.lowerBound]
        merged.was += was
        merged.at = last.at.lowerBound..<upper
        if edit.confidence < last.edit.confidence { merged.edit = edit }
        result[result.count - 1] = merged
      } else {
        was.insert(contentsOf: output[lower..<edit.target.lowerBound], at: 0)
        result.append(WidenedEdit(edit: edit, at: lower..<upper, was: was))
      }
    }
    return result
  }

  /// The text that a record's edits were made from.
  static func undo(_ edits: [JSONValue], on text: [UInt8]) throws(RecordError) -> [UInt8] {
    var output = text
    var index = 0
    while index < edits.count {
      let stage = try StoredEdit(edits[index], index).stage
      var log = EditLog(rules: ["undo"])
      var shift = 0
      var end = 0
      while index < edits.count, case let edit = try StoredEdit(edits[index], index), edit.stage == stage {
        guard edit.at.lowerBound >= end, edit.at.upperBound <= output.count else {
          throw RecordError(
            .invalidEdits, "edit \(index) does not fit the text: was the record changed?",
            offset: edit.at.lowerBound)
        }
        log.append(
          at: edit.at.lowerBound - shift, removing: edit.was, inserting: edit.at.count, rule: 0, confidence: 1
        )
        shift += edit.at.count - edit.was.count
        end = edit.at.upperBound
        index += 1
      }
      do {
        output = try log.undo(output)
      } catch {
        throw RecordError(.invalidEdits, error.description)
      }
    }
    guard String(validating: output, as: UTF8.self) != nil else {
      throw RecordError(.invalidEdits, "the edits cut characters apart: was the record changed?")
    }
    return output
  }

  private struct StoredEdit {
    var stage: [UInt8]
    var at: Range<Int>
    var was: [UInt8]

    init(_ value: JSONValue, _ index: Int) throws(RecordError) {
      let object = try? JSONObject(value.raw)
      let bounds = object?.value("at")?.elements?.compactMap(\.integer)
      guard let stage = object?.value("stage")?.string, let was = object?.value("was")?.string,
        let bounds, bounds.count == 2, 0 <= bounds[0], bounds[0] <= bounds[1]
      else {
        throw RecordError(
          .invalidEdits, #"edit \#(index) is not {"stage": ..., "at": [start, end], "was": ...}"#)
      }
      self.stage = stage
      at = bounds[0]..<bounds[1]
      self.was = was
    }
  }
}
