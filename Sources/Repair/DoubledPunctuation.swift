import TextCore

/// The fixer of punctuation of two sources, one behind the other: a half-width comma between ideographs, followed
/// by the full-width mark that a converter set beside it: `电源,、直流屏`.
enum DoubledPunctuation {
  static func run(
    _ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>, into patch: inout Patch,
    report: inout DamageReport
  ) {
    var index = line.lowerBound
    var before: UInt32 = 0
    while index < line.upperBound {
      let (scalar, count) = UTF8Cursor.scalar(text, at: index)
      if scalar == 0x2C, ScalarClass.isHanzi(before), index + 4 < line.upperBound, text[index + 1] >= 0xE0 {
        let (mark, width) = UTF8Cursor.scalar(text, at: index + 1)
        let behind = index + 1 + width
        if mark == 0x3001 || mark == 0xFF0C, behind < line.upperBound,
          ScalarClass.isHanzi(UTF8Cursor.scalar(text, at: behind).value)
        {
          report.add(.doubledPunctuation)
          patch.replace(index..<index + 1, with: [], rule: .doubledPunctuation, confidence: 0.9)
        }
      }
      before = scalar
      index += count
    }
  }
}
