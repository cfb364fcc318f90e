/// A stored HTTP response (RFC 9112), its transfer coding and gzip content coding undone.
struct HTTPResponse {
  let status: Int
  let contentType: String?
  let body: [UInt8]

  init(_ message: [UInt8]) throws(RecordError) {
    var rest = message[...]
    let words = Header(&rest).map { ($0, $0.firstLine.split(separator: " ")) }
    guard let (header, line) = words, line.count > 1, line[0].hasPrefix("HTTP/"), let status = Int(line[1])
    else {
      throw RecordError(.invalidHTTP, "the record does not begin with an HTTP status line", offset: 0)
    }
    self.status = status
    contentType = header["content-type"]
    // Some crawlers undo the coding and keep the header: what does not look chunked is taken as it is.
    if header["transfer-encoding"]?.lowercased().contains("chunked") == true,
      let joined = Self.joinedChunks(rest)
    {
      rest = joined[...]
    }
    switch header["content-encoding"]?.lowercased() {
    case nil, "", "identity": body = Array(rest)
    case "gzip", "x-gzip", "deflate": body = try Self.inflated(rest)
    case "zstd": body = try Self.inflated(rest)
    case let coding?:
      throw RecordError(
        .unsupportedCoding, "the body's content coding \(coding) is not supported; store it decoded")
    }
  }

  /// The bodies of the chunks; nil when the bytes are not chunked. A cut last chunk gives what is there.
  static func joinedChunks(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
    var body: [UInt8] = []
    var rest = bytes
    var isFirst = true
    while let lineEnd = rest.firstIndex(of: 0x0A) {
      let digits = rest[..<lineEnd].prefix { hexValue($0) != nil }
      guard !digits.isEmpty, digits.count <= 8 else { return isFirst ? nil : body }
      isFirst = false
      let size = digits.reduce(0) { $0 << 4 | Int(hexValue($1) ?? 0) }
      guard size > 0 else { return body }
      rest = rest[(lineEnd + 1)...]
      body.append(contentsOf: rest.prefix(size))
      rest = rest.dropFirst(size)
      if rest.first == 0x0D { rest.removeFirst() }
      if rest.first == 0x0A { rest.removeFirst() }
    }
    return isFirst ? nil : body
  }

  /// Unpacks by the magic number: a body whose header promises a coding it does not have is plain.
  private static func inflated(_ bytes: ArraySlice<UInt8>) throws(RecordError) -> [UInt8] {
    let packed = MemorySource(bytes)
    let source: any ByteSource
    switch Compression(beginning: bytes.prefix(4)) {
    case .gzip: source = GzipSource(packed, name: "body")
    case .zstd: source = ZStandardSource(packed, name: "body")
    case nil:
      // A zlib stream (deflate) begins with a multiple of 31 whose low nibble is 8.
      guard let first = bytes.first, let second = bytes.dropFirst().first, first & 0x0F == 8,
        (Int(first) << 8 | Int(second)) % 31 == 0
      else { return Array(bytes) }
      source = GzipSource(packed, name: "body")
    }
    let reader = ByteReader(source, name: "body")
    let body = reader.take(Limits.record)
    guard reader.isAtEnd else { throw .tooLarge(Limits.record) }
    // Servers cut compressed bodies short; what there is of the page is kept.
    if body.isEmpty, let fault = reader.fault?.record { throw fault }
    return body
  }
}

/// Bytes in memory.
final class MemorySource: ByteSource {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let step = rest.prefix(buffer.count)
    buffer.copyBytes(from: step)
    rest = rest.dropFirst(step.count)
    return step.count
  }
}
