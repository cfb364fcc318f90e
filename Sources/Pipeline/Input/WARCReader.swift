import Jiaokan

/// Pages out of a WARC stream (ISO 28500, versions 1.0 and 1.1): HTTP responses, resources, and the conversions
/// of WET files. Other records are stepped over, as are responses that are no page (images, redirects).
struct WARCReader {
  /// The longest header line; real ones hold a URL.
  private static let longestLine = 1 << 20

  private let reader: ByteReader
  private let longestPage: Int
  private var isBroken = false

  init(_ reader: ByteReader, longestPage: Int) {
    self.reader = reader
    self.longestPage = longestPage
  }

  /// The next page, or why one is missing; nil at the end.
  mutating func next() -> Result<Page, IdentifiedError>? {
    while !isBroken, skipBlankLines() {
      let offset = reader.position
      guard let header = Header(reader, longestLine: Self.longestLine), header.firstLine.hasPrefix("WARC/")
      else {
        return broken("no WARC record begins", at: offset)
      }
      guard let length = header["content-length"].flatMap({ Int($0) }), length >= 0 else {
        return broken("a WARC record without a usable Content-Length", at: offset)
      }
      let id = header["warc-record-id"] ?? "\(reader.name):\(offset)"
      guard Self.mayHoldPage(header) else {
        if reader.skip(length) < length { return broken("a WARC record ends too early", at: offset) }
        continue
      }
      guard length <= longestPage else {
        _ = reader.skip(length)
        return .failure(IdentifiedError(id: id, error: .tooLarge(longestPage)))
      }
      let block = reader.take(length)
      if block.count < length {
        // What came before the break is kept; a cut page would pass for a whole one.
        return broken("a WARC record ends too early", at: offset)
      }
      do throws(RecordError) {
        if let page = try page(header, id: id, block: block) { return .success(page) }
      } catch {
        return .failure(IdentifiedError(id: id, error: error))
      }
    }
    return nil
  }

  private mutating func broken(_ reason: String, at offset: Int) -> Result<Page, IdentifiedError>? {
    isBroken = true
    // A break of the archive itself explains more, and is reported by whoever opened it.
    guard reader.fault == nil else { return nil }
    let error = InputError.malformedRecord(name: reader.name, reason: reason, offset: offset)
    return error.record.map { .failure(IdentifiedError(id: reader.name, error: $0)) }
  }

  /// Steps over the two line ends behind a record; false at the end of the stream.
  private func skipBlankLines() -> Bool {
    while let byte = reader.peek(1).first {
      guard byte == 0x0D || byte == 0x0A else { return true }
      _ = reader.skip(1)
    }
    return false
  }

  private static func mayHoldPage(_ header: Header) -> Bool {
    switch header["warc-type"]?.lowercased() {
    case "response": header["content-type"]?.lowercased().hasPrefix("application/http") ?? true
    case "resource", "conversion": isPage(header["content-type"])
    default: false
    }
  }

  private static func isPage(_ contentType: String?) -> Bool {
    guard let type = contentType?.lowercased(), !type.isEmpty else { return true }
    return ["text/html", "text/plain", "application/xhtml"].contains { type.hasPrefix($0) }
  }

  private func page(_ header: Header, id: String, block: [UInt8]) throws(RecordError) -> Page? {
    var page = Page(id: id, url: header["warc-target-uri"], contentType: header["content-type"], bytes: block)
    // Writers of WARC 1.0 put the URI between angle brackets.
    if let url = page.url, url.hasPrefix("<"), url.hasSuffix(">") {
      page.url = String(url.dropFirst().dropLast())
    }
    guard header["warc-type"]?.lowercased() == "response" else { return page }
    let response = try HTTPResponse(block)
    guard 200..<300 ~= response.status, Self.isPage(response.contentType) else { return nil }
    page.contentType = response.contentType
    page.bytes = response.body
    return page
  }
}
