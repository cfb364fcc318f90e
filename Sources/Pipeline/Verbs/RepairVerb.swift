import Jiaokan

/// `repair`: broken text to the text that was meant.
public struct RepairVerb: TextVerb {
  public let decoder: PageDecoder
  private let repairer: Repairer
  private let wantsEdits: Bool

  /// The lines of a page were broken by one fault, which is inferred from all of them.
  public var needsWholePages: Bool { true }
  public var reserved: [StaticString] { ["text", "damage", "edits"] }

  /// - Throws: what Repair says of unusable options.
  public init(decoder: PageDecoder, options: Repairer.Options, edits: Bool) throws {
    self.decoder = decoder
    repairer = try Repairer(options: options)
    wantsEdits = edits
  }

  public func write(_ text: ArraySlice<UInt8>, to output: inout [UInt8]) {
    output = repairer.repair(Array(text)).revision.text
  }

  public func write(_ text: DecodedText, of record: VerbInput, to json: inout JSONWriter) throws {
    let repaired = repairer.repair(text.text)
    json.name("text")
    json.string(repaired.revision.text)
    json.name("damage")
    json.damage(repaired.damage)
    guard wantsEdits else { return }
    json.name("edits")
    try EditRecords.write([(.repair, repaired.revision.log)], text: repaired.revision.text, to: &json)
  }
}
