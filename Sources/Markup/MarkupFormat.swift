/// What a page is written in.
public enum MarkupFormat: String, Sendable {
  case html, text

  /// Judges by the first tags; plain text unless it plainly is HTML. O(1): looks at 64 KiB at most.
  public static func sniff(_ text: [UInt8]) -> MarkupFormat {
    text.withUnsafeBufferPointer { bytes in Sniffer(bytes).isHTML ? .html : .text }
  }
}

/// Looks for HTML at the beginning of a text.
private struct Sniffer {
  private let bytes: UnsafeBufferPointer<UInt8>

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = UnsafeBufferPointer(rebasing: bytes.prefix(65_536))
  }

  var isHTML: Bool {
    let start = firstMark
    guard start < bytes.count else { return false }
    if bytes[start] == 0x3C {
      if isName("!doctype", at: start + 1) { return isName("html", at: skipSpace(start + 9)) }
      if isName("?xml", at: start + 1) { return hasTag(["html"]) }
      let structural = [
        "html", "head", "body", "div", "p", "table", "meta", "title", "script", "style", "link", "section",
        "article", "main", "header", "nav", "ul", "ol", "dl", "h1", "h2", "h3", "center", "form", "iframe",
        "base",
      ]
      if structural.contains(where: { isName($0, at: start + 1) }) { return true }
    }
    return hasTag(["html", "body"]) && hasTag(["head", "div", "p"])
      || tagCount >= 8 && tagCount * 200 > bytes.count
  }

  /// Behind the byte order mark, white space and comments.
  private var firstMark: Int {
    var offset = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while true {
      offset = skipSpace(offset)
      guard isName("!--", at: offset + 1), bytes[offset] == 0x3C else { return offset }
      offset += 4
      while offset < bytes.count, !bytes[offset...].starts(with: "-->".utf8) { offset += 1 }
      offset += 3
    }
  }

  private func skipSpace(_ start: Int) -> Int {
    var offset = start
    while offset < bytes.count, Blank.isWhiteSpace(bytes[offset]) { offset += 1 }
    return offset
  }

  /// Whether `name`, in lower case, stands at `offset` in any case, and no letter behind it.
  private func isName(_ name: String, at offset: Int) -> Bool {
    let end = offset + name.utf8.count
    guard end <= bytes.count else { return false }
    guard zip(name.utf8, bytes[offset..<end]).allSatisfy({ $0 == $1 || $0 == $1 | 0x20 }) else {
      return false
    }
    guard end < bytes.count, name.utf8.last.map({ $0 >= 0x61 }) == true else { return true }
    return !(bytes[end] | 0x20 >= 0x61 && bytes[end] | 0x20 <= 0x7A)
  }

  private func hasTag(_ names: [String]) -> Bool {
    var rest = bytes[...]
    while let start = rest.firstIndex(of: 0x3C) {
      if names.contains(where: { isName($0, at: start + 1) }) { return true }
      rest = rest[(start + 1)...]
    }
    return false
  }

  /// How many end tags there are: what a text that only mentions tags has few of.
  private var tagCount: Int {
    var count = 0
    for offset in bytes.indices.dropLast() where bytes[offset] == 0x3C && bytes[offset + 1] == 0x2F {
      count += 1
    }
    return count
  }
}
