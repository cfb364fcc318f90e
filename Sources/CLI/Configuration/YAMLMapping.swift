import YAML

/// The part of YAML that a configuration needs: one mapping from names to scalars and lists of them. libyaml parses; scalars
/// stay the text that they are.
struct YAMLMapping {
  enum Value {
    case scalar(String)
    /// A plain `null`, `~` or nothing: not set.
    case none
    case list([String])
  }

  struct Failure: Error {
    var reason: String
    /// From 1.
    var line: Int
  }

  private(set) var members: [(key: String, value: Value, line: Int)] = []

  init(_ text: [UInt8]) throws(Failure) {
    let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    parser.initialize(to: yaml_parser_t())
    guard yaml_parser_initialize(parser) == 1 else { preconditionFailure("out of memory") }
    defer {
      yaml_parser_delete(parser)
      parser.deallocate()
    }
    // The parser reads the text as it goes.
    let outcome: Result<Void, Failure> = text.withUnsafeBufferPointer { bytes in
      yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
      var events = Events(parser: parser)
      return Result { () throws(Failure) in try read(&events) }
    }
    try outcome.get()
  }

  private mutating func read(_ events: inout Events) throws(Failure) {
    _ = try events.next()
    var event = try events.next()
    // An empty file sets nothing.
    guard event.kind != .streamEnd else { return }
    event = try events.next()
    // As does one that holds nothing but comments.
    if case .scalar(let text, isPlain: true) = event.kind, text.isEmpty { return }
    guard event.kind == .mappingStart else {
      throw Failure(reason: "expected lines of `name: value`", line: event.line)
    }
    while true {
      let key = try events.next()
      if key.kind == .mappingEnd { return }
      guard case .scalar(let name, _) = key.kind else {
        throw Failure(reason: "expected the name of an option", line: key.line)
      }
      guard !members.contains(where: { $0.key == name }) else {
        throw Failure(reason: "'\(name)' stands twice", line: key.line)
      }
      members.append((name, try value(&events), key.line))
    }
  }

  private func value(_ events: inout Events) throws(Failure) -> Value {
    let event = try events.next()
    switch event.kind {
    case .scalar(let text, let isPlain):
      return isPlain && ["", "~", "null"].contains(text) ? .none : .scalar(text)
    case .sequenceStart:
      var elements: [String] = []
      while true {
        let element = try events.next()
        switch element.kind {
        case .scalar(let text, _): elements.append(text)
        case .sequenceEnd: return .list(elements)
        default: throw Failure(reason: "a list may hold only strings and numbers", line: element.line)
        }
      }
    default: throw Failure(reason: "expected a value or a list", line: event.line)
    }
  }
}

/// What libyaml finds, one after the other.
private struct Events {
  enum Kind: Equatable {
    case scalar(String, isPlain: Bool)
    case mappingStart, mappingEnd, sequenceStart, sequenceEnd, streamEnd, other
  }

  let parser: UnsafeMutablePointer<yaml_parser_t>

  mutating func next() throws(YAMLMapping.Failure) -> (kind: Kind, line: Int) {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else {
      let problem = parser.pointee.problem.map { String(cString: $0) } ?? "not YAML"
      throw YAMLMapping.Failure(reason: problem, line: Int(parser.pointee.problem_mark.line) + 1)
    }
    defer { yaml_event_delete(&event) }
    return (kind(event), Int(event.start_mark.line) + 1)
  }

  private func kind(_ event: yaml_event_t) -> Kind {
    switch event.type {
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      let text = String(
        decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
      return .scalar(text, isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE)
    case YAML_MAPPING_START_EVENT: return .mappingStart
    case YAML_MAPPING_END_EVENT: return .mappingEnd
    case YAML_SEQUENCE_START_EVENT: return .sequenceStart
    case YAML_SEQUENCE_END_EVENT: return .sequenceEnd
    case YAML_STREAM_END_EVENT: return .streamEnd
    default: return .other
    }
  }
}
