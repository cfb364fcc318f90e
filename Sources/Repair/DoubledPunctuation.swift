import TextCore

/// The fixer of punctuation of two sources, one behind the other: a half-width comma between ideographs, followed
/// by the full-width mark that a converter set beside it: `电源,、直流屏`.
///
/// A comma before a comma, `计,，`, may be a slip of the finger as well, of which nobody knows what was meant; it
/// counts only where a line has two of them. Two different marks are two sources even once, but never certain.
enum DoubledPunctuation {
  private static let fewestCommas = 2

  static func run(
    _ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>, into patch: inout Patch,
    report: inout DamageReport
  ) {
    var index = line.lowerBound
    var before: UInt32 = 0
    var places: [(offset: Int, mark: UInt32)] = []
    while index < line.upperBound {
      let (scalar, count) = UTF8Cursor.scalar(text, at: index)
      if scalar == 0x2C, ScalarClass.isHanzi(before), index + 4 < line.upperBound, text[index + 1] >= 0xE0 {
        let (mark, width) = UTF8Cursor.scalar(text, at: index + 1)
        let behind = index + 1 + width
        if mark == 0x3001 || mark == 0xFF0C, behind < line.upperBound,
          ScalarClass.isHanzi(UTF8Cursor.scalar(text, at: behind).value)
        {
          places.append((index, mark))
        }
      }
      before = scalar
      index += count
    }
    let areCommasDoubled = places.count { $0.mark == 0xFF0C } >= fewestCommas
    for (offset, mark) in places where mark == 0x3001 || areCommasDoubled {
      report.add(.doubledPunctuation)
      patch.replace(offset..<offset + 1, with: [], rule: .doubledPunctuation, confidence: 0.9)
    }
  }
}
