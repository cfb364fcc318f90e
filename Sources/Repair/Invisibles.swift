import TextCore

/// The fixer of characters that nobody sees: zero-width and bidirectional controls and soft hyphens.
///
/// They go only between ideographs or Chinese punctuation: Persian, Hindi, Thai and emoji need them.
enum Invisibles {
  static func run(
    _ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>, into patch: inout Patch,
    report: inout DamageReport
  ) {
    var index = line.lowerBound
    // The line's edges are as good as a Chinese neighbour, but one of the two must be one.
    var chineseBefore = false
    var start = index
    while index < line.upperBound {
      let (scalar, count) = UTF8Cursor.scalar(text, at: index)
      index += count
      if isInvisible(scalar) { continue }
      let isChinese = ScalarClass.isHanzi(scalar) || ScalarClass.isChinesePunctuation(scalar)
      let gap = start..<index - count
      if !gap.isEmpty, isChinese, chineseBefore || gap.lowerBound == line.lowerBound {
        drop(gap, &patch, &report)
      }
      chineseBefore = isChinese
      start = index
    }
    if start < line.upperBound, chineseBefore { drop(start..<line.upperBound, &patch, &report) }
  }

  private static func drop(_ gap: Range<Int>, _ patch: inout Patch, _ report: inout DamageReport) {
    report.add(.invisibles)
    patch.replace(gap, with: [], rule: .invisibles)
  }

  /// Default-ignorable format controls (Unicode 15 DerivedCoreProperties) that pages hold by accident.
  static func isInvisible(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0xAD, 0x61C, 0xFEFF, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0x2066...0x2069: true
    default: false
    }
  }
}
