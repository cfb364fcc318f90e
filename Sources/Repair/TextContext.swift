import TextCore

/// Whether a line is running text, as far as its bytes tell: what is an accident there is meant in program code, in
/// URLs, and where somebody explains references.
struct TextContext {
  private let text: UnsafeBufferPointer<UInt8>
  private let line: Range<Int>
  /// The run of ASCII characters that was looked at last, and whether it has a sign without which there is no URL.
  private var run = 0..<0
  private var runHasSigns = false

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

  /// Words that such lines hold, and many others.
  var mayBeAboutMarkup: Bool {
    let line = UnsafeBufferPointer(rebasing: text[line])
    return Self.ambiguousWords.contains { line.contains($0) }
  }

  private static let codeSigns = [
    "();", "\");", "(\"", "){", ") {", "};", "</", "==", "=>", "->", "=\"", "= \"", "='", "#include", "::",
    "!=", "&&", "||",
  ]
  .map { Array($0.utf8) }
  private static let markupWords = [
    "转义", "轉義", "实体", "實體", "HTML", "html", "XML", "Unicode",
  ]
  .map { Array($0.utf8) }
  private static let ambiguousWords = ["编码", "編碼", "代码", "代碼"].map { Array($0.utf8) }

  /// Whether the run of ASCII characters around `index` is a URL or a query string.
  ///
  /// Asked for ascending indices it looks at each run of the line but once, unless the run has the signs of a URL.
  mutating func isInURL(_ index: Int) -> Bool {
    if index < run.lowerBound || index > run.upperBound { findRun(around: index) }
    guard runHasSigns else { return false }
    let window = run.clamped(to: max(0, index - Self.longestURL)..<index + Self.longestURL)
    let near = UnsafeBufferPointer(rebasing: text[window])
    let before = UnsafeBufferPointer(rebasing: text[window.lowerBound..<index])
    return near.contains(Self.schemeEnd) || near.starts(with: Self.webHost)
      || before.contains(UInt8(ascii: "?")) && before.contains(UInt8(ascii: "="))
      || before.contains(UInt8(ascii: "/")) && before.contains(UInt8(ascii: "."))
  }

  private mutating func findRun(around index: Int) {
    var start = index
    while start > line.lowerBound, Self.isURLByte(text[start - 1]) { start -= 1 }
    var end = index
    while end < line.upperBound, Self.isURLByte(text[end]) { end += 1 }
    run = start..<end
    let bytes = UnsafeBufferPointer(rebasing: text[run])
    runHasSigns =
      bytes.contains(UInt8(ascii: "/")) || bytes.contains(UInt8(ascii: "?"))
      || bytes.starts(with: Self.webHost)
  }

  private static let schemeEnd = Array("://".utf8)
  private static let webHost = Array("www.".utf8)

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
