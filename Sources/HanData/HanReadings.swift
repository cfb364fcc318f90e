import CTables
import TextCore

/// Mandarin readings of characters: Unihan's kMandarin first, then what kHanyuPinlu, kXHC1983, kTGHZ2013 and
/// kHanyuPinyin add (Data/sources/unihan-readings.txt).
public enum HanReadings {
  /// All readings, the customary one first, with tone marks in NFC; empty when Unihan has none.
  public static func readings(of scalar: UInt32) -> [String] {
    table.syllables(of: scalar).map { String(decoding: table.toned[Int($0)], as: UTF8.self) }
  }

  /// Whether `pinyin`, lower-case UTF-8 with its tone mark in NFC (`dǎo`), is a reading of the character.
  /// O(readings), without allocation.
  public static func isReading(_ pinyin: UnsafeBufferPointer<UInt8>, of scalar: UInt32) -> Bool {
    table.syllables(of: scalar).contains { table.toned[Int($0)].elementsEqual(pinyin) }
  }

  /// Whether `pinyin`, lower-case UTF-8 without tone mark (`dao`), is a reading of the character in some tone.
  /// ü is written `ü`, `v` or `u`. O(readings), without allocation.
  public static func isTonelessReading(_ pinyin: UnsafeBufferPointer<UInt8>, of scalar: UInt32) -> Bool {
    table.syllables(of: scalar).contains { spells(table.toneless[Int($0)], pinyin) }
  }

  /// Whether `pinyin`, with its tone mark or without, is how the character is customarily read. O(1), without
  /// allocation.
  public static func isCustomaryReading(_ pinyin: UnsafeBufferPointer<UInt8>, of scalar: UInt32) -> Bool {
    guard let syllable = table.syllables(of: scalar).first else { return false }
    return table.toned[Int(syllable)].elementsEqual(pinyin) || spells(table.toneless[Int(syllable)], pinyin)
  }

  /// Whether a character has one reading and no other. O(1), without allocation.
  public static func hasOneReading(_ scalar: UInt32) -> Bool { table.syllables(of: scalar).count == 1 }

  private static func spells(
    _ syllable: Slice<UnsafeBufferPointer<UInt8>>, _ pinyin: UnsafeBufferPointer<UInt8>
  )
    -> Bool
  {
    var i = syllable.startIndex
    var j = 0
    while i < syllable.endIndex, j < pinyin.count {
      if syllable[i] == pinyin[j] {
        i += 1
        j += 1
      } else if syllable[i] == 0xC3, pinyin[j] == UInt8(ascii: "v") || pinyin[j] == UInt8(ascii: "u"),
        syllable[i + 1] == 0xBC
      {
        i += 2
        j += 1
      } else {
        return false
      }
    }
    return i == syllable.endIndex && j == pinyin.count
  }

  private static let table = Table(TableFile(embedded: jk_readings_bytes(), count: jk_readings_size))

  private struct Table: @unchecked Sendable {
    // Views of an embedded table, which lives as long as the process.
    let places: PageTable<UInt16>
    let lists: UnsafeBufferPointer<UInt16>
    let toned: Spellings
    let toneless: Spellings

    init(_ file: TableFile) {
      places = PageTable(file, section: 0)
      lists = file.section(2, as: UInt16.self)
      toned = Spellings(file, section: 3)
      toneless = Spellings(file, section: 5)
    }

    func syllables(of scalar: UInt32) -> Slice<UnsafeBufferPointer<UInt16>> {
      let place = Int(places[scalar])
      return lists[place + 1..<place + 1 + Int(lists[place])]
    }
  }

  private struct Spellings {
    let ends: UnsafeBufferPointer<UInt16>
    let bytes: UnsafeBufferPointer<UInt8>

    init(_ file: TableFile, section: Int) {
      ends = file.section(section, as: UInt16.self)
      bytes = file.section(section + 1, as: UInt8.self)
    }

    subscript(number: Int) -> Slice<UnsafeBufferPointer<UInt8>> {
      bytes[(number == 0 ? 0 : Int(ends[number - 1]))..<Int(ends[number])]
    }
  }
}
