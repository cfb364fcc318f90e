import Jiaokan

/// A record as a verb gets it: its content, what is known of it, and the members that pass through.
public struct VerbInput: Sendable {
  /// The field that a page or text came in.
  enum Content: Sendable {
    case html([UInt8]), text([UInt8])
    /// As fetched.
    case bytes([UInt8])

    var bytes: [UInt8] {
      switch self {
      case .html(let bytes), .text(let bytes), .bytes(let bytes): bytes
      }
    }
  }

  /// JSON of the id.
  let id: [UInt8]
  let url: String?
  let contentType: String?
  let format: MarkupFormat?
  let content: Content
  /// Nil when the record did not come as JSON.
  private let object: JSONObject?
  private let contentField: StaticString?

  var hints: EncodingHints { EncodingHints(contentType: contentType, url: url) }

  init(_ page: Page) {
    var id = JSONWriter()
    id.string(page.id)
    self.id = id.bytes
    url = page.url
    contentType = page.contentType
    format = page.format
    content = .bytes(page.bytes)
    object = nil
    contentField = nil
  }

  /// - Parameter preference: the content fields a verb can use; the first that is there counts.
  init(_ object: JSONObject, preferring preference: [StaticString]) throws(RecordError) {
    self.object = object
    id = object.id
    url = try object.optionalString("url").map { String(decoding: $0, as: UTF8.self) }
    contentType = try object.optionalString("content_type").map { String(decoding: $0, as: UTF8.self) }
    format = nil
    guard let field = preference.first(where: { object.value($0) != nil }),
      let value = try object.optionalString(field)
    else {
      let names = preference.map { "`\($0)`" }.joined(separator: ", ")
      throw RecordError(.missingContent, "the record has none of \(names)")
    }
    contentField = field
    switch field.description {
    case "html": content = .html(value)
    case "text": content = .text(value)
    default:
      do {
        content = .bytes(try Base64.decode(value))
      } catch {
        throw RecordError(.invalidBase64, error.description, offset: error.offset)
      }
    }
  }

  /// The value of another field; nil when it is absent or null.
  func value(_ name: StaticString) -> JSONValue? { object?.value(name) }

  /// Writes the members that the verb does not know as they came, and those whose names it needs itself under
  /// `input`.
  ///
  /// - Parameters:
  ///   - known: names whose input values the verb has written itself.
  ///   - reserved: other names that it writes.
  func writeOtherMembers(known: [StaticString], reserved: [StaticString], to json: inout JSONWriter) {
    guard let object else { return }
    var clashing: [JSONObject.Member] = []
    for member in object.members {
      if known.contains(where: { $0 == member.name }) { continue }
      if let contentField, contentField == member.name { continue }
      if reserved.contains(where: { $0 == member.name }) {
        clashing.append(member)
      } else {
        json.raw(object.raw(member))
      }
    }
    guard !clashing.isEmpty else { return }
    json.name("input")
    json.beginObject()
    for member in clashing { json.raw(object.raw(member)) }
    json.endObject()
  }
}

extension JSONObject {
  /// JSON of the id; `null` when there is none.
  var id: [UInt8] { value("id").map { Array($0.raw) } ?? Array("null".utf8) }

  /// A field that is a string, null, or absent.
  func optionalString(_ name: StaticString) throws(RecordError) -> [UInt8]? {
    guard let value = value(name) else { return nil }
    guard let string = value.string else { throw RecordError(.invalidField, "`\(name)` is not a string") }
    return string
  }
}
