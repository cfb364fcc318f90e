import TextCore

/// The fixer of characters that became `?` because the charset of the page lacked them, where a rule decides which
/// one it was. Elsewhere the question mark stays.
enum LostCharacters {
  static func run(
    _ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>, into patch: inout Patch,
    report: inout DamageReport
  ) {
    let isReferenceNumber = holdsReferenceNumbers(UnsafeBufferPointer(rebasing: text[line]))
    for index in line where text[index] == UInt8(ascii: "?") {
      if isCopyright(text, line, index) {
        report.add(.lostCharacters)
        patch.replace(index..<index + 1, with: "©".utf8, rule: .lostCharacters, confidence: 0.99)
      } else if isReferenceNumber, index > line.lowerBound, index + 1 < line.upperBound,
        isAlphanumeric(text[index - 1]), isAlphanumeric(text[index + 1])
      {
        report.add(.lostCharacters)
        patch.replace(index..<index + 1, with: "-".utf8, rule: .lostCharacters, confidence: 0.9)
      }
    }
  }

  /// `Copyright ? 2016`: © is not in GBK, and nothing else stands between that word and a year.
  private static func isCopyright(_ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>, _ index: Int)
    -> Bool
  {
    var start = index
    while start > line.lowerBound, text[start - 1] == 0x20 { start -= 1 }
    let word = Array("copyright".utf8)
    guard start - line.lowerBound >= word.count,
      zip(text[start - word.count..<start], word).allSatisfy({ $0 | 0x20 == $1 })
    else { return false }
    var end = index + 1
    while end < line.upperBound, text[end] == 0x20 { end += 1 }
    // A year from 1900 to 2099.
    guard end + 4 <= line.upperBound, text[end..<end + 4].allSatisfy({ (0x30...0x39).contains($0) }) else {
      return false
    }
    return text[end] == UInt8(ascii: "1") && text[end + 1] == UInt8(ascii: "9")
      || text[end] == UInt8(ascii: "2") && text[end + 1] == UInt8(ascii: "0")
  }

  /// Lines of bibliography, where a dash between digits was a typographic one.
  private static func holdsReferenceNumbers(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    ["文章编号", "中图分类号", "ISSN", "文章編號"].contains { line.contains(Array($0.utf8)) }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
  }
}
