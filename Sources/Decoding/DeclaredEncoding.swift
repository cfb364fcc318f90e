/// What a page, or whoever sent it, says of its encoding.
enum DeclaredEncoding {
  /// The encoding whose byte order mark stands at the start.
  static func byteOrderMark(_ bytes: UnsafeBufferPointer<UInt8>) -> TextEncoding? {
    // UTF-32LE before UTF-16LE, whose mark is its beginning.
    let marked: [TextEncoding] = [.utf8, .utf32LE, .utf32BE, .utf16LE, .utf16BE, .gb18030]
    guard let first = bytes.first, first >= 0x80 || first == 0 else { return nil }
    return marked.first { bytes.starts(with: $0.byteOrderMark) }
  }

  /// The `charset` parameter of a Content-Type header.
  static func contentType(_ value: String) -> TextEncoding? {
    var value = value
    return value.withUTF8 { charset(in: $0) }
  }

  /// The encoding usual under the top-level domain of an address, for lack of better: from the countries' habits
  /// before UTF-8.
  static func usual(at url: String) -> [TextEncoding] {
    // scheme, nothing, host
    let parts = url.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count > 2, parts[0].hasSuffix(":"), parts[1].isEmpty else { return [] }
    let host = parts[2].prefix { !"?#:".contains($0) }
    return switch host.split(separator: ".").last?.lowercased() {
    case "cn": [.gb18030]
    case "tw", "hk", "mo": [.big5]
    case "jp": [.shiftJIS, .eucJP]
    case "kr": [.eucKR]
    case "ru", "su", "by": [TextEncoding(name: "windows-1251")]
    default: []
    }
  }

  /// "Prescan a byte stream to determine its encoding" of the HTML standard, and the encoding of an XML declaration.
  ///
  /// Looks at the first `limit` bytes; the standard's 1,024 are too few for pages that begin with comments.
  static func prescan(_ page: UnsafeBufferPointer<UInt8>, limit: Int = 4096) -> TextEncoding? {
    var scanner = MarkupScanner(bytes: UnsafeBufferPointer(rebasing: page.prefix(limit)))
    while scanner.skip(to: 0x3C) {
      let found: TextEncoding?
      if scanner.takes("<!--") {
        scanner.position -= 2  // `<!-->` is a whole comment
        scanner.skip(behind: "-->")
        continue
      } else if scanner.takes("<meta"), scanner.isAtAttribute {
        found = metaEncoding(&scanner)
      } else if scanner.takes("<?xml") {
        found = xmlEncoding(&scanner)
      } else if scanner.takesTag() {
        while scanner.attribute() != nil {}
        continue
      } else if scanner.takes("<!") || scanner.takes("</") || scanner.takes("<?") {
        scanner.skip(behind: ">")
        continue
      } else {
        scanner.position += 1
        continue
      }
      if let found { return found }
    }
    return nil
  }

  private static func metaEncoding(_ scanner: inout MarkupScanner) -> TextEncoding? {
    var isPragma = false
    var needsPragma: Bool?
    var encoding: TextEncoding?
    while let (name, value) = scanner.attribute() {
      if name.isWholly("http-equiv") {
        isPragma = isPragma || value.isWholly("content-type")
      } else if name.isWholly("content"), encoding == nil {
        if let found = charset(in: value.bytes) {
          encoding = found
          needsPragma = true
        }
      } else if name.isWholly("charset") {
        encoding = TextEncoding(label: value.bytes)
        needsPragma = false
      }
    }
    guard let encoding, let needsPragma, !needsPragma || isPragma else { return nil }
    return readable(encoding)
  }

  private static func xmlEncoding(_ scanner: inout MarkupScanner) -> TextEncoding? {
    while let (name, value) = scanner.attribute() {
      if name.isWholly("encoding") { return TextEncoding(label: value.bytes).map(readable) }
    }
    return nil
  }

  /// A declaration that could be read as ASCII cannot mean UTF-16.
  private static func readable(_ encoding: TextEncoding) -> TextEncoding {
    switch encoding {
    case .utf16LE, .utf16BE, .utf32LE, .utf32BE: .utf8
    case TextEncoding(name: "x-user-defined"): .windows1252
    default: encoding
    }
  }

  /// "Extracting a character encoding from a meta element" of the HTML standard.
  private static func charset(in value: UnsafeBufferPointer<UInt8>) -> TextEncoding? {
    var scanner = MarkupScanner(bytes: value)
    while scanner.skip(behind: "charset") {
      scanner.skipSpace()
      guard scanner.takes("=") else { continue }
      scanner.skipSpace()
      guard let first = scanner.byte else { return nil }
      if first == 0x22 || first == 0x27 {
        let rest = value[(scanner.position + 1)...]
        return rest.firstIndex(of: first).flatMap { TextEncoding(label: rest[..<$0]) }
      }
      return TextEncoding(label: value[scanner.position...].prefix { $0 > 0x20 && $0 != 0x3B && $0 != 0x2C })
    }
    return nil
  }
}
