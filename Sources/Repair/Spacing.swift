import TextCore

/// The fixer of spaces between all characters of a run, as text recognition and PDF leave them: `随 着 硬 件`.
///
/// Only a run in which every gap between single Chinese characters is one space, and which is longer than a list of
/// names can be taken for, is closed up. Single digits inside of it, and what stands between the digits of a number,
/// belong to it: `第 2 3 届`.
enum Spacing {
  /// Gaps beside Chinese characters in a run before it counts. Names of two characters with a space inside stand in
  /// twos and threes.
  static let fewestSpaces = 7

  private enum Member {
    case chinese, digit
  }

  static func run(
    _ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>, into patch: inout Patch,
    report: inout DamageReport
  ) {
    var gaps: [Int] = []
    var gapsBesideChinese = 0
    var index = line.lowerBound
    func close() {
      if gapsBesideChinese >= fewestSpaces {
        report.add(.spacing)
        for gap in gaps { patch.replace(gap..<gap + 1, with: [], rule: .spacing, confidence: 0.95) }
      }
      gaps.removeAll(keepingCapacity: true)
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
    let isOfNumber = (0x30...0x39).contains(scalar) || scalar == 0x25 || scalar == 0x2E
    return isAlone && isOfNumber ? .digit : nil
  }

  /// Whether a byte is an ASCII character that shows.
  private static func isGraphic(_ byte: UInt8) -> Bool { byte > 0x20 && byte < 0x7F }
}
