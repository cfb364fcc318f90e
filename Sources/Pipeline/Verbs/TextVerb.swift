import Jiaokan

/// What a subcommand makes of lines of text; n lines become n lines.
public protocol TextVerb: RecordVerb {
  /// Whether a text must be seen whole, since its parts explain each other; otherwise lines come in batches.
  var needsWholePages: Bool { get }
  /// Appends what becomes of `text`, valid UTF-8 whose lines end at LF.
  func write(_ text: ArraySlice<UInt8>, to output: inout [UInt8])
  /// Writes the members of a record that this verb makes, the id excluded.
  func write(_ text: DecodedText, of record: VerbInput, to json: inout JSONWriter) throws
  /// The names of those members.
  var reserved: [StaticString] { get }
  var decoder: PageDecoder { get }
}

extension TextVerb {
  public var needsWholePages: Bool { false }

  public func write(_ record: VerbInput, to json: inout JSONWriter, findings: inout Findings) throws {
    var decoder = decoder
    if case .bytes = record.content {} else { decoder.encoding = .utf8 }
    let text = try record.content.bytes.withUnsafeBufferPointer { (bytes) throws(DecodingError) in
      try decoder.decode(bytes, hints: record.hints)
    }
    json.beginObject()
    json.name("id")
    json.raw(record.id)
    try write(text, of: record, to: &json)
    record.writeOtherMembers(known: ["id"], reserved: reserved + ["error", "input"], to: &json)
    json.endObject()
    json.endLine()
  }
}

/// Runs a verb over the lines of one file after another.
public struct TextPipeline<Verb: TextVerb>: Sendable {
  public var verb: Verb
  public var threads: Int

  public init(verb: Verb, threads: Int) {
    self.verb = verb
    self.threads = threads
  }

  /// Processes one input.
  ///
  /// - Parameter write: takes the output piece by piece.
  /// - Throws: `InputError` after all that could be read was written, and what `write` throws.
  public func run(_ input: TextInput, write: ([UInt8]) throws -> Void) throws {
    let reader = TextReader(input.input.reader, decoder: verb.decoder, wholePages: verb.needsWholePages)
    try OrderedRunner(threads: threads).run(next: reader.next, work: process, write: write)
    if let failure = reader.failure { throw failure }
  }

  private func process(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var output: [UInt8] = []
    verb.write(text, to: &output)
    return output
  }
}

/// A text file that was opened.
public struct TextInput {
  let input: OpenInput

  /// - Parameter path: `-` is standard input.
  public init(path: String) throws(InputError) {
    input = try OpenInput(path: path == "-" ? nil : path)
  }

  public var isCompressed: Bool { input.compression != nil }
}
