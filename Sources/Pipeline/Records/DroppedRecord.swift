import Curation

/// How records say why they were dropped: `"dropped": {"reason", ...}`.
enum DroppedRecord {
  /// `{"id", "dropped"}`, in the place of the record.
  static func write(id: [UInt8], _ rejection: Rejection, to json: inout JSONWriter) {
    json.beginObject()
    json.name("id")
    json.raw(id)
    write(rejection, to: &json)
    json.endObject()
    json.endLine()
  }

  /// The record itself with the reason as its last member.
  ///
  /// - Parameter line: an object with at least one member, and LF.
  static func write(_ line: ArraySlice<UInt8>, _ rejection: Rejection, to json: inout JSONWriter) {
    json.plain(line.dropLast(2))
    write(rejection, to: &json)
    json.endObject()
    json.endLine()
  }

  private static func write(_ rejection: Rejection, to json: inout JSONWriter) {
    json.name("dropped")
    json.beginObject()
    json.name("reason")
    json.string(rejection.reason.rawValue)
    switch rejection.evidence {
    case .count(let count):
      json.name("characters")
      json.number(count)
    case .share(let share):
      json.name("share")
      json.number(share)
    case .language(let language):
      json.name("language")
      json.string(language.rawValue)
    case .document(let fingerprint):
      json.name("of")
      json.string(hexadecimal(fingerprint))
    }
    json.endObject()
  }
}

/// Sixteen digits.
func hexadecimal(_ value: UInt64) -> String {
  let digits = String(value, radix: 16)
  return String(repeating: "0", count: 16 - digits.count) + digits
}
