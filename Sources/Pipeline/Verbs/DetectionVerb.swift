import Jiaokan

/// `detect`: the encoding of each input.
public struct DetectionVerb: RecordVerb {
  private static let reserved: [StaticString] = [
    "encoding", "confidence", "candidates", "spans", "double_encoding", "error", "input",
  ]

  private let detector = EncodingDetector()
  public let writesRecords: Bool

  public var contentFields: [StaticString] { ["bytes", "html", "text"] }

  /// - Parameter records: JSON lines; otherwise `name TAB encoding TAB confidence` for people and `cut`.
  public init(records: Bool) { writesRecords = records }

  public func write(_ record: VerbInput, to output: inout JSONWriter, findings: inout Findings) {
    let detection = record.content.bytes.withUnsafeBufferPointer { detector.detect($0, hints: record.hints) }
    guard writesRecords else {
      let name = JSONValue(raw: record.id[...]).string ?? record.id
      var confidence = JSONWriter()
      confidence.number(detection.confidence)
      output.plain(name + "\t\(detection.encoding.name)\t".utf8 + confidence.bytes + "\n".utf8)
      return
    }
    output.beginObject()
    output.name("id")
    output.raw(record.id)
    output.name("encoding")
    output.string(detection.encoding.name)
    output.name("confidence")
    output.number(detection.confidence)
    output.name("candidates")
    output.beginArray()
    for candidate in detection.candidates {
      output.beginObject()
      output.name("encoding")
      output.string(candidate.encoding.name)
      output.name("probability")
      output.number(candidate.probability)
      output.endObject()
    }
    output.endArray()
    output.name("spans")
    output.spans(detection.spans)
    if let double = detection.doubleEncoding {
      output.name("double_encoding")
      output.beginObject()
      output.name("misread")
      output.string(double.misread.name)
      output.name("confidence")
      output.number(double.confidence)
      output.endObject()
    }
    record.writeOtherMembers(known: ["id"], reserved: Self.reserved, to: &output)
    output.endObject()
    output.endLine()
  }
}
