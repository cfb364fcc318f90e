import Glibc
import TextCore
import ToolSupport

/// `words.bin`: the dictionary of Segmentation, from jieba's words and their counts.
///
/// Sections: 0 and 1 a page table of codes by character (0: in no word), 2 trie over codes with each word's cost,
/// 3 traits of a character by its code, 4 its costs in names. A traditional character has the code of its simplified one, and a capital that of its small letter.
/// Costs are negative logarithms of probabilities in 1/128 nat.
enum WordsTable {
  static func compile(_ sources: String) throws -> [UInt8] {
    var fold = try foldedCharacters(sources: sources)
    for capital in UInt32(0x41)...0x5A { fold[capital] = capital + 0x20 }
    let words = try countedWords(sources, fold: fold)
    let names = try NameStatistics(sources, fold: fold)

    // Frequent characters first, so that the part of the tables in use stays small.
    var frequency: [UInt32: Int] = [:]
    for (word, count) in words {
      for scalar in word { frequency[scalar, default: 0] += count }
    }
    let ranked = frequency.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    guard ranked.count < 0xFFFF else {
      throw ToolError("jieba-words.txt: too many characters for 16-bit codes")
    }
    let codes = Dictionary(uniqueKeysWithValues: ranked.enumerated().map { ($1, UInt16($0 + 1)) })

    let total = words.values.reduce(0, +)
    var entries = words.map { word, count in
      (labels: word.map { codes[$0, default: 0] }, value: cost(count, of: total))
    }
    entries.sort { $0.labels.lexicographicallyPrecedes($1.labels) }

    var codesByScalar = codes
    for (source, target) in fold { codesByScalar[source] = codes[target] }
    var table = TableBuilder()
    table.add(pages: codesByScalar, default: 0)
    table.add(DoubleArrayBuilder.build(entries))
    table.add([0] + ranked.map(names.traits))
    table.add([UInt16](repeating: 0, count: NameStatistics.roles) + ranked.flatMap(names.costs))
    return table.build()
  }

  static func cost(_ count: Int, of total: Int) -> UInt16 {
    UInt16(clamping: max(1, Int((-log(Double(max(count, 1)) / Double(total)) * 128).rounded())))
  }

  private static func countedWords(
    _ sources: String, fold: [UInt32: UInt32]
  ) throws -> [[UInt32]: Int] {
    var words: [[UInt32]: Int] = [:]
    for row in try SourceFile.records("\(sources)/jieba-words.txt", fields: 2) {
      guard let count = Int(row[1]) else { throw ToolError("jieba-words.txt: \(row[1]) is no count") }
      words[row[0].unicodeScalars.map { fold[$0.value, default: $0.value] }, default: 0] += count
    }
    return words
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
      for row in try SourceFile.records("\(sources)/jieba-names.txt", fields: 2) {
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
