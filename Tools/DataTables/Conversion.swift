import TextCore
import ToolSupport

/// One flattened table a target, for `ConversionTable`: what every character and phrase becomes after all stages.
///
/// Sections, shared by the targets: 0 pages of values (UInt32, see `CharacterValue`); 1 the bytes of all strings;
/// 2 context rules; 3 the strings that context rules ask for (offset, count); 4 the names of their rules, LF
/// between; 5 traditional characters that Japan writes too (UInt32, ascending); 6 and 7 the page of each 64 scalars
/// (UInt16) and the pages (UInt8, see `ScriptClass`) of what tells the script, the whole BMP first. Then for each of `conversions`:
///
/// - the page of each 64 scalars (UInt16)
/// - the filter of pairs (UInt64)
/// - the first pair of each bucket (UInt16, one more than buckets), the pairs (UInt64), the first phrase of each pair
///   (UInt32, one more than pairs), the phrases
/// - what each character with context rules asks for (UInt32 x 4, see `ContextSet`), and its neighbours (UInt64 x 8)
func compileConversion(sources: String) throws -> [UInt8] {
  let facts = try ConversionFacts(sources: sources)
  var contexts = try ContextRules(sources: sources)
  var strings = StringPool()
  var pages = PagePool<UInt32>()
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
  let phraseCharacters = conversions.map(\.phraseCharacters)
  let starts = phraseCharacters.reduce(into: Set()) { $0.formUnion($1.first) }
  let seconds = phraseCharacters.reduce(into: Set()) { $0.formUnion($1.second) }
  let targets = conversions.map {
    $0.sections(&pages, &strings, contexts, starts: starts, seconds: seconds)
  }

  var table = TableBuilder()
  table.add(pages.values)
  table.add(strings.bytes)
  table.add(contextSections.rules)
  table.add(contextSections.alternatives)
  table.add(Array(contexts.names.joined(separator: "\n").utf8))
  table.add(facts.sharedWithJapan.sorted())
  let scriptClasses = facts.scriptClasses(convertible: conversions.suffix(2))
  var classes = PagePool<UInt8>(wholeBMPOf: scriptClasses)
  table.add(classes.pages(of: scriptClasses))
  table.add(classes.values)
  for target in targets {
    table.add(target.pages)
    table.add(target.filter)
    table.add(target.buckets)
    table.add(target.pairs)
    table.add(target.firstPhrases)
    table.add(target.phrases)
    table.add(target.contextSets)
    table.add(target.contextMasks)
  }
  return table.build()
}

/// The dictionaries and lists that the targets are made of.
private struct ConversionFacts {
  let dictionaries: [String: ConversionDictionary]
  /// Phrases that `auto` does without.
  let dropped: [Scalars]
  let weights: [UInt32: Int]
  let japanese: Set<UInt32>
  /// Traditional forms that Japan writes as well, in ascending order.
  let sharedWithJapan: [UInt32]

  init(sources: String) throws {
    let names = [
      "opencc-CJK_Compatibility_Ideographs", "opencc-HKPhrasesRev", "opencc-HKVariantsRev",
      "opencc-HKVariantsRevPhrases", "opencc-TSCharacters",
      "opencc-TSCharactersExt", "opencc-TSPhrases", "opencc-TWPhrasesRev", "opencc-TWVariantsRev",
      "opencc-TWVariantsRevPhrases", "unihan-simplified", "jiaokan-variants", "jiaokan-conversion",
    ]
    dictionaries = try Dictionary(
      uniqueKeysWithValues: names.map { ($0, try ConversionDictionary($0, sources: sources)) })
    dropped = try SourceFile.records("\(sources)/jiaokan-dropped.txt", fields: 2).map { scalars($0[0]) }
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

  /// The target of `auto`: Taiwan's chain, then what Hong Kong's, Unihan and the standard's variant forms have beyond
  /// it, then this project's own entries; without what simplified text writes too, and with the evidence that tells the scripts apart.
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
    for (source, target) in dictionaries["jiaokan-variants"]?.entries ?? [:]
    where flat.characters[source[0]] == nil {
      flat.add(source, target, .phrase)
    }
    for phrase in dropped { flat.phrases[phrase] = nil }
    for (source, target) in dictionaries["jiaokan-conversion"]?.entries ?? [:] {
      flat.add(source, target, .phrase)
    }
    for (scalar, weight) in weights where weight <= -2 { flat.characters[scalar] = nil }
    // A compatibility ideograph may be a form of what only these lists change.
    for source in dictionaries["opencc-CJK_Compatibility_Ideographs"]?.entries.keys ?? [:].keys {
      if let target = flat.characters[source[0]] {
        flat.characters[source[0]] = flat.characters[target] ?? target
      }
    }
    flat.contexts = Set(contexts.starts)
    return flat
  }

  /// What tells the script of a text, a byte a scalar; `ScriptClass` in Conversion reads it.
  func scriptClasses(convertible: some Collection<FlatConversion>) -> [UInt32: UInt8] {
    var classes: [UInt32: UInt8] = [:]
    for scalar in UInt32(0x3007)...0x323AF where ScalarClass.isHanzi(scalar) {
      classes[scalar] =
        1 << 4 | UInt8(4 + weights[scalar, default: 0]) | (japanese.contains(scalar) ? 1 << 5 : 0)
    }
    for scalar in convertible.flatMap(\.changing) { classes[scalar, default: 0] |= 1 << 6 }
    for scalar in foreign.joined() + sentenceEnds { classes[scalar] = 1 << 7 }
    return classes
  }

  /// Kana and hangul, without the middle dot and the long vowel mark, which Chinese text borrows.
  private let foreign: [ClosedRange<UInt32>] = [
    0x1100...0x11FF, 0x3041...0x30FA, 0x30FD...0x30FF, 0x3131...0x318E, 0x31F0...0x31FF, 0xAC00...0xD7A3,
    0xFF66...0xFF9F,
  ]
  private let sentenceEnds: [UInt32] = [0x0A, 0x3002, 0xFF01, 0xFF1F]
}
