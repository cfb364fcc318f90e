import TextCore

/// The fixer of spaces between all characters of a run, as text recognition and PDF leave them: `随 着 硬 件`.
///
/// Only a run in which every gap between single Chinese characters is one space, and which is longer than a list of
/// names can be taken for, is closed up.
enum Spacing {
  /// Gaps in a run before it counts. Names of two characters with a space inside stand in twos and threes.
  static let fewestSpaces = 7

  static func run(
    _ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>, into patch: inout Patch,
    report: inout DamageReport
  ) {
    var gaps: [Int] = []
    var index = line.lowerBound
    func close() {
      if gaps.count >= fewestSpaces {
        report.add(.spacing)
        for gap in gaps { patch.replace(gap..<gap + 1, with: [], rule: .spacing, confidence: 0.95) }
      }
      gaps.removeAll(keepingCapacity: true)
    }
    // Whether the character before was Chinese, and whether a single space stands between it and this one.
    var afterChinese = false
    var afterGap = false
    while index < line.upperBound {
      let (scalar, count) = UTF8Cursor.scalar(text, at: index)
      if scalar == 0x20, afterChinese, !afterGap {
        afterGap = true
      } else {
        let isChinese = ScalarClass.isHanzi(scalar) || ScalarClass.isChinesePunctuation(scalar)
        if isChinese, afterGap {
          gaps.append(index - 1)
        } else {
          close()
        }
        afterChinese = isChinese
        afterGap = false
      }
      index += count
    }
    close()
  }
}
