import Jiaokan

/// The shapes that several records share.
extension JSONWriter {
  mutating func strings(_ values: [String]) {
    beginArray()
    for value in values { string(value) }
    endArray()
  }

  /// `[first byte, end byte]`
  mutating func range(_ range: Range<Int>) {
    beginArray()
    number(range.lowerBound)
    number(range.upperBound)
    endArray()
  }

  mutating func damage(_ damage: [Damage]) {
    beginArray()
    for damage in damage {
      beginObject()
      name("kind")
      string(damage.kind)
      name("count")
      number(damage.count)
      endObject()
    }
    endArray()
  }

  /// `{"name", "confidence", "spans"?}`: spans only where encodings are mixed.
  mutating func encoding(_ detection: EncodingDetection) {
    beginObject()
    name("name")
    string(detection.encoding.name)
    name("confidence")
    number(detection.confidence)
    if detection.spans.count > 1 {
      name("spans")
      spans(detection.spans)
    }
    endObject()
  }

  mutating func spans(_ spans: [EncodingSpan]) {
    beginArray()
    for span in spans {
      beginObject()
      name("start")
      number(span.range.lowerBound)
      name("end")
      number(span.range.upperBound)
      name("encoding")
      string(span.encoding.name)
      endObject()
    }
    endArray()
  }
}
