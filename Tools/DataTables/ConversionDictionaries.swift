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
    guard let cuts = segmentation?.entries.keys else { return [] }
    var found: Set<Scalars> = []
    for phrase in stages[0].flatMap(\.entries.keys) where phrase.count > 1 {
      for cut in cuts {
        for overlap in 1..<max(2, min(phrase.count, cut.count)) where phrase.suffix(overlap) == cut.prefix(overlap) {
          found.insert(phrase + cut[overlap...])
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

  /// Texts that the stages before `stage` may turn into `text`, by their entries of one character, `text` itself
  /// among them.
  private func preimages(of text: Scalars, before stage: Int) -> [Scalars] {
    guard stage > 0 else { return [text] }
    var texts: [Scalars] = [[]]
    for scalar in text {
      let origins = stages[stage - 1].flatMap { dictionary in
        dictionary.entries.filter { $0.key.count == 1 && $0.value == [scalar] }.map { $0.key[0] }
      }
      texts = texts.flatMap { text in Set(origins + [scalar]).sorted().map { text + [$0] } }
    }
    return texts.flatMap { preimages(of: $0, before: stage - 1) }
  }

  /// All texts at which a flattened table must have an entry: the sources of every dictionary, as they look before
  /// the first stage.
  func sources() -> Set<Scalars> {
    var found: Set<Scalars> = []
    for (number, stage) in stages.enumerated() {
      for key in stage.flatMap(\.entries.keys) { found.formUnion(preimages(of: key, before: number)) }
    }
    return found
  }
}
