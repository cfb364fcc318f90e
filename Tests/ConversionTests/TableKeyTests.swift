import Conversion
import Testing
import TextCore

/// What `auto` makes of every key of the tables, it leaves alone the second time. With `vocabulary` it does not: 檔案
/// becomes 文件, which is Taiwan's word for another thing.
@Suite struct TableKeyTests {
  @Test(arguments: [
    "opencc-CJK_Compatibility_Ideographs", "opencc-HKPhrasesRev", "opencc-HKVariantsRev",
    "opencc-HKVariantsRevPhrases", "opencc-TSCharacters", "opencc-TSCharactersExt", "opencc-TSPhrases",
    "opencc-TWPhrasesRev", "opencc-TWVariantsRev", "opencc-TWVariantsRevPhrases", "unihan-simplified",
    "jiaokan-conversion", "jiaokan-variants",
  ])
  func autoIsIdempotent(table: String) throws {
    let converter = Converter()
    for record in try SourceLines.records(table, fields: 2) {
      // Alone, and where the text around it is traditional.
      for text in [record[0], "這裡說：\(record[0])，還沒寫。"] {
        let once = converter.convert(Array(text.utf8)).text
        let twice = converter.convert(once)
        #expect(twice.log.isEmpty, "\(text): \(String(decoding: once, as: UTF8.self))")
      }
    }
  }
}
