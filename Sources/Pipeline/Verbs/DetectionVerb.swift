import Jiaokan

/// `detect`: the encoding of each input.
public struct DetectionVerb: RecordVerb {
  private static let reserved: [StaticString] = [
    "encoding", "confidence", "candidates", "spans", "double_encoding", "script", "error", "input",
  ]

  private let detector = EncodingDetector()
  private let wantsScript: Bool
  public let writesRecords: Bool

  public var contentFields: [StaticString] { ["bytes", "html", "text"] }

  /// - Parameters:
  ///   - records: JSON lines; otherwise `name TAB encoding TAB confidence` for people and `cut`.
  ///   - script: also the script of the text, as a last field.
  public init(records: Bool, script: Bool = false) {
    writesRecords = records
    wantsScript = script
  }

  /// The script of what the bytes say in the encoding detected.
  private func script(of record: VerbInput, in encoding: TextEncoding) -> Script {
    var decoder = PageDecoder()
    decoder.encoding = encoding
    let decoded = record.content.bytes.withUnsafeBufferPointer {
      try? decoder.decode($0, hints: record.hints)
    }
    return decoded.map { Converter().script(of: $0.text) } ?? .none
  }

  public func write(_ record: VerbInput, to output: inout JSONWriter, findings: inout Findings) {
    let detection = record.content.bytes.withUnsafeBufferPointer { detector.detect($0, hints: record.hints) }
    let script = wantsScript ? script(of: record, in: detection.encoding) : nil
    guard writesRecords else {
      let name = JSONValue(raw: record.id[...]).string ?? record.id
      var confidence = JSONWriter()
      confidence.number(detection.confidence)
      output.plain(
        name + "\t\(detection.encoding.name)\t".utf8 + confidence.bytes
          + "\(script.map { "\t\($0.rawValue)" } ?? "")\n".utf8)
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
    if let script {
      output.name("script")
      output.string(script.rawValue)
    }
    record.writeOtherMembers(known: ["id"], reserved: Self.reserved, to: &output)
    output.endObject()
    output.endLine()
  }
}
