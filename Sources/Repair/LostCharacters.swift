import LanguageModel
import TextCore

/// The fixer of characters that became `?` because the charset of the page lacked them, where a rule decides which
/// one it was. Elsewhere the question mark stays.
struct LostCharacters {
  private let text: UnsafeBufferPointer<UInt8>
  private let line: Range<Int>
  /// Lines of bibliography, where a dash between digits was a typographic one.
  private let holdsReferenceNumbers: Bool
  private let reservesRights: Bool
  /// Whether the line holds the unit of a temperature.
  private let holdsUnit: Bool

  private init(_ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) {
    self.text = text
    self.line = line
    let bytes = UnsafeBufferPointer(rebasing: text[line])
    holdsReferenceNumbers = Self.bibliographicWords.contains { bytes.contains($0) }
    holdsUnit = bytes.contains(Array("℃".utf8)) || bytes.contains(Array("°C".utf8))
    reservesRights = Self.copyrightWords.contains { bytes.contains($0) }
  }

  private static let bibliographicWords = [
    "文章编号", "中图分类号", "ISSN", "issn", "文章編號", "中圖分類號", "DOI", "doi:", "pp.",
  ]
  .map { Array($0.utf8) }
  private static let copyrightWords = ["ights", "IGHTS", "版权所有", "版權所有"].map { Array($0.utf8) }

  static func run(
    _ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>, into patch: inout Patch,
    report: inout DamageReport
  ) {
    let fixer = LostCharacters(text, line)
    var context = TextContext(text, line)
    for index in line where text[index] == UInt8(ascii: "?") {
      guard let (character, confidence) = fixer.lost(at: index),
        fixer.isInSerialNumber(index) || !context.isInURL(index)
      else { continue }
      report.add(.lostCharacters)
      patch.replace(index..<index + 1, with: character.utf8, rule: .lostCharacters, confidence: confidence)
    }
  }

  /// The character that became the question mark at `index`; nil where nothing decides.
  private func lost(at index: Int) -> (character: String, confidence: Float)? {
    if isCopyright(index) { return ("©", 0.99) }
    if isDegree(index) { return ("°", 0.95) }
    if isApostrophe(index) { return ("'", 0.95) }
    if isBetweenNumbers(index) || isBetweenTimes(index) || isInMail(index) { return ("-", 0.95) }
    if isMinus(index) { return ("-", 0.9) }
    if isInForeignName(index) { return ("·", 0.9) }
    let isBetween = isAlphanumeric(index - 1) && isAlphanumeric(index + 1)
    return holdsReferenceNumbers && isBetween ? ("-", 0.9) : nil
  }

  /// The byte at an index; a line feed beyond the line.
  private func byte(_ index: Int) -> UInt8 { line.contains(index) ? text[index] : 0x0A }

  private func isDigit(_ index: Int) -> Bool { (0x30...0x39).contains(byte(index)) }

  private func isLetter(_ index: Int) -> Bool { (0x61...0x7A).contains(byte(index) | 0x20) }

  private func isAlphanumeric(_ index: Int) -> Bool { isDigit(index) || isLetter(index) }

  /// The digits behind an index, or before it.
  private func digits(from index: Int) -> Range<Int> {
    var end = index
    while isDigit(end) { end += 1 }
    return index..<end
  }

  private func digits(before index: Int) -> Range<Int> {
    var start = index
    while isDigit(start - 1) { start -= 1 }
    return start..<index
  }

  /// Whether digits are a year from 1900 to 2099.
  private func isYear(_ digits: Range<Int>) -> Bool {
    guard digits.count == 4 else { return false }
    let century = text[digits.prefix(2)]
    return century.elementsEqual("19".utf8) || century.elementsEqual("20".utf8)
  }

  // MARK: Rules

  /// `Copyright ? 2016`, `?2016 All rights reserved`: © is not in GBK, and nothing else stands before a year there.
  private func isCopyright(_ index: Int) -> Bool {
    var year = index + 1
    while byte(year) == 0x20 { year += 1 }
    guard isYear(digits(from: year)) else { return false }
    var end = index
    while byte(end - 1) == 0x20 { end -= 1 }
    let word = Array("copyright".utf8)
    let isBehindWord =
      end - line.lowerBound >= word.count
      && zip(text[end - word.count..<end], word).allSatisfy({ $0 | 0x20 == $1 })
    return isBehindWord || reservesRights && !isAlphanumeric(index - 1)
  }

  /// `25?C`.
  private func isDegree(_ index: Int) -> Bool {
    var number = index
    while byte(number - 1) == 0x20 { number -= 1 }
    return isDigit(number - 1) && byte(index + 1) == UInt8(ascii: "C") && !isAlphanumeric(index + 2)
  }

  /// `：?20℃`, `～?5°C`: nothing but a sign stands between a mark and a temperature below zero.
  private func isMinus(_ index: Int) -> Bool {
    let number = digits(from: index + 1)
    guard (1...3).contains(number.count), isInside(index), isInside(number.upperBound),
      !isAlphanumeric(index - 1), byte(index - 1) != UInt8(ascii: "?")
    else { return false }
    let before = UTF8Cursor.scalar(text, before: index).value
    let unit = UTF8Cursor.scalar(text, at: number.upperBound).value
    guard
      before == 0x20 || before == 0x28 || before == 0x2F || before == 0x3A || before == 0x7E
        || Self.marksBeforeNumbers.contains(before)
    else { return false }
    // A span of temperatures has its unit behind the second one.
    return Self.units.contains(unit) || Self.marksOfSpans.contains(unit) && holdsUnit
  }

  /// （ ， ： ～ 为 至.
  private static let marksBeforeNumbers: Set<UInt32> = [0xFF08, 0xFF0C, 0xFF1A, 0xFF5E, 0x4E3A, 0x81F3]
  /// ℃ ° ~ ～ 至 –.
  private static let units: Set<UInt32> = [0x2103, 0xB0]
  private static let marksOfSpans: Set<UInt32> = [0x7E, 0xFF5E, 0x81F3, 0x2013]

  /// `9:00?17:30`.
  private func isBetweenTimes(_ index: Int) -> Bool {
    let minutes = digits(before: index)
    let hours = digits(from: index + 1)
    guard minutes.count == 2, (1...2).contains(hours.count), byte(minutes.lowerBound - 1) == 0x3A,
      byte(hours.upperBound) == 0x3A
    else { return false }
    return (1...2).contains(digits(before: minutes.lowerBound - 1).count)
      && digits(from: hours.upperBound + 1).count == 2
  }

  /// `E?mail`.
  private func isInMail(_ index: Int) -> Bool {
    guard byte(index - 1) | 0x20 == UInt8(ascii: "e"), !isAlphanumeric(index - 2) else { return false }
    return zip((index + 1)..., "mail".utf8).allSatisfy { byte($0) | 0x20 == $1 }
  }

  /// `1004?373X` on a line of bibliography: the number of a journal, which stands in identifiers as well.
  private func isInSerialNumber(_ index: Int) -> Bool {
    let behind = digits(from: index + 1)
    return holdsReferenceNumbers && digits(before: index).count == 4
      && (behind.count == 4 || behind.count == 3 && byte(behind.upperBound) | 0x20 == UInt8(ascii: "x"))
  }

  /// `don?t`, `it?s`.
  private func isApostrophe(_ index: Int) -> Bool {
    guard isLetter(index - 1) else { return false }
    var end = index + 1
    while isLetter(end) { end += 1 }
    // What goes on behind it is no prose.
    switch byte(end) {
    case 0x0A, 0x0D, 0x20, UInt8(ascii: ","), UInt8(ascii: "."), 0x80...: break
    default: return false
    }
    switch String(decoding: text[index + 1..<end], as: UTF8.self) {
    case "t": return byte(index - 1) == UInt8(ascii: "n")
    case "s", "re", "ve", "ll": return true
    default: return false
    }
  }

  /// Dates (`2013?05?12`), spans of years (`2010?2015`) and of pages (`第12?15页`), telephone numbers
  /// (`0571?88886666`): a dash that was a typographic one.
  private func isBetweenNumbers(_ index: Int) -> Bool {
    let before = digits(before: index)
    let behind = digits(from: index + 1)
    guard !before.isEmpty, !behind.isEmpty else { return false }
    let isAlone = !isNumberSign(before.lowerBound - 1) && !isNumberSign(behind.upperBound)
    if isAlone, isYear(before), isYear(behind) {
      return text[before].lexicographicallyPrecedes(text[behind])
    }
    if isAlone, (3...4).contains(before.count), text[before.lowerBound] == UInt8(ascii: "0"),
      (7...8).contains(behind.count)
    {
      return true
    }
    if byte(behind.upperBound) == UInt8(ascii: "?") { return isDate(before, behind, behind.upperBound) }
    if byte(before.lowerBound - 1) == UInt8(ascii: "?") {
      return isDate(digits(before: before.lowerBound - 1), before, index)
    }
    return isAlone && isInside(before.lowerBound) && isInside(behind.upperBound)
      && UTF8Cursor.scalar(text, before: before.lowerBound).value == Self.ordinal
      && Self.pages.contains(UTF8Cursor.scalar(text, at: behind.upperBound).value)
  }

  /// Whether characters of the line stand on both sides of an index.
  private func isInside(_ index: Int) -> Bool { index > line.lowerBound && index < line.upperBound }

  /// 第; 页 and 頁.
  private static let ordinal: UInt32 = 0x7B2C
  private static let pages: Set<UInt32> = [0x9875, 0x9801]

  /// Whether digits are a year, those behind it a month, and a day stands behind the question mark that follows.
  private func isDate(_ year: Range<Int>, _ month: Range<Int>, _ mark: Int) -> Bool {
    let day = digits(from: mark + 1)
    return isYear(year) && !isNumberSign(year.lowerBound - 1) && (1...2).contains(month.count)
      && (1...2).contains(day.count) && !isNumberSign(day.upperBound)
  }

  private func isNumberSign(_ index: Int) -> Bool {
    isAlphanumeric(index) || byte(index) == UInt8(ascii: "?") || byte(index) == UInt8(ascii: "=")
  }

  /// `比尔?盖茨`: the dot between the parts of a foreign name, where the model finds it much more probable than the end
  /// of a question.
  private func isInForeignName(_ index: Int) -> Bool {
    guard index - line.lowerBound >= 6, line.upperBound - index > 6, byte(index - 1) >= 0x80,
      byte(index + 1) >= 0x80
    else { return false }
    var before: [UInt32] = []
    var start = index
    while start > line.lowerBound, before.count < Self.window {
      let scalar = UTF8Cursor.scalar(text, before: start)
      before.append(scalar.value)
      start -= scalar.count
    }
    var behind: [UInt32] = []
    var end = index + 1
    while end < line.upperBound, behind.count < Self.window {
      let scalar = UTF8Cursor.scalar(text, at: end)
      behind.append(scalar.value)
      end += scalar.count
    }
    guard before.prefix(2).allSatisfy(ScalarClass.isHanzi), behind.prefix(2).allSatisfy(ScalarClass.isHanzi)
    else {
      return false
    }
    let score = { (mark: UInt32) in MojibakeStretches.score(before.reversed() + [mark] + behind) }
    return score(0xB7) - score(0x3F) >= Self.leastGain
  }

  /// Characters on each side that the model sees.
  private static let window = 8
  /// Nats.
  private static let leastGain: Float = 6
}
