import TextCore

/// The fixer of spaces between all characters of a run, as text recognition and PDF leave them: `随 着 硬 件`.
///
/// Only a run in which every gap between single Chinese characters is one space, and which is longer than a list of
/// names can be taken for, or reads as text, is closed up. Single letters and digits inside of it, and what stands
/// between the digits of a number, belong to it: `第 2 3 届`.
enum Spacing {
  /// Gaps beside Chinese characters in a run before it counts: names of two characters with a space inside stand in
  /// twos and threes.
  private static let usualSpaces = 7
  /// The same of a run that reads as text.
  static let fewestSpaces = 5
  /// Nats a character: titles and labels reach 6, names in a row begin at 7.
  private static let leastPlausible: Float = 6.5
  /// What stands in a row at the head of a calendar or of columns, and reads as text.
  private static let numerals = Set("一二三四五六七八九十日".unicodeScalars.map(\.value))

  private enum Member {
    case chinese, alphanumeric
  }

  static func run(
    _ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>, into patch: inout Patch,
    report: inout DamageReport
  ) {
    var gaps: [Int] = []
    var characters: [UInt32] = []
    var gapsBesideChinese = 0
    var index = line.lowerBound
    func close() {
      if gapsBesideChinese >= usualSpaces || gapsBesideChinese >= fewestSpaces && isText(characters) {
        report.add(.spacing)
        for gap in gaps { patch.replace(gap..<gap + 1, with: [], rule: .spacing, confidence: 0.95) }
      }
      gaps.removeAll(keepingCapacity: true)
      characters.removeAll(keepingCapacity: true)
      gapsBesideChinese = 0
    }
    // The character before, when it may belong to a run, and whether a single space stands behind it.
    var before: Member?
    var afterGap = false
    while index < line.upperBound {
      let (scalar, count) = UTF8Cursor.scalar(text, at: index)
      if scalar == 0x20, before != nil, !afterGap {
        afterGap = true
      } else {
        let member = member(scalar, text, line, index)
        if let member, afterGap {
          gaps.append(index - 1)
          if member == .chinese || before == .chinese { gapsBesideChinese += 1 }
        } else {
          close()
        }
        if member != nil { characters.append(scalar) }
        before = member
        afterGap = false
      }
      index += count
    }
    close()
  }

  private static func member(
    _ scalar: UInt32, _ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>, _ index: Int
  ) -> Member? {
    if ScalarClass.isHanzi(scalar) || ScalarClass.isChinesePunctuation(scalar) { return .chinese }
    let isAlone =
      (index == line.lowerBound || !isGraphic(text[index - 1]))
      && (index + 1 == line.upperBound || !isGraphic(text[index + 1]))
    let isMember =
      (0x30...0x39).contains(scalar) || (0x61...0x7A).contains(scalar | 0x20) || scalar == 0x25
      || scalar == 0x2E
    return isAlone && isMember ? .alphanumeric : nil
  }

  private static func isText(_ characters: [UInt32]) -> Bool {
    2 * characters.count(where: numerals.contains) < characters.count
      && MojibakeStretches.score(characters) >= -leastPlausible * Float(characters.count)
  }

  /// Whether a byte is an ASCII character that shows.
  private static func isGraphic(_ byte: UInt8) -> Bool { byte > 0x20 && byte < 0x7F }
}
