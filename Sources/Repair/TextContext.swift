import TextCore

/// Whether a line is running text, as far as its bytes tell: what is an accident there is meant in program code, in
/// URLs, and where somebody explains references.
struct TextContext {
  private let text: UnsafeBufferPointer<UInt8>
  private let line: Range<Int>

  init(_ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) {
    self.text = text
    self.line = line
  }

  /// Whether the line holds a Chinese character.
  var isChinese: Bool {
    var index = line.lowerBound
    while index < line.upperBound {
      let (scalar, count) = UTF8Cursor.scalar(text, at: index)
      if Self.isChinese(scalar) { return true }
      index += count
    }
    return false
  }

  /// Signs of program code that prose does not hold.
  var isCode: Bool {
    let line = UnsafeBufferPointer(rebasing: text[line])
    return Self.codeSigns.contains { line.contains($0) }
  }

  /// Words of lines that explain references or escapes.
  var isAboutMarkup: Bool {
    let line = UnsafeBufferPointer(rebasing: text[line])
    return Self.markupWords.contains { line.contains($0) }
  }

  private static let codeSigns = [
    "();", "\");", "(\"", "){", ") {", "};", "</", "==", "=>", "->", "=\"", "= \"", "='", "#include", "::",
    "!=", "&&", "||",
  ]
  .map { Array($0.utf8) }
  private static let markupWords = [
    "转义", "轉義", "实体", "實體", "HTML", "html", "XML", "编码", "編碼", "代码", "代碼", "Unicode",
  ]
  .map { Array($0.utf8) }

  /// Whether the run of ASCII characters around `index` is a URL or a query string.
  func isInURL(_ index: Int) -> Bool {
    let floor = max(line.lowerBound, index - Self.longestURL)
    let ceiling = min(line.upperBound, index + Self.longestURL)
    var start = index
    while start > floor, Self.isURLByte(text[start - 1]) { start -= 1 }
    var end = index
    while end < ceiling, Self.isURLByte(text[end]) { end += 1 }
    let run = UnsafeBufferPointer(rebasing: text[start..<end])
    let before = UnsafeBufferPointer(rebasing: text[start..<index])
    return run.contains(Array("://".utf8)) || run.starts(with: "www.".utf8)
      || before.contains(UInt8(ascii: "?")) && before.contains(UInt8(ascii: "="))
      || before.contains(UInt8(ascii: "/")) && before.contains(UInt8(ascii: "."))
  }

  /// Bytes on either side that are looked at.
  private static let longestURL = 512

  private static func isURLByte(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "<")
      && byte != UInt8(ascii: ">")
  }

  static func isChinese(_ scalar: UInt32) -> Bool {
    ScalarClass.isHanzi(scalar) || (0x3001...0x3011).contains(scalar) || (0xFF01...0xFF1F).contains(scalar)
  }
}
