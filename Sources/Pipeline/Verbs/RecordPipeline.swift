import Jiaokan

/// Runs a verb over the records of inputs.
public struct RecordPipeline<Verb: RecordVerb>: Sendable {
  public var verb: Verb
  /// What every input holds; nil tells each by name and content.
  public var format: InputFormat?
  public var threads: Int
  /// Longer records become error records; bytes of content.
  public var maximumBytes = Limits.record
  /// Records that take longer become error records; seconds of processor time.
  public var maximumSeconds: Double?

  public init(verb: Verb, format: InputFormat?, threads: Int) {
    self.verb = verb
    self.format = format
    self.threads = threads
  }

  /// Runs into one file, and commits nothing.
  ///
  /// - Parameters:
  ///   - inputs: files and folders; `-` is standard input, as is an empty list.
  ///   - report: told, in order, what is to be said on standard error.
  ///   - progress: told now and then how far the run has come.
  /// - Throws: `OutputError`.
  public func run(
    _ inputs: [String], to output: OutputFile, report: @escaping (any Error) -> Void,
    progress: (Tally) -> Void = { _ in }
  ) throws -> Tally {
    var tally = Tally()
    try run(inputs, report: report) { delivery in
      try output.write(delivery.bytes)
      tally += delivery.tally
      progress(tally)
    }
    return tally
  }

  /// Runs from a place on, and hands what comes of the records to `deliver`, in their order.
  public func run(
    _ inputs: [String], from start: InputPosition = .init(), report: @escaping (any Error) -> Void,
    deliver: (Delivery) throws -> Void
  ) throws {
    let reader = RecordReader(
      inputs: inputs, format: format, from: start, longestPage: maximumBytes, report: report)
    let limit = maximumSeconds.map(TimeLimit.init(seconds:))
    try OrderedRunner(threads: threads).run(
      next: reader.next,
      work: { batch in
        var worker = BatchWorker(
          verb: verb, maximumBytes: maximumBytes, maximumSeconds: maximumSeconds, timeLimit: limit)
        return worker.process(batch)
      },
      write: { (delivery: Delivery) in
        try deliver(delivery)
        delivery.messages.forEach(report)
      })
  }
}

/// Makes a delivery of one batch.
private struct BatchWorker<Verb: RecordVerb> {
  let verb: Verb
  let maximumBytes: Int
  let maximumSeconds: Double?
  let timeLimit: TimeLimit?
  private var output = JSONWriter()
  private var delivery = Delivery()

  init(verb: Verb, maximumBytes: Int, maximumSeconds: Double?, timeLimit: TimeLimit?) {
    self.verb = verb
    self.maximumBytes = maximumBytes
    self.maximumSeconds = maximumSeconds
    self.timeLimit = timeLimit
  }

  mutating func process(_ batch: Batch) -> Delivery {
    switch batch {
    case .lines(let bytes, let place): process(bytes, place)
    case .pages(let pages):
      for page in pages {
        switch page.page {
        case .success(let content):
          delivery.tally.bytes += content.bytes.count
          add(VerbInput(content), name: content.id, size: content.bytes.count, end: page.end)
        case .failure(let failure):
          var id = JSONWriter()
          id.string(failure.id)
          fail(failure.error, id: id.bytes, name: failure.id, size: 0, end: page.end)
        }
      }
    }
    delivery.bytes = output.bytes
    return delivery
  }

  private mutating func process(_ bytes: [UInt8], _ place: PlaceOfLines) {
    var end = InputPosition(inputs: place.input, units: place.firstLine)
    if place.isOverlong {
      return fail(
        .tooLarge(maximumBytes), id: Array("null".utf8), name: "\(place.name):\(end.units)", size: 0,
        end: end)
    }
    delivery.tally.bytes = bytes.count
    var start = 0
    while start < bytes.count {
      let lineEnd = bytes.firstLF(from: start) ?? bytes.count
      add(bytes[start..<lineEnd], name: "\(place.name):\(end.units)", end: end)
      start = lineEnd + 1
      end.units += 1
    }
  }

  private mutating func add(_ line: ArraySlice<UInt8>, name: String, end: InputPosition) {
    if line.allSatisfy(isJSONWhiteSpace) { return }
    do throws(JSONError) {
      let object = try JSONObject(line)
      do throws(RecordError) {
        let record = try VerbInput(object, preferring: verb.contentFields)
        add(record, name: name, size: line.count + 1, end: end)
      } catch {
        fail(error, id: object.id, name: name, size: line.count + 1, end: end)
      }
    } catch {
      let failure = RecordError(.invalidJSON, "\(name): \(error)", offset: error.offset)
      fail(failure, id: Array("null".utf8), name: nil, size: line.count + 1, end: end)
    }
  }

  private mutating func add(_ record: VerbInput, name: String, size: Int, end: InputPosition) {
    guard record.content.bytes.count <= maximumBytes else {
      return fail(.tooLarge(maximumBytes), id: record.id, name: name, size: size, end: end)
    }
    let start = output.bytes.count
    var findings = Findings()
    do {
      if let timeLimit {
        findings = try write(record, within: timeLimit)
      } else {
        try verb.write(record, to: &output, findings: &findings)
      }
    } catch {
      output.rewind(to: start)
      return fail(RecordError(error), id: record.id, name: name, size: size, end: end)
    }
    delivery.tally.records += 1
    if findings.rejection != nil { delivery.tally.dropped += 1 }
    delivery.records.append(
      RecordOutcome(
        fate: findings.rejection.map { .dropped($0) } ?? .kept, line: start..<output.bytes.count,
        id: record.id, size: size, end: end, findings: findings))
  }

  private mutating func write(_ record: VerbInput, within limit: TimeLimit) throws -> Findings {
    let product = limit.run { [verb] in
      Result {
        var output = JSONWriter()
        var findings = Findings()
        try verb.write(record, to: &output, findings: &findings)
        return (output.bytes, findings)
      }
    }
    guard let product else {
      throw RecordError(
        .timedOut, "the record took more than \(maximumSeconds ?? 0) seconds; raise --timeout or leave it out"
      )
    }
    let (line, findings) = try product.get()
    output.plain(line)
    return findings
  }

  /// - Parameter name: where the record stands, for messages; nil when the error says it itself.
  private mutating func fail(
    _ error: RecordError, id: [UInt8], name: String?, size: Int, end: InputPosition
  ) {
    delivery.tally.records += 1
    delivery.tally.errors += 1
    let start = output.bytes.count
    if verb.writesRecords {
      error.write(id: id, to: &output)
    } else {
      var error = error
      if let name, !error.message.hasPrefix(name) { error.message = "\(name): \(error.message)" }
      delivery.messages.append(error)
    }
    delivery.records.append(
      RecordOutcome(
        fate: .failed(error.code), line: start..<output.bytes.count, id: id, size: size,
        end: end))
  }
}
