import CICU
import TextCore

/// The fixer of ideographs that are encoded a second time: compatibility ideographs and Kangxi radicals become the
/// unified ideograph that they stand for, by ICU's NFKC. Other compatibility characters (①, ㎡, full-width letters)
/// are text.
enum CompatibilityForms {
  static func run(
    _ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>, into patch: inout Patch,
    report: inout DamageReport
  ) {
    var index = line.lowerBound
    while index < line.upperBound {
      let (scalar, count) = UTF8Cursor.scalar(text, at: index)
      if (0x2E80...0x2FD5).contains(scalar) || (0xF900...0xFAFF).contains(scalar) {
        let unified = jk_icu_compatibility_form(scalar)
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
