/// A page's text and how it came from its bytes.
public struct DecodedText: Sendable {
  /// Valid UTF-8 without NUL and without a BOM.
  public var text: [UInt8]
  public var detection: EncodingDetection
  /// The malformed sequences that were replaced or skipped, and the byte order mark that was dropped.
  public var log: DecodingLog
  var map: OffsetMap

  /// The source bytes that the bytes `range` of the text came from: whole characters of the source, at its first
  /// and last. Decodes a few kilobytes again, all before the range in ISO-2022, HZ and what ICU converts.
  public func sourceRange(of range: Range<Int>, in source: UnsafeBufferPointer<UInt8>) -> Range<Int> {
    map.sourceRange(of: range, count: text.count, in: source)
  }
}

/// Detection and decoding of whole pages.
public struct PageDecoder: Sendable {
  /// The encoding to use, whatever is detected.
  public var encoding: TextEncoding?
  public var errors: DecodingErrorPolicy = .replace
  /// Used where detection answers `unknown`.
  public var fallback: TextEncoding = .windows1252

  public init() {}

  /// The text of a page.
  ///
  /// A byte order mark of the encoding at the start is dropped; NUL counts as malformed.
  ///
  /// - Throws: `DecodingError` under the policy `strict`.
  public func decode(
    _ bytes: UnsafeBufferPointer<UInt8>, hints: EncodingHints = .init()
  ) throws(DecodingError) -> DecodedText {
    let validUTF8 = UTF8Sequence.validEnd(bytes)
    let detection =
      encoding.map { EncodingDetection(certain: $0, count: bytes.count) }
      ?? EncodingDetector().detect(bytes, validUTF8: validUTF8, hints: hints)
    let spans = detection.spans.map {
      EncodingSpan(range: $0.range, encoding: $0.encoding == .unknown ? fallback : $0.encoding)
    }
    var result = DecodedText(
      text: [], detection: detection, log: DecodingLog(), map: OffsetMap(spans: spans, errors: errors))
    let mark = spans.first?.encoding.byteOrderMark ?? []
    let start = !mark.isEmpty && bytes.starts(with: mark) ? mark.count : 0
    if start > 0 { result.log.append(.byteOrderMark, mark, at: 0, target: 0, count: 0) }
    if spans.count == 1, spans[0].encoding == .utf8, validUTF8 == bytes.count {
      result.text = Array(bytes[start...])
      result.map.shift = start
      return result
    }
    result.text.reserveCapacity(bytes.count + bytes.count / 2)
    for (index, span) in spans.enumerated() {
      try decode(
        span, number: index, of: bytes, from: index == 0 ? start : span.range.lowerBound, into: &result)
    }
    return result
  }

  private func decode(
    _ span: EncodingSpan, number: Int, of bytes: UnsafeBufferPointer<UInt8>, from start: Int,
    into result: inout DecodedText
  ) throws(DecodingError) {
    let origin = span.range.lowerBound
    var transcoder = Transcoder(span.encoding, errors: errors)
    swap(&transcoder.log, &result.log)
    defer { swap(&transcoder.log, &result.log) }
    let isStateless = transcoder.isStateless
    var anchors = [OffsetMap.Anchor(source: start, text: result.text.count, span: number)]
    _ = try transcoder.decode(
      UnsafeBufferPointer(rebasing: bytes[span.range]), from: start - origin, isLast: true,
      into: &result.text,
      origin: (origin, 0)
    ) { read, text in
      if isStateless { anchors.append(.init(source: origin + read, text: text, span: number)) }
    }
    result.map.anchors += anchors
  }
}
