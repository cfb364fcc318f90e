import CICU
import TextCore

/// The fixer of ideographs that are encoded a second time: compatibility ideographs and Kangxi radicals become the
/// unified ideograph that they stand for, by ICU's NFKC; other radicals that are words as well, which text taken from PDF
/// files holds, by Unicode's list. Other compatibility characters (①, ㎡, full-width letters) are text.
enum CompatibilityForms {
  /// CJK Radicals Supplement in the shapes of whole ideographs (Unicode 15, EquivalentUnifiedIdeograph.txt).
  private static let radicals: [UInt32: UInt32] = [
    0x2EA0: 0x6C11, 0x2EC4: 0x897F, 0x2EC5: 0x89C1, 0x2EC6: 0x89D2, 0x2EC9: 0x8D1D, 0x2ECB: 0x8F66,
    0x2ED1: 0x9577, 0x2ED3: 0x957F, 0x2ED4: 0x95E8, 0x2ED8: 0x9752, 0x2ED9: 0x97E6, 0x2EDA: 0x9875,
    0x2EDB: 0x98CE, 0x2EDC: 0x98DE, 0x2EDD: 0x98DF, 0x2EE2: 0x9A6C, 0x2EE3: 0x9AA8, 0x2EE4: 0x9B3C,
    0x2EE5: 0x9C7C, 0x2EE6: 0x9E1F, 0x2EE7: 0x5364, 0x2EE8: 0x9EA6, 0x2EE9: 0x9EC4, 0x2EEA: 0x9EFE,
    0x2EEC: 0x9F50, 0x2EEE: 0x9F7F, 0x2EF0: 0x9F99,
  ]

  static func run(
    _ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>, into patch: inout Patch,
    report: inout DamageReport
  ) {
    var index = line.lowerBound
    while index < line.upperBound {
      let (scalar, count) = UTF8Cursor.scalar(text, at: index)
      if (0x2E80...0x2FD5).contains(scalar) || ScalarClass.isCompatibilityIdeograph(scalar) {
        let unified = radicals[scalar] ?? jk_icu_compatibility_form(scalar)
        if unified != scalar {
          var bytes: [UInt8] = []
          UTF8Cursor.append(unified, to: &bytes)
          report.add(.compatibilityForms)
          patch.replace(index..<index + count, with: bytes, rule: .compatibilityForms)
        }
      }
      index += count
    }
  }
}
