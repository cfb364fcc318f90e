import TextCore

/// The fixer of punctuation of two sources, one beside the other: a half-width comma and the full-width mark that a
/// converter set before or behind it, in Chinese text: `电源,、直流屏`, `电源、,直流屏`.
///
/// A comma beside a comma, `计,，`, may be a slip of the finger as well, of which nobody knows what was meant; it
/// counts only where a line has two of them. Two different marks are two sources even once, but never certain.
enum DoubledPunctuation {
  private static let fewestCommas = 2

  private static let listComma: UInt32 = 0x3001
  private static let fullWidthComma: UInt32 = 0xFF0C

  static func run(
    _ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>, into patch: inout Patch,
    report: inout DamageReport
  ) {
    var places: [(offset: Int, mark: UInt32)] = []
    // The two scalars before the one at `index`.
    var before: UInt32 = 0
    var beforeThat: UInt32 = 0
    var index = line.lowerBound
    while index < line.upperBound {
      let (scalar, count) = UTF8Cursor.scalar(text, at: index)
      if scalar == 0x2C {
        let behind = self.scalar(text, line, at: index + 1)
        // A full-width mark has three bytes.
        if isFullWidth(behind), isItem(before), isItem(self.scalar(text, line, at: index + 4)) {
          places.append((index, behind))
        } else if isFullWidth(before), isItem(beforeThat), isItem(behind) {
          places.append((index, before))
        }
      }
      (beforeThat, before) = (before, scalar)
      index += count
    }
    let areCommasDoubled = places.count { $0.mark == fullWidthComma } >= fewestCommas
    for (offset, mark) in places where mark == listComma || areCommasDoubled {
      report.add(.doubledPunctuation)
      patch.replace(offset..<offset + 1, with: [], rule: .doubledPunctuation, confidence: 0.9)
    }
  }

  private static func isFullWidth(_ mark: UInt32) -> Bool { mark == listComma || mark == fullWidthComma }

  /// What a list may name: an ideograph, or the bracket or quote that ends or begins a name.
  private static func isItem(_ scalar: UInt32) -> Bool {
    ScalarClass.isHanzi(scalar) || (0x3008...0x3011).contains(scalar) || scalar == 0xFF08 || scalar == 0xFF09
      || scalar == 0x201C || scalar == 0x201D
  }

  /// The scalar at an offset; 0 beyond the line.
  private static func scalar(_ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>, at index: Int) -> UInt32
  {
    index < line.upperBound ? UTF8Cursor.scalar(text, at: index).value : 0
  }
}
