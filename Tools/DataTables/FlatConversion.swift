import TextCore

/// Which kind of entry a phrase is; the raw values are those of `ConversionRule`.
enum PhraseKind: UInt8 {
  case phrase = 1
  case vocabulary = 2
}

/// Everything that one target knows, before it is laid out.
struct FlatConversion {
  var characters: [UInt32: UInt32] = [:]
  var phrases: [Scalars: (target: Scalars, kind: PhraseKind)] = [:]
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

  /// Characters at which something may change.
  var changing: Set<UInt32> {
    Set(characters.keys).union(phrases.keys.map { $0[0] }).union(contexts).union(widened.keys).union(
      Self.delicate.joined())
  }

  /// A character's value; `CharacterValue` in Conversion reads it.
  private func value(of scalar: UInt32, contextSet: Int?, startsPhrase: Bool, continuesPhrase: Bool) -> UInt32
  {
    var value: UInt32 = 0
    if let contextSet {
      value = UInt32(contextSet) | 1 << 27
    } else if Self.isDelicate(scalar) {
      value = (characters[scalar] ?? scalar) | 1 << 26
    } else if let target = characters[scalar] {
      if 0x800..<0x10000 ~= scalar, 0x800..<0x10000 ~= target {
        // The three bytes of its UTF-8 as a little-endian number.
        value = (0xE0 | target >> 12) | (0x80 | target >> 6 & 0x3F) << 8 | (0x80 | target & 0x3F) << 16
      } else {
        value = target | 1 << 26
      }
    }
    if startsPhrase { value |= 1 << 24 }
    if continuesPhrase { value |= 1 << 25 }
    return value
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
    var buckets: [UInt16]
    var pairs: [UInt64]
    var firstPhrases: [UInt32]
    var phrases: [UInt32]
    var contextSets: [UInt32]
    var contextMasks: [UInt64]
  }

  /// The characters that begin a phrase, and those that go on with it.
  var phraseCharacters: (first: Set<UInt32>, second: Set<UInt32>) {
    (Set(phrases.keys.map { $0[0] }), Set(phrases.keys.map { $0[1] }))
  }

  /// - Parameters:
  ///   - starts: the characters that begin a phrase of this target; as the filter decides for each target, those of
  ///     others may be among them, so that targets share more pages.
  ///   - seconds: the same of second characters.
  func sections(
    _ pool: inout PagePool<UInt32>, _ strings: inout StringPool, _ rules: ContextRules, starts: Set<UInt32>,
    seconds: Set<UInt32>
  ) -> Sections {
    // In an order that gives the same numbers with and without vocabulary.
    let contextual = contexts.sorted() + widened.keys.filter { !contexts.contains($0) }.sorted()
    let neighbours = contextual.map { rules.neighbours(of: $0) }
    var sets: [UInt32] = []
    for (scalar, neighbours) in zip(contextual, neighbours) {
      let unconditional = UInt32(neighbours.unconditional.map { $0 + 1 } ?? 0)
      sets += [
        characters[scalar] ?? scalar, UInt32(neighbours.rules.lowerBound), UInt32(neighbours.rules.count),
      ]
      sets.append(unconditional << 1 | (neighbours.edges ? 1 : 0))
    }
    let numbers = Dictionary(uniqueKeysWithValues: contextual.enumerated().map { ($1, $0) })

    var values: [UInt32: UInt32] = [:]
    for scalar in starts.union(seconds).union(characters.keys).union(contextual).union(Self.delicate.joined())
    {
      values[scalar] = value(
        of: scalar, contextSet: numbers[scalar], startsPhrase: starts.contains(scalar),
        continuesPhrase: seconds.contains(scalar))
    }
    let layout = PhraseLayout(phrases, &strings)
    return Sections(
      pages: pool.pages(of: values), filter: layout.filter, buckets: layout.buckets, pairs: layout.pairs,
      firstPhrases: layout.firstPhrases, phrases: layout.records, contextSets: sets,
      contextMasks: neighbours.flatMap { $0.before + $0.behind })
  }
}

/// Phrases by the hash of their first two scalars, the longest of a pair first.
private struct PhraseLayout {
  private(set) var filter = [UInt64](repeating: 0, count: 2048)
  private(set) var buckets: [UInt16] = []
  private(set) var pairs: [UInt64] = []
  private(set) var firstPhrases: [UInt32] = []
  private(set) var records: [UInt32] = []
  private static let bucketCount: UInt32 = 2048

  init(_ phrases: [Scalars: (target: Scalars, kind: PhraseKind)], _ strings: inout StringPool) {
    let groups = Dictionary(grouping: phrases) { UInt64($0.key[0]) << 32 | UInt64($0.key[1]) }
    let ordered = groups.keys.sorted { (Self.hash($0), $0) < (Self.hash($1), $1) }
    for pair in ordered {
      let hash = Self.hash(pair)
      while buckets.count <= hash >> 6 { buckets.append(UInt16(pairs.count)) }
      filter[Int(hash >> 6)] |= 1 << UInt64(hash & 63)
      pairs.append(pair)
      firstPhrases.append(UInt32(records.count / 3))
      let group = groups[pair] ?? []
      for (key, entry) in group.sorted(by: Self.isLongerOrLower) {
        let source = strings.place(key)
        let target = strings.place(entry.target)
        records += [
          source.offset, target.offset, source.count | target.count << 8 | UInt32(entry.kind.rawValue) << 16,
        ]
      }
    }
    while buckets.count <= Self.bucketCount { buckets.append(UInt16(pairs.count)) }
    firstPhrases.append(UInt32(records.count / 3))
  }

  private static func isLongerOrLower(
    _ a: (key: Scalars, value: (target: Scalars, kind: PhraseKind)),
    _ b: (key: Scalars, value: (target: Scalars, kind: PhraseKind))
  ) -> Bool {
    a.key.count == b.key.count ? a.key.lexicographicallyPrecedes(b.key) : a.key.count > b.key.count
  }

  /// A scalar's UTF-8 as a little-endian number.
  private static func word(_ scalar: UInt32) -> UInt32 {
    var bytes: [UInt8] = []
    UTF8Cursor.append(scalar, to: &bytes)
    return bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// 17 bits: the filter's bit, the first eleven of them the bucket. The same mixing as `ConversionTable.hash`.
  private static func hash(_ pair: UInt64) -> UInt32 {
    let first = word(UInt32(truncatingIfNeeded: pair >> 32))
    let second = word(UInt32(truncatingIfNeeded: pair))
    return (first &* 0x9E37_79B1 ^ second &* 0x85EB_CA6B) >> 15
  }
}

/// Pages of values, each kept once; page 0 is empty.
struct PagePool<Value: FixedWidthInteger> {
  private static var size: Int { 64 }
  private(set) var values = [Value](repeating: 0, count: size)
  private var index = [[Value](repeating: 0, count: size): UInt16(0)]

  init() {}

  /// A pool that begins with the values of all scalars of the BMP, in their order, so that a reader needs no page to
  /// find those.
  init(wholeBMPOf map: [UInt32: Value]) {
    values = (UInt32(0)...0xFFFF).map { map[$0] ?? 0 }
    for (number, start) in stride(from: 0, to: values.count, by: Self.size).enumerated() {
      index[Array(values[start..<start + Self.size])] = UInt16(number)
    }
  }

  mutating func pages(of map: [UInt32: Value]) -> [UInt16] {
    // At least the whole BMP, so that the reader need not ask for three-byte characters.
    stride(from: UInt32(0), through: max(0xFFFF, map.keys.max() ?? 0), by: Self.size).map { start in
      let page = (start..<start + UInt32(Self.size)).map { map[$0] ?? 0 }
      if let known = index[page] { return known }
      let number = UInt16(values.count / Self.size)
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
