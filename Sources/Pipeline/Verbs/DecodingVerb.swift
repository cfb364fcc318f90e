import Jiaokan

/// `decode`: bytes to UTF-8.
public struct DecodingVerb: TextVerb {
  public let decoder: PageDecoder
  private let wantsEdits: Bool
  public var contentFields: [StaticString] { ["bytes", "text", "html"] }
  public var reserved: [StaticString] { ["text", "encoding", "edits"] }

  public init(decoder: PageDecoder, edits: Bool) {
    self.decoder = decoder
    wantsEdits = edits
  }

  public func write(_ text: ArraySlice<UInt8>, to output: inout [UInt8]) { output += text }

  public func write(_ text: DecodedText, of record: VerbInput, to json: inout JSONWriter) {
    json.name("text")
    json.string(text.text)
    json.name("encoding")
    json.encoding(text.detection)
    guard wantsEdits else { return }
    json.name("edits")
    json.beginArray()
    EditRecords.write(text.log, to: &json)
    json.endArray()
  }
}
