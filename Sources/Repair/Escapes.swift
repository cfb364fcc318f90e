import TextCore

/// The fixer of escapes of programming languages and URLs in running text: `\u300a`, `%E4%B8%AD`, `%u4E2D`.
///
/// A run of escapes counts only when it spells Chinese text, whole characters of it, outside of code and URLs; a
/// line that is nothing but a string literal is text.
struct Escapes {
  private let text: UnsafeBufferPointer<UInt8>
  private let line: Range<Int>

  static func run(
    _ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>, into patch: inout Patch,
    report: inout DamageReport
  ) {
    Escapes(text: text, line: line).run(into: &patch, report: &report)
  }

  private func run(into patch: inout Patch, report: inout DamageReport) {
    var context = TextContext(text, line)
    if context.isCode { return }
    var index = line.lowerBound
    while index < line.upperBound {
      let byte = text[index]
      guard byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "%") else {
        index += 1
        continue
      }
      let units = units(at: index)
      let (bytes, end) = units.end > index ? units : octets(at: index)
      guard let bytes, byte == UInt8(ascii: "\\") || !context.isInURL(index) else {
        index = max(end, index + 1)
        continue
      }
      report.add(.escapes)
      patch.replace(index..<end, with: bytes, rule: .escapes, confidence: 0.99)
      index = end
    }
  }

  /// The run of `\uXXXX` or `%uXXXX` and where it ends; nil in place of its bytes when none of them is Chinese.
  private func units(at start: Int) -> (bytes: [UInt8]?, end: Int) {
    var units: [UInt16] = []
    var index = start
    while index + 6 <= line.upperBound, text[index] == text[start], text[index + 1] == UInt8(ascii: "u"),
      let unit = hexadecimal(index + 2..<index + 6)
    {
      units.append(UInt16(unit))
      index += 6
    }
    if units.isEmpty { return (nil, start) }
    return (Self.chinese(String(decoding: units, as: UTF16.self)), index)
  }

  /// The run of `%XX` or `\xXX`; nil in place of its bytes when they are not whole Chinese characters of UTF-8.
  private func octets(at start: Int) -> (bytes: [UInt8]?, end: Int) {
    let digits = text[start] == UInt8(ascii: "%") ? 1 : 2
    var bytes: [UInt8] = []
    var index = start
    while index + digits + 2 <= line.upperBound, text[index] == text[start],
      digits == 1 || text[index + 1] == UInt8(ascii: "x"),
      let byte = hexadecimal(index + digits..<index + digits + 2)
    {
      bytes.append(UInt8(byte))
      index += digits + 2
    }
    guard bytes.count >= 3, let string = String(validating: bytes, as: UTF8.self) else { return (nil, index) }
    return (Self.chinese(string), index)
  }

  /// The UTF-8 of a string that holds Chinese characters and nothing that is not text.
  private static func chinese(_ string: String) -> [UInt8]? {
    guard string.unicodeScalars.contains(where: { TextContext.isChinese($0.value) }),
      !string.unicodeScalars.contains(where: { $0.value < 0x20 || $0 == "\u{FFFD}" })
    else { return nil }
    return Array(string.utf8)
  }

  private func hexadecimal(_ range: Range<Int>) -> UInt32? {
    var value: UInt32 = 0
    for byte in text[range] {
      switch byte {
      case 0x30...0x39: value = value << 4 | UInt32(byte - 0x30)
      case 0x41...0x46: value = value << 4 | UInt32(byte - 0x41 + 10)
      case 0x61...0x66: value = value << 4 | UInt32(byte - 0x61 + 10)
      default: return nil
      }
    }
    return value
  }
}
