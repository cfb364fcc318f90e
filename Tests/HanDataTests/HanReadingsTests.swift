import HanData
import Testing

@Suite struct HanReadingsTests {
  @Test func customaryReadingComesFirst() {
    #expect(HanReadings.readings(of: "領".unicodeScalars.first!.value) == ["lǐng"])
    #expect(HanReadings.readings(of: "著".unicodeScalars.first!.value).first == "zhe")
    #expect(HanReadings.readings(of: 0x20).isEmpty)
    #expect(HanReadings.readings(of: .max).isEmpty)
  }

  @Test(arguments: [
    ("長", "zhǎng", true), ("長", "cháng", true), ("長", "chang", false), ("女", "nǚ", true), ("女", "nu", false),
    ("給", "jǐ", true), ("𠀀", "hē", true), ("a", "a", false), ("長", "", false),
  ])
  func readingWithTone(character: Unicode.Scalar, pinyin: String, isReading: Bool) {
    let bytes = Array(pinyin.utf8)
    #expect(bytes.withUnsafeBufferPointer { HanReadings.isReading($0, of: character.value) } == isReading)
  }

  @Test(arguments: [
    ("長", "zhang", true), ("長", "chang", true), ("長", "cháng", false), ("女", "nü", true), ("女", "nv", true),
    ("女", "nu", true), ("女", "n", false), ("嗯", "ng", true), ("路", "lv", false), ("長", "changx", false),
  ])
  func readingWithoutTone(character: Unicode.Scalar, pinyin: String, isReading: Bool) {
    let bytes = Array(pinyin.utf8)
    #expect(
      bytes.withUnsafeBufferPointer { HanReadings.isTonelessReading($0, of: character.value) } == isReading)
  }

  @Test(arguments: [("領", "领"), ("著", "着"), ("藉", "藉"), ("领", "领"), ("乾", "干"), ("𡞵", "㛟"), ("a", "a")])
  func folding(source: Unicode.Scalar, target: Unicode.Scalar) {
    #expect(HanFolding.simplified(source.value) == target.value)
    #expect(HanFolding.isTraditional(source.value) == (source != target))
  }
}
