import TextCore
import ToolSupport

/// Text as scalars: Swift's String compares canonical equivalents as equal, and compatibility ideographs are.
typealias Scalars = [UInt32]

/// One of OpenCC's dictionaries: the preferred target of each source.
struct ConversionDictionary {
  let name: String
  private(set) var entries: [Scalars: Scalars] = [:]
  private(set) var longest = 0

  /// - Parameter name: the file of Data/sources without its suffix.
  init(_ name: String, sources: String) throws {
    self.name = name
    for record in try SourceFile.records("\(sources)/\(name).txt", fields: 2) {
      add(scalars(record[0]), scalars(record[1].prefix { $0 != " " }))
    }
  }

  init(name: String) { self.name = name }

  mutating func add(_ source: Scalars, _ target: Scalars) {
    entries[source] = target
    longest = max(longest, source.count)
  }

  /// The longest entry that begins at `start`.
  func match(_ text: Scalars, at start: Int) -> (count: Int, target: Scalars)? {
    for count in stride(from: min(longest, text.count - start), to: 0, by: -1) {
      if let target = entries[Scalars(text[start..<start + count])] { return (count, target) }
    }
    return nil
  }
}

func scalars(_ text: some StringProtocol) -> Scalars { text.unicodeScalars.map(\.value) }

/// A chain of stages as OpenCC's configurations give it. In a stage the first dictionary with a match decides
/// (`short_circuit`), and takes its longest.
struct ConversionChain {
  var stages: [[ConversionDictionary]]
  /// Cuts the text before the stages see it: no phrase reaches over the edge of one of its entries.
  var segmentation: ConversionDictionary?

  func convert(_ text: Scalars) -> Scalars {
    segments(of: text).reduce([]) { $0 + stages.reduce($1, Self.convert) }
  }

  private func segments(of text: Scalars) -> [Scalars] {
    guard let segmentation else { return [text] }
    var segments: [Scalars] = [[]]
    var index = 0
    while index < text.count {
      if let match = segmentation.match(text, at: index) {
        segments += [Scalars(text[index..<index + match.count]), []]
        index += match.count
      } else {
        segments[segments.count - 1].append(text[index])
        index += 1
      }
    }
    return segments
  }

  /// Phrases of the first stage that an entry of the segmentation cuts, each with that entry: `畫素` and `素藉`
  /// give `畫素藉`.
  func cutPhrases() -> Set<Scalars> {
    let cuts = Dictionary(grouping: segmentation?.entries.keys.map { $0 } ?? []) { $0[0] }
    var found: Set<Scalars> = []
    for phrase in stages[0].flatMap(\.entries.keys) {
      for start in phrase.indices.dropFirst() {
        let rest = phrase[start...]
        for cut in cuts[phrase[start]] ?? [] where cut.count > rest.count && cut.starts(with: rest) {
          found.insert(phrase[..<start] + cut)
        }
      }
    }
    return found
  }

  private static func convert(_ text: Scalars, stage: [ConversionDictionary]) -> Scalars {
    var output: Scalars = []
    var index = 0
    while index < text.count {
      if let match = stage.lazy.compactMap({ $0.match(text, at: index) }).first {
        output += match.target
        index += match.count
      } else {
        output.append(text[index])
        index += 1
      }
    }
    return output
  }

  /// All texts at which a flattened table must have an entry: the sources of every dictionary, as they look before
  /// the first stage.
  func sources() -> Set<Scalars> {
    var found: Set<Scalars> = []
    // What the stages so far may have turned into each character, by their entries of one character.
    var origins: [UInt32: Set<UInt32>] = [:]
    for stage in stages {
      for key in stage.flatMap(\.entries.keys) {
        var texts: [Scalars] = [[]]
        for scalar in key {
          let before = (origins[scalar] ?? []).union([scalar])
          texts = texts.flatMap { text in before.map { text + [$0] } }
        }
        found.formUnion(texts)
      }
      for (key, target) in stage.flatMap(\.entries) where key.count == 1 && target.count == 1 {
        origins[target[0], default: []].formUnion((origins[key[0]] ?? []).union(key))
      }
    }
    return found
  }
}
