import TextCore

/// What one pass over a block's bytes counts.
struct BlockScan: Sendable {
  // The widest first: a page may have a million of them.
  var families = FamilyCounts()
  /// Of the text without white space (FNV-1a over scalars).
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  var scalars: Int32 = 0
  var hanzi: Int32 = 0
  var digits: Int32 = 0
  var latin: Int32 = 0
  var spaces: Int32 = 0
  /// `，` `、` `；` and their ASCII forms beside hanzi.
  var commas: Int32 = 0
  /// `。` `！` `？` `…` and their ASCII forms beside hanzi.
  var stops: Int32 = 0
  var quotes: Int32 = 0
  /// Marks that set entries of menus apart, as `|` and `>`.
  var separators: Int32 = 0
  var functionWords: Int32 = 0
  /// Scalars inside phrases of boilerplate families.
  var phraseScalars: Int32 = 0
  var first: UInt32 = 0
  var last: UInt32 = 0
  /// Pairs of scalars that the title, or the description, has as well.
  var titlePairs: Int32 = 0
  var descriptionPairs: Int32 = 0
  var hasDate = false
  var hasTime = false
  /// Whether it opens as news reports do.
  var opensReport = false

  /// Whether the block reads like a paragraph of running Chinese text: a sentence mark and 15 hanzi.
  var isProse: Bool { stops > 0 && hanzi >= 15 }

  /// How many pairs of neighbouring scalars the block has.
  var pairCount: Int { max(0, Int(scalars) - 1) }

  init(_ text: UnsafeBufferPointer<UInt8>) {
    self = withUnsafeTemporaryAllocation(of: UInt32.self, capacity: text.count) {
      BlockScan(text, pairs: $0)
    }
  }

  /// - Parameter pairs: takes the hashes of the block's `pairCount` pairs; must have room for one a byte.
  init(_ text: UnsafeBufferPointer<UInt8>, pairs: UnsafeMutableBufferPointer<UInt32>) {
    ScalarKind.table.withUnsafeBufferPointer { scan(text, kinds: $0, pairs: pairs) }
  }

  private mutating func scan(
    _ text: UnsafeBufferPointer<UInt8>, kinds: UnsafeBufferPointer<UInt8>,
    pairs: UnsafeMutableBufferPointer<UInt32>
  ) {
    // Counted in registers: most scalars are plain hanzi and touch nothing else.
    var count = 0
    var plainHanzi: Int32 = 0
    var hash = hash
    var previous: UInt32 = 0
    var digitRun = 0
    var number = 0
    var afterClock = false
    var offset = 0
    while offset < text.count {
      let (scalar, width) = UTF8Cursor.scalar(text, at: offset)
      defer { offset += width }
      let entry = scalar < 0x10000 ? kinds[Int(scalar)] : ScalarKind(scalar).rawValue
      let kind = entry & ~ScalarKind.phraseBit
      if kind == ScalarKind.space.rawValue {
        spaces += 1
        digitRun = 0
        continue
      }
      hash = (hash ^ UInt64(scalar)) &* 0x100_0000_01B3
      if count == 0 { first = scalar } else { pairs[count - 1] = PairHash.of(previous, scalar) }
      count += 1
      if kind == ScalarKind.hanzi.rawValue {
        plainHanzi += 1
        afterClock = false
        digitRun = 0
      } else if kind == ScalarKind.digit.rawValue {
        let digit = Int(scalar &- 0x30)
        digits += 1
        number = digitRun == 0 ? digit : digitRun < 6 ? number * 10 + digit : number
        digitRun += 1
        if afterClock, digitRun == 2 { hasTime = true }
      } else {
        classify(kind, after: previous, digitRun: digitRun, number: number)
        afterClock = kind == ScalarKind.colon.rawValue && digitRun > 0 && digitRun <= 2 && number < 24
        digitRun = 0
      }
      if entry & ScalarKind.phraseBit != 0 { matchPhrase(text, at: offset, scalar: scalar) }
      previous = scalar
    }
    scalars = Int32(truncatingIfNeeded: count)
    hanzi += plainHanzi
    self.hash = hash
    last = previous
  }

  private mutating func classify(_ kind: UInt8, after previous: UInt32, digitRun: Int, number: Int) {
    switch ScalarKind(rawValue: kind) {
    case .functionHanzi:
      hanzi += 1
      functionWords += 1
    case .year:
      hanzi += 1
      if digitRun == 4 || (digitRun >= 2 && digitRun <= 3 && number >= 80) { hasDate = true }
    case .month:
      hanzi += 1
      if digitRun > 0, digitRun <= 2 { hasDate = true }
    case .comma: commas += 1
    case .asciiComma: if previous > 0x2E7F { commas += 1 }
    case .stop: stops += 1
    case .asciiStop: if previous > 0x2E7F { stops += 1 }
    case .quote: quotes += 1
    case .separator: separators += 1
    case .hyphen, .period:
      if digitRun == 4, (1980...2099).contains(number) { hasDate = true }
      if kind == ScalarKind.hyphen.rawValue { separators += 1 }
    case .latin: latin += 1
    default: break
    }
  }

  private static let boilerplate = PhraseFamily.boilerplate.reduce(into: FamilyCounts()) {
    $0[$1.rawValue] = 1
  }

  @inline(never)
  private mutating func matchPhrase(_ text: UnsafeBufferPointer<UInt8>, at offset: Int, scalar: UInt32) {
    let before = families
    let length = PhraseFamily.matcher.match(text, at: offset, scalar: scalar, counts: &families)
    if length > 0, ((families &- before) &* Self.boilerplate).wrappedSum() > 0 {
      phraseScalars += Int32(length)
    }
  }
}
