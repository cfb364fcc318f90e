import TextCore
import ToolSupport

/// One flattened table a target, for `ConversionTable`: what every character and phrase becomes after all stages.
///
/// Sections, shared by the targets: 0 pages of values (UInt32, see `CharacterValue`); 1 the bytes of all strings;
/// 2 context rules; 3 the strings that context rules ask for (offset, count); 4 the names of their rules, LF
/// between; 5 traditional characters that Japan writes too (UInt32, ascending). Then for each of `targets`: the page of each 128 scalars (UInt16), the filter (UInt64), the pairs
/// (UInt64), the first phrase of each pair (UInt32, one more than pairs), the phrases.
func compileConversion(sources: String) throws -> [UInt8] {
  let facts = try ConversionFacts(sources: sources)
  var contexts = try ContextRules(sources: sources)
  var strings = StringPool()
  var pages = PagePool()
  let conversions = [
    facts.flattened(facts.chain(regional: [])),
    facts.flattened(facts.chain(regional: ["opencc-TWVariantsRevPhrases", "opencc-TWVariantsRev"])),
    facts.flattened(facts.chain(regional: ["opencc-HKVariantsRevPhrases", "opencc-HKVariantsRev"])),
    facts.flattened(
      facts.chain(regional: ["opencc-TWPhrasesRev", "opencc-TWVariantsRevPhrases", "opencc-TWVariantsRev"])),
    facts.flattened(
      facts.chain(regional: ["opencc-HKPhrasesRev", "opencc-HKVariantsRevPhrases", "opencc-HKVariantsRev"])),
    facts.automatic(vocabulary: false, contexts: contexts),
    facts.automatic(vocabulary: true, contexts: contexts),
  ]
  for (source, target) in conversions.flatMap(\.widened).sorted(by: { $0.key < $1.key }) {
    contexts.addWord([source], target)
  }
  let contextSections = contexts.sections(&strings)
  let targets = conversions.map { $0.sections(&pages, &strings) }

  var table = TableBuilder()
  table.add(pages.values)
  table.add(strings.bytes)
  table.add(contextSections.rules)
  table.add(contextSections.alternatives)
  table.add(Array(contexts.names.joined(separator: "\n").utf8))
  table.add(facts.sharedWithJapan.sorted())
  for target in targets {
    table.add(target.pages)
    table.add(target.filter)
    table.add(target.pairs)
    table.add(target.firstPhrases)
    table.add(target.phrases)
  }
  return table.build()
}

/// The dictionaries and lists that the targets are made of.
private struct ConversionFacts {
  let dictionaries: [String: ConversionDictionary]
  let weights: [UInt32: Int]
  let japanese: Set<UInt32>
  /// Traditional forms that Japan writes as well, in ascending order.
  let sharedWithJapan: [UInt32]

  init(sources: String) throws {
    let names = [
      "opencc-CJK_Compatibility_Ideographs", "opencc-HKPhrasesRev", "opencc-HKVariantsRev",
      "opencc-HKVariantsRevPhrases", "opencc-TSCharacters",
      "opencc-TSCharactersExt", "opencc-TSPhrases", "opencc-TWPhrasesRev", "opencc-TWVariantsRev",
      "opencc-TWVariantsRevPhrases", "unihan-simplified", "jiaokan-conversion",
    ]
    dictionaries = try Dictionary(
      uniqueKeysWithValues: names.map { ($0, try ConversionDictionary($0, sources: sources)) })
    var weights: [UInt32: Int] = [:]
    var japanese: Set<UInt32> = []
    for record in try SourceFile.records("\(sources)/script-weights.txt", fields: 2) {
      let scalar = try SourceFile.scalar(record[0])
      if record[1] == "J" { japanese.insert(scalar) } else { weights[scalar] = Int(record[1]) }
    }
    let taught = try SourceFile.records("\(sources)/unihan-joyo.txt", fields: 2).map {
      try SourceFile.scalar($0[0])
    }
    sharedWithJapan = taught.filter { weights[$0, default: 0] > 0 }
    self.japanese = japanese
    self.weights = weights
  }

  /// OpenCC's chain: its regional stage, if any, then the one of all of them.
  func chain(regional: [String], isSegmented: Bool = true) -> ConversionChain {
    let last = ["opencc-TSPhrases", "opencc-TSCharactersExt", "opencc-TSCharacters"]
    return ConversionChain(
      stages: [regional, last].filter { !$0.isEmpty }.map { $0.compactMap { dictionaries[$0] } },
      segmentation: regional.isEmpty || !isSegmented ? nil : dictionaries["opencc-TSPhrases"])
  }

  /// A named target: what OpenCC's chain makes of every source of its dictionaries.
  func flattened(_ chain: ConversionChain) -> FlatConversion {
    var flat = FlatConversion()
    let vocabulary = chain.stages[0].filter {
      $0.name.hasSuffix("PhrasesRev") && !$0.name.contains("Variants")
    }
    for source in chain.sources() {
      let isVocabulary = vocabulary.contains { $0.entries[source] != nil }
      flat.add(source, chain.convert(source), isVocabulary ? .vocabulary : .phrase)
    }
    let plain = flat.chain
    for source in chain.cutPhrases() where chain.convert(source) != plain.convert(source) {
      flat.add(source, chain.convert(source), .phrase)
    }
    for (source, target) in dictionaries["opencc-CJK_Compatibility_Ideographs"]?.entries ?? [:] {
      flat.add(source, chain.convert(target), .phrase)
    }
    return flat
  }

  /// The target of `auto`: Taiwan's chain, then what Hong Kong's and Unihan have beyond it, then this project's own
  /// entries; without what simplified text writes too, and with the evidence that tells the scripts apart.
  func automatic(vocabulary: Bool, contexts: ContextRules) -> FlatConversion {
    let words = vocabulary ? "PhrasesRev" : nil
    func regional(_ place: String) -> [String] {
      (words.map { ["opencc-\(place)\($0)"] } ?? []) + [
        "opencc-\(place)VariantsRevPhrases", "opencc-\(place)VariantsRev",
      ]
    }
    var flat = flattened(chain(regional: regional("HK"), isSegmented: false))
    flat.replace(by: flattened(chain(regional: regional("TW"), isSegmented: false)))
    let known = Set(dictionaries["opencc-TSCharacters"]?.entries.keys.compactMap(\.first) ?? [])
    for (source, target) in dictionaries["unihan-simplified"]?.entries ?? [:]
    where !known.contains(source[0]) && target.allSatisfy({ $0 < 0x10000 }) {
      if flat.characters[source[0]] == nil { flat.add(source, target, .phrase) }
    }
    for (source, target) in dictionaries["jiaokan-conversion"]?.entries ?? [:] {
      flat.add(source, target, .phrase)
    }
    for (scalar, weight) in weights where weight <= -2 { flat.characters[scalar] = nil }
    flat.weights = weights
    flat.japanese = japanese
    flat.contexts = Set(contexts.starts)
    return flat
  }
}

/// Which kind of entry a phrase is; the raw values are those of `ConversionRule`.
enum PhraseKind: UInt8 {
  case phrase = 1
  case vocabulary = 2
}

/// Everything that one target knows, before it is laid out.
struct FlatConversion {
  var characters: [UInt32: UInt32] = [:]
  var phrases: [Scalars: (target: Scalars, kind: PhraseKind)] = [:]
  var weights: [UInt32: Int] = [:]
  var japanese: Set<UInt32> = []
  var contexts: Set<UInt32> = []
  /// Characters that become several, as 埠 does in the vocabulary: a context rule without context.
  var widened: [UInt32: Scalars] = [:]

  mutating func add(_ source: Scalars, _ target: Scalars, _ kind: PhraseKind) {
    if source.count == 1, target.count == 1 {
      characters[source[0]] = source == target ? nil : target[0]
    } else if source.count == 1 {
      widened[source[0]] = target
    } else {
      phrases[source] = (target, kind)
    }
  }

  /// The same as a chain of one stage.
  var chain: ConversionChain {
    var dictionary = ConversionDictionary(name: "flat")
    for (source, target) in characters { dictionary.add([source], [target]) }
    for (source, entry) in phrases { dictionary.add(source, entry.target) }
    return ConversionChain(stages: [[dictionary]])
  }

  /// Takes over all that `other` says.
  mutating func replace(by other: FlatConversion) {
    characters.merge(other.characters) { $1 }
    widened.merge(other.widened) { $1 }
    phrases.merge(other.phrases) { $1 }
  }

  /// A character's value; `ConversionTable` in Conversion reads it.
  private func value(of scalar: UInt32, startsPhrase: Bool, continuesPhrase: Bool) -> UInt32 {
    var value: UInt32 = 0
    if Self.isDelicate(scalar) {
      value = (characters[scalar] ?? scalar) | 1 << 25
    } else if let target = characters[scalar] {
      if 0x800..<0x10000 ~= scalar, 0x800..<0x10000 ~= target {
        // The three bytes of UTF-8 as a little-endian number, less its last bit.
        value = (0xE0 | target >> 12) | (0x80 | target >> 6 & 0x3F) << 8 | (target & 0x3F) << 16
      } else {
        value = target | 1 << 25
      }
    }
    if continuesPhrase { value |= 1 << 23 }
    if startsPhrase { value |= 1 << 24 }
    if contexts.contains(scalar) || widened[scalar] != nil { value |= 1 << 26 }
    if japanese.contains(scalar) { value |= 1 << 27 }
    return value | UInt32(truncatingIfNeeded: (weights[scalar] ?? 0) << 28)
  }

  /// Description characters, compatibility ideographs and variation selectors of three bytes: more than the table
  /// is to be asked about them, so the fast loop must stop there.
  private static let delicate: [ClosedRange<UInt32>] = [
    0x2FF0...0x2FFF, 0x31EF...0x31EF, 0xF900...0xFAFF, 0xFE00...0xFE0F,
  ]

  private static func isDelicate(_ scalar: UInt32) -> Bool { delicate.contains { $0.contains(scalar) } }

  struct Sections {
    var pages: [UInt16]
    var filter: [UInt64]
    var pairs: [UInt64]
    var firstPhrases: [UInt32]
    var phrases: [UInt32]
  }

  func sections(_ pool: inout PagePool, _ strings: inout StringPool) -> Sections {
    let sorted = phrases.sorted { a, b in
      a.key.prefix(2) == b.key.prefix(2)
        ? (b.key.count, a.key.description) < (a.key.count, b.key.description)
        : a.key.lexicographicallyPrecedes(b.key)
    }
    var filter = [UInt64](repeating: 0, count: 512)
    var pairs: [UInt64] = []
    var firstPhrases: [UInt32] = []
    var records: [UInt32] = []
    for (number, entry) in sorted.enumerated() {
      let pair = UInt64(entry.key[0]) << 32 | UInt64(entry.key[1])
      if pair != pairs.last {
        pairs.append(pair)
        firstPhrases.append(UInt32(number))
        // The same mixing as `ConversionTable.filterBit`.
        let bit = (entry.key[0] &* 0x9E37_79B1 ^ entry.key[1] &* 0x85EB_CA6B) >> 17
        filter[Int(bit >> 6)] |= 1 << UInt64(bit & 63)
      }
      let source = strings.place(entry.key)
      let target = strings.place(entry.value.target)
      records += [
        source.offset, target.offset,
        source.count | target.count << 8 | UInt32(entry.value.kind.rawValue) << 16,
      ]
    }
    firstPhrases.append(UInt32(sorted.count))

    let starts = Set(phrases.keys.map { $0[0] })
    let seconds = Set(phrases.keys.map { $0[1] })
    var values: [UInt32: UInt32] = [:]
    for scalars in [
      starts, seconds, Set(characters.keys), Set(weights.keys), Set(widened.keys), japanese, contexts,
    ] {
      for scalar in scalars {
        values[scalar] = value(
          of: scalar, startsPhrase: starts.contains(scalar), continuesPhrase: seconds.contains(scalar))
      }
    }
    for scalar in Self.delicate.joined() where values[scalar] == nil {
      values[scalar] = value(of: scalar, startsPhrase: false, continuesPhrase: false)
    }
    return Sections(
      pages: pool.pages(of: values), filter: filter, pairs: pairs, firstPhrases: firstPhrases,
      phrases: records)
  }
}

/// Pages of values, each kept once; page 0 is empty.
struct PagePool {
  private static let size = 128
  private(set) var values = [UInt32](repeating: 0, count: size)
  private var index = [[UInt32](repeating: 0, count: size): UInt16(0)]

  mutating func pages(of map: [UInt32: UInt32]) -> [UInt16] {
    // At least the whole BMP, so that the reader need not ask for three-byte characters.
    stride(from: UInt32(0), through: max(0xFFFF, map.keys.max() ?? 0), by: Self.size).map { start in
      let page = (start..<start + UInt32(Self.size)).map { map[$0] ?? 0 }
      if let known = index[page] { return known }
      let number = UInt16(index.count)
      index[page] = number
      values += page
      return number
    }
  }
}

/// UTF-8 strings, each kept once.
struct StringPool {
  private(set) var bytes: [UInt8] = []
  private var offsets: [Scalars: UInt32] = [:]

  mutating func place(_ text: Scalars) -> (offset: UInt32, count: UInt32) {
    var form: [UInt8] = []
    for scalar in text { UTF8Cursor.append(scalar, to: &form) }
    if let known = offsets[text] { return (known, UInt32(form.count)) }
    offsets[text] = UInt32(bytes.count)
    bytes += form
    return (UInt32(bytes.count - form.count), UInt32(form.count))
  }
}
