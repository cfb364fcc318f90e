import TextCore
import ToolSupport

/// The Mandarin readings of characters, for `HanReadings`.
///
/// Sections: a page table of places in the lists (UInt16, 0: no reading); the lists, each a count and so many
/// syllables (UInt16), the empty list first; then twice, for syllables with and without tone marks, their ends
/// (UInt16) in the UTF-8 bytes of the section behind.
func compileReadings(sources: String) throws -> [UInt8] {
  let records = try SourceFile.records("\(sources)/unihan-readings.txt", fields: 2)
  let syllables = Set(records.flatMap { $0[1].split(separator: " ") }).sorted {
    $0.utf8.lexicographicallyPrecedes($1.utf8)
  }
  let number = Dictionary(uniqueKeysWithValues: syllables.enumerated().map { ($1, UInt16($0)) })

  var lists: [UInt16] = [0]
  var placeOfList: [[UInt16]: UInt16] = [:]
  var places: [UInt32: UInt16] = [:]
  for record in records {
    let list = record[1].split(separator: " ").compactMap { number[$0] }
    if placeOfList[list] == nil {
      placeOfList[list] = UInt16(lists.count)
      lists.append(UInt16(list.count))
      lists += list
    }
    places[try SourceFile.scalar(record[0])] = placeOfList[list]
  }

  var table = TableBuilder()
  table.add(pages: places, default: 0)
  table.add(lists)
  for spelling in [{ String($0) }, toneless] as [(Substring) -> String] {
    var ends: [UInt16] = []
    var bytes: [UInt8] = []
    for syllable in syllables {
      bytes += spelling(syllable).utf8
      ends.append(UInt16(bytes.count))
    }
    table.add(ends)
    table.add(bytes)
  }
  return table.build()
}

/// A syllable without its tone mark; ü and ê keep their own marks.
private func toneless(_ syllable: Substring) -> String {
  let marks: [Unicode.Scalar] = ["\u{0300}", "\u{0301}", "\u{0304}", "\u{030C}"]
  let plain: [Character: Character] = [
    "ā": "a", "á": "a", "ǎ": "a", "à": "a", "ē": "e", "é": "e", "ě": "e", "è": "e", "ī": "i", "í": "i",
    "ǐ": "i",
    "ì": "i", "ō": "o", "ó": "o", "ǒ": "o", "ò": "o", "ū": "u", "ú": "u", "ǔ": "u", "ù": "u", "ǖ": "ü",
    "ǘ": "ü",
    "ǚ": "ü", "ǜ": "ü", "ń": "n", "ň": "n", "ǹ": "n", "ḿ": "m", "ế": "ê", "ề": "ê",
  ]
  let letters = syllable.map { plain[$0] ?? $0 }
  return String(String.UnicodeScalarView(String(letters).unicodeScalars.filter { !marks.contains($0) }))
}
