import CICU
import HanData
import LanguageModel
import TextCore

/// The fixer of private-use characters whose meaning is known: the first mappings of GBK and of Big5 with HKSCS to
/// Unicode used them for characters that have had their own code since.
///
/// The tables are ICU's: a code that its windows-936 (or windows-950) maps to private use and its gb18030 (or
/// Big5-HKSCS) to a character. Pages use private-use characters for icons as well, so one changes only between
/// ideographs or Chinese punctuation, and those of HKSCS, which cover all that icon fonts use, only to characters
/// that running text has.
enum PrivateUse {
  static func run(
    _ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>, into patch: inout Patch,
    report: inout DamageReport
  ) {
    var index = line.lowerBound
    var before: UInt32 = 0
    while index < line.upperBound {
      let (scalar, count) = UTF8Cursor.scalar(text, at: index)
      if (0xE000...0xF8FF).contains(scalar), isChinese(before), index + count < line.upperBound,
        isChinese(UTF8Cursor.scalar(text, at: index + count).value), let meant = meaning(of: scalar)
      {
        var bytes: [UInt8] = []
        UTF8Cursor.append(meant, to: &bytes)
        report.add(.privateUse)
        patch.replace(index..<index + count, with: bytes, rule: .privateUse, confidence: 0.9)
      }
      before = scalar
      index += count
    }
  }

  private static func isChinese(_ scalar: UInt32) -> Bool {
    ScalarClass.isHanzi(scalar) || ScalarClass.isChinesePunctuation(scalar)
  }

  private static func meaning(of scalar: UInt32) -> UInt32? {
    if let meant = hongKong[UInt16(scalar)], CharacterModel.builtIn.token(of: UInt32(meant)) != 0 {
      return UInt32(meant)
    }
    return mainland[UInt16(scalar)].map(UInt32.init)
  }

  private static let mainland = meanings(of: "windows-936", in: .gbk)
  private static let hongKong = meanings(of: "windows-950", in: .big5)

  private static func meanings(of old: String, in charset: DoubleByteCharset) -> [UInt16: UInt16] {
    var units = [UInt16](repeating: 0, count: 0x10000)
    _ = jk_icu_code_units(old, 2, &units)
    var meanings: [UInt16: UInt16] = [:]
    for (code, unit) in units.enumerated() where (0xE000...0xF8FF).contains(unit) {
      let meant = charset.scalars[code]
      if meant >= 0x2E80, !(0xE000...0xF8FF).contains(meant) { meanings[unit] = meant }
    }
    return meanings
  }
}
