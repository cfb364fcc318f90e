import Glibc
import TextCore
import ToolSupport

/// `words.bin`: the dictionary of Segmentation, from jieba's words and their counts.
///
/// Sections: 0 page of 256 scalars by its number, 1 code of a character by its page (0: in no word), 2 trie over
/// codes with each word's cost, 3 traits of a character by its code, 4 its costs in names.
/// A traditional character has the code of its simplified one, and a capital that of its small letter.
/// Costs are negative logarithms of probabilities in 1/128 nat.
enum WordsTable {
  static func compile(_ sources: String) throws -> [UInt8] {
    let fold = try foldedScalars(sources)
    let words = try countedWords(sources, fold: fold)
    let names = try NameStatistics(sources, fold: fold)

    // Frequent characters first, so that the part of the tables in use stays small.
    var frequency: [UInt32: Int] = [:]
    for (word, count) in words {
      for scalar in word { frequency[scalar, default: 0] += count }
    }
    let ranked = frequency.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    guard ranked.count < 0xFFFF else { throw ToolError("jieba-words.txt: too many characters for 16-bit codes") }
    let codes = Dictionary(uniqueKeysWithValues: ranked.enumerated().map { ($1, UInt16($0 + 1)) })

    let total = words.values.reduce(0, +)
    var entries = words.map { word, count in
      (labels: word.map { codes[$0, default: 0] }, value: cost(count, of: total))
    }
    entries.sort { $0.labels.lexicographicallyPrecedes($1.labels) }

    var table = TableBuilder()
    let (pages, cells) = codePages(codes: codes, fold: fold)
    table.add(pages)
    table.add(cells)
    table.add(DoubleArrayBuilder.build(entries))
    table.add([0] + ranked.map(names.traits))
    table.add([UInt16](repeating: 0, count: NameStatistics.roles) + ranked.flatMap(names.costs))
    return table.build()
  }

  static func cost(_ count: Int, of total: Int) -> UInt16 {
    UInt16(clamping: max(1, Int((-log(Double(max(count, 1)) / Double(total)) * 128).rounded())))
  }

  /// The rows of a source file, split at TAB, without comments.
  private static func rows(_ path: String) throws -> [[Substring]] {
    try Files.lines(path).filter { !$0.isEmpty && !$0.hasPrefix("#") }.map { $0.split(separator: "\t") }
  }

  private static func foldedScalars(_ sources: String) throws -> [UInt32: UInt32] {
    var fold: [UInt32: UInt32] = [:]
    for row in try rows("\(sources)/opencc-TSCharacters.txt") {
      guard row.count == 2, let source = row[0].unicodeScalars.first,
        let target = row[1].split(separator: " ").first?.unicodeScalars.first
      else { throw ToolError("opencc-TSCharacters.txt: \(row.joined(separator: " ")) is no pair") }
      fold[source.value] = target.value
    }
    for capital in UInt32(0x41)...0x5A { fold[capital] = capital + 0x20 }
    return fold
  }

  private static func countedWords(
    _ sources: String, fold: [UInt32: UInt32]
  ) throws -> [[UInt32]: Int] {
    var words: [[UInt32]: Int] = [:]
    for row in try rows("\(sources)/jieba-words.txt") {
      guard row.count == 2, let count = Int(row[1]) else {
        throw ToolError("jieba-words.txt: \(row.joined(separator: " ")) is no word and count")
      }
      words[row[0].unicodeScalars.map { fold[$0.value, default: $0.value] }, default: 0] += count
    }
    return words
  }

  private static func codePages(
    codes: [UInt32: UInt16], fold: [UInt32: UInt32]
  ) -> (pages: [UInt16], cells: [UInt16]) {
    var byScalar = codes
    for (source, target) in fold { byScalar[source] = codes[target] }
    var pages = [UInt16](repeating: 0, count: 0x1100)
    var cells = [UInt16](repeating: 0, count: 256)
    for (scalar, code) in byScalar.sorted(by: { $0.key < $1.key }) {
      let page = Int(scalar >> 8)
      if pages[page] == 0 {
        pages[page] = UInt16(cells.count / 256)
        cells.append(contentsOf: repeatElement(0, count: 256))
      }
      cells[Int(pages[page]) * 256 + Int(scalar & 0xFF)] = code
    }
    return (pages, cells)
  }

  /// Which characters stand where in the names of persons.
  private struct NameStatistics {
    /// Family name, only or first or last character of a given name, part of a transliterated name.
    static let roles = 5
    private var counts = [[UInt32: Int]](repeating: [:], count: roles)
    /// A character in a role is known from as many names at least; fewer are mostly mistakes of the tags.
    private static let least = [20, 3, 3, 3, 12]
    private var totals: [Int] = []

    init(_ sources: String, fold: [UInt32: UInt32]) throws {
      for row in try rows("\(sources)/jieba-names.txt") {
        guard row.count == 2 else { throw ToolError("jieba-names.txt: \(row.joined(separator: " "))") }
        let name = row[0].unicodeScalars.map { fold[$0.value, default: $0.value] }
        switch (row[1], name.count) {
        case ("nrt", 3...):
          for scalar in name { counts[4][scalar, default: 0] += 1 }
        case ("nr", 3), ("nrfg", 3):
          counts[0][name[0], default: 0] += 1
          counts[2][name[1], default: 0] += 1
          counts[1][name[2], default: 0] += 1
          counts[3][name[2], default: 0] += 1
        case ("nr", 2), ("nrfg", 2):
          counts[1][name[1], default: 0] += 1
        default: break
        }
      }
      totals = counts.map { $0.values.reduce(0, +) }
    }

    /// Costs by role; 0 where the character does not play it.
    func costs(_ scalar: UInt32) -> [UInt16] {
      (0..<Self.roles).map { role in
        guard let count = counts[role][scalar], count >= Self.least[role] else { return 0 }
        return cost(count, of: totals[role])
      }
    }

    /// Bits as `CharacterTraits` of Segmentation reads them.
    func traits(_ scalar: UInt32) -> UInt8 {
      let costs = costs(scalar)
      var traits: UInt8 = 0
      if costs[0] > 0 { traits |= 1 }
      if costs[4] > 0 { traits |= 2 }
      if "〇零一二三四五六七八九".unicodeScalars.contains(where: { $0.value == scalar }) { traits |= 4 }
      if "十百千万亿两廿卅".unicodeScalars.contains(where: { $0.value == scalar }) { traits |= 8 }
      if scalar == 0x7B2C { traits |= 16 }  // 第
      return traits
    }
  }
}
