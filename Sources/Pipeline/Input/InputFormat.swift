/// What an input holds.
public enum InputFormat: String, Sendable, CaseIterable {
  case html, text, jsonl, warc

  /// The file name extensions of pages and of their containers.
  static let extensions = ["html", "htm", "txt", "jsonl", "ndjson", "warc"]

  /// The format that a file's name tells, compression extensions aside; nil where it tells none.
  ///
  /// The name only tells containers from pages: pages of either kind are looked into, since crawlers save HTML
  /// as .txt and text as .html.
  init?(container name: String) {
    switch Self.pageExtension(of: name) {
    case "jsonl", "ndjson": self = .jsonl
    case "warc": self = .warc
    default: return nil
    }
  }

  /// Judges by the first bytes: `WARC/`, a line that begins like a JSON object; nil for a page.
  init?(beginning bytes: ArraySlice<UInt8>) {
    if bytes.starts(with: "WARC/".utf8) {
      self = .warc
      return
    }
    var rest = bytes.drop(while: isJSONWhiteSpace)
    guard rest.popFirst() == UInt8(ascii: "{") else { return nil }
    rest = rest.drop(while: isJSONWhiteSpace)
    guard let next = rest.first, next == UInt8(ascii: "\"") || next == UInt8(ascii: "}") else { return nil }
    self = .jsonl
  }

  /// Whether a file found in a folder is an input, by its name.
  static func isPage(_ name: String) -> Bool {
    pageExtension(of: name).map(extensions.contains) ?? false
  }

  /// The last extension that is not a compression's, in lower case.
  private static func pageExtension(of name: String) -> String? {
    var parts = name.lowercased().split(separator: ".", omittingEmptySubsequences: false)
    if parts.last == "gz" || parts.last == "zst" { parts.removeLast() }
    return parts.count > 1 ? parts.last.map(String.init) : nil
  }
}

/// How an input's bytes are packed.
enum Compression: String {
  case gzip, zstd

  /// Judges by the magic numbers of RFC 1952 and RFC 8878, skippable frames included.
  init?(beginning bytes: ArraySlice<UInt8>) {
    if bytes.starts(with: [0x1F, 0x8B, 0x08]) {
      self = .gzip
    } else if bytes.starts(with: [0x28, 0xB5, 0x2F, 0xFD])
      || bytes.dropFirst().starts(with: [0x2A, 0x4D, 0x18]) && bytes[bytes.startIndex] & 0xF0 == 0x50
    {
      self = .zstd
    } else {
      return nil
    }
  }
}
