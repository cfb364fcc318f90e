import Jiaokan

/// What a subcommand makes of one record.
public protocol RecordVerb: Sendable {
  /// Whether every record becomes one line of JSON; otherwise its text goes out as it is, and errors become
  /// messages.
  var writesRecords: Bool { get }
  /// Writes one record, its line end included. What it throws becomes the error record.
  func write(_ record: VerbInput, to output: inout JSONWriter) throws
  /// The fields in which a JSON record may bring its content, the preferred one first.
  var contentFields: [StaticString] { get }
}

extension RecordVerb {
  public var writesRecords: Bool { true }
  public var contentFields: [StaticString] { ["text", "html", "bytes"] }
}

/// How far a run has come.
public struct Tally: Sendable, Equatable {
  public var records = 0
  /// How many of them became error records, or messages where no records are written.
  public var errors = 0
  /// Bytes of input, as decompressed.
  public var bytes = 0

  public init() {}
}

/// Runs a verb over the records of inputs.
public struct RecordPipeline<Verb: RecordVerb>: Sendable {
  public var verb: Verb
  /// What every input holds; nil tells each by name and content.
  public var format: InputFormat?
  public var threads: Int

  public init(verb: Verb, format: InputFormat?, threads: Int) {
    self.verb = verb
    self.format = format
    self.threads = threads
  }

  /// - Parameters:
  ///   - inputs: files and folders; `-` is standard input, as is an empty list.
  ///   - report: told, in order, what is to be said on standard error.
  ///   - progress: told now and then how far the run has come.
  /// - Throws: `OutputError`.
  public func run(
    _ inputs: [String], to output: OutputFile, report: @escaping (any Error) -> Void,
    progress: (Tally) -> Void = { _ in }
  ) throws -> Tally {
    let reader = RecordReader(inputs: inputs, format: format, report: report)
    var tally = Tally()
    try OrderedRunner(threads: threads).run(next: reader.next, work: process) { product in
      try output.write(product.bytes)
      product.messages.forEach(report)
      tally.records += product.tally.records
      tally.errors += product.tally.errors
      tally.bytes += product.tally.bytes
      progress(tally)
    }
    return tally
  }

  private struct Product: Sendable {
    var bytes: [UInt8]
    var messages: [RecordError]
    var tally: Tally
  }

  private func process(_ batch: Batch) -> Product {
    var sink = Sink(verb: verb)
    switch batch {
    case .lines(_, let place) where place.isOverlong:
      sink.fail(.tooLarge(Limits.record), id: "null".utf8, name: "\(place.name):\(place.firstLine)")
    case .lines(let bytes, let place):
      sink.tally.bytes = bytes.count
      var line = place.firstLine
      var start = 0
      while start < bytes.count {
        let end = bytes.firstLF(from: start) ?? bytes.count
        sink.add(bytes[start..<end], name: "\(place.name):\(line)")
        start = end + 1
        line += 1
      }
    case .pages(let pages):
      for page in pages {
        switch page {
        case .success(let page):
          sink.tally.bytes += page.bytes.count
          sink.add(VerbInput(page), name: page.id)
        case .failure(let failure):
          var id = JSONWriter()
          id.string(failure.id)
          sink.fail(failure.error, id: id.bytes, name: failure.id)
        }
      }
    }
    return Product(bytes: sink.output.bytes, messages: sink.messages, tally: sink.tally)
  }

  /// Collects what becomes of a batch's records.
  private struct Sink {
    let verb: Verb
    var output = JSONWriter()
    var messages: [RecordError] = []
    var tally = Tally()

    mutating func add(_ line: ArraySlice<UInt8>, name: String) {
      if line.allSatisfy(isJSONWhiteSpace) { return }
      do throws(JSONError) {
        let object = try JSONObject(line)
        do throws(RecordError) {
          add(try VerbInput(object, preferring: verb.contentFields), name: name)
        } catch {
          fail(error, id: object.id, name: name)
        }
      } catch {
        let failure = RecordError(.invalidJSON, "\(name): \(error)", offset: error.offset)
        fail(failure, id: "null".utf8, name: nil)
      }
    }

    mutating func add(_ record: VerbInput, name: String) {
      let mark = output.bytes.count
      do {
        try verb.write(record, to: &output)
        tally.records += 1
      } catch {
        output.rewind(to: mark)
        fail(RecordError(error), id: record.id, name: name)
      }
    }

    /// - Parameter name: where the record stands, for messages; nil when the error says it itself.
    mutating func fail(_ error: RecordError, id: some Collection<UInt8>, name: String?) {
      tally.records += 1
      tally.errors += 1
      if verb.writesRecords {
        error.write(id: id, to: &output)
      } else {
        var error = error
        if let name, !error.message.hasPrefix(name) { error.message = "\(name): \(error.message)" }
        messages.append(error)
      }
    }
  }
}
