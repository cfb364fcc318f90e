import FaultSimulator
import ToolSupport

/// A text in both scripts.
struct Pair {
  var simplified: String
  var traditional: String

  static func + (left: Pair, right: Pair) -> Pair {
    Pair(simplified: left.simplified + right.simplified, traditional: left.traditional + right.traditional)
  }

  init(_ both: String) { self.init(simplified: both, traditional: both) }

  init(simplified: String, traditional: String) {
    self.simplified = simplified
    self.traditional = traditional
  }

  func replacing(_ slot: String, with value: () -> Pair) -> Pair {
    var result = self
    while result.simplified.contains(slot) {
      let value = value()
      result.simplified = result.simplified.replacing(slot, with: value.simplified, maxReplacements: 1)
      result.traditional = result.traditional.replacing(slot, with: value.traditional, maxReplacements: 1)
    }
    return result
  }
}

/// News as the project writes it: its sentences in an order that a seed gives, with names and numbers filled in.
struct ArticleWriter {
  struct Article {
    var title: Pair
    var paragraphs: [Pair]
    var date: String
    var editor: Pair
    var place: Pair
  }

  private let sentences: [Pair]
  private let places: [Pair]
  private let persons: [Pair]

  /// - Parameter folder: holds `sentences.tsv` (simplified, traditional) and `names.tsv` (kind, both).
  init(folder: String) throws {
    func rows(_ name: String) throws -> [[Substring]] {
      try Files.lines("\(folder)/\(name)").map { $0.split(separator: "\t") }.filter { !$0.isEmpty }
    }
    func pair(_ row: ArraySlice<Substring>) -> Pair {
      Pair(simplified: row.first.map(String.init) ?? "", traditional: row.last.map(String.init) ?? "")
    }
    sentences = try rows("sentences.tsv").map { pair($0[...]) }
    let names = try rows("names.tsv")
    places = names.filter { $0[0] == "place" }.map { pair($0.dropFirst()) }
    persons = names.filter { $0[0] == "person" }.map { pair($0.dropFirst()) }
  }

  func article(_ random: inout SplitMix) -> Article {
    let place = places[random.below(places.count)]
    // A headline is a sentence up to its first comma.
    let sentence = filled(sentences[random.below(sentences.count)], &random)
    func headline(_ text: String) -> String { String(text.prefix { !"，。".contains($0) }) }
    let title = Pair(
      simplified: headline(sentence.simplified), traditional: headline(sentence.traditional))
    let paragraphs = (0..<4 + random.below(8)).map { _ in
      (0..<2 + random.below(4)).reduce(Pair("")) { text, _ in
        text + filled(sentences[random.below(sentences.count)], &random)
      }
    }
    return Article(
      title: title, paragraphs: paragraphs,
      date: "2024-0\(1 + random.below(9))-1\(random.below(10)) 1\(random.below(10)):2\(random.below(10))",
      editor: persons[random.below(persons.count)], place: place)
  }

  private func filled(_ sentence: Pair, _ random: inout SplitMix) -> Pair {
    sentence
      .replacing("{P}") { places[random.below(places.count)] }
      .replacing("{N}") { persons[random.below(persons.count)] }
      .replacing("{n}") { Pair("\(2 + random.below(90))") }
      .replacing("{d}") { Pair("\(1 + random.below(28))") }
  }

  /// A line of navigation or of related titles.
  func headline(_ random: inout SplitMix) -> Pair {
    let pair = filled(sentences[random.below(sentences.count)], &random)
    return Pair(
      simplified: String(pair.simplified.prefix(14)), traditional: String(pair.traditional.prefix(14)))
  }
}
