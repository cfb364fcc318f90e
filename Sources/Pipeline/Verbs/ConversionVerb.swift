import Jiaokan

/// `convert`: traditional to simplified.
public struct ConversionVerb: TextVerb {
  public let decoder: PageDecoder
  private let converter: Converter
  private let wantsEdits: Bool

  public var reserved: [StaticString] { ["text", "script", "note", "edits"] }

  public init(decoder: PageDecoder, options: Converter.Options, edits: Bool) {
    self.decoder = decoder
    converter = Converter(options: options)
    wantsEdits = edits
  }

  public func write(_ text: ArraySlice<UInt8>, to output: inout [UInt8]) {
    text.withUnsafeBufferPointer { converter.convert($0, into: &output) }
  }

  public func write(_ text: DecodedText, of record: VerbInput, to json: inout JSONWriter) throws {
    let revision = converter.convert(text.text)
    json.name("text")
    json.string(revision.text)
    json.name("script")
    json.string(converter.script(of: text.text).rawValue)
    if let note = UnrepairedText(in: text.text).note {
      json.name("note")
      json.string(note)
    }
    guard wantsEdits else { return }
    json.name("edits")
    try EditRecords.write([(.conversion, revision.log)], text: revision.text, to: &json)
  }
}
