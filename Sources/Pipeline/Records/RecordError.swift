import Jiaokan

/// Why a record could not be processed, as its error record says.
public struct RecordError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The stable names in `error.code`.
  public enum Code: String, Sendable, CaseIterable {
    case invalidJSON = "invalid_json"
    case missingContent = "missing_content"
    case invalidField = "invalid_field"
    case invalidBase64 = "invalid_base64"
    case invalidBytes = "invalid_bytes"
    case invalidEdits = "invalid_edits"
    case invalidHTTP = "invalid_http"
    case unsupportedCoding = "unsupported_coding"
    case truncatedInput = "truncated_input"
    case corruptInput = "corrupt_input"
    case tooLarge = "too_large"
    case tooDeep = "too_deep"
    case tooManyBlocks = "too_many_blocks"
    case timedOut = "timed_out"
    case failed
  }

  public var code: Code
  public var message: String
  public var offset: Int?

  public var description: String { message }

  init(_ code: Code, _ message: String, offset: Int? = nil) {
    self.code = code
    self.message = message
    self.offset = offset
  }

  static func tooLarge(_ limit: Int) -> RecordError {
    RecordError(.tooLarge, "the record is longer than \(limit) bytes; split it", offset: limit)
  }

  /// What a stage threw.
  init(_ error: any Error) {
    switch error {
    case let error as RecordError: self = error
    case let error as DecodingError: self.init(.invalidBytes, error.description, offset: error.offset)
    case let error as MarkupError:
      switch error {
      case .tooDeep(_, let offset): self.init(.tooDeep, error.description, offset: offset)
      case .tooManyBlocks(_, let offset): self.init(.tooManyBlocks, error.description, offset: offset)
      case .textTooLong(let limit, _): self.init(.tooLarge, error.description, offset: limit)
      case .outOfMemory: self.init(.failed, error.description)
      }
    default: self.init(.failed, "\(error)")
    }
  }

  /// Writes `{"id", "error"}`; `id` is JSON.
  func write(id: some Collection<UInt8>, to json: inout JSONWriter) {
    json.beginObject()
    json.name("id")
    json.raw(id)
    json.name("error")
    json.beginObject()
    json.name("code")
    json.string(code.rawValue)
    json.name("message")
    json.string(message)
    if let offset {
      json.name("offset")
      json.number(offset)
    }
    json.endObject()
    json.endObject()
    json.endLine()
  }
}
