import TextCore

/// What one pass over a block's bytes counts.
struct BlockScan: Sendable {
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
  /// 的 了 是 在 and other characters that sentences need and titles avoid.
  var functionWords: Int32 = 0
  /// Scalars inside phrases of boilerplate families.
  var phraseScalars: Int32 = 0
  var hasDate = false
  var hasTime = false
  var first: UInt32 = 0
  var last: UInt32 = 0
  var families = FamilyCounts()
  /// Pairs of scalars that the title, or the description, has as well.
  var titlePairs: Int32 = 0
  var descriptionPairs: Int32 = 0
  /// Of the text without white space (FNV-1a over scalars).
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325

  /// Whether the block reads like a paragraph of running Chinese text: a sentence mark and 15 hanzi.
  var isProse: Bool { stops > 0 && hanzi >= 15 }

  init() {}

  init(
    _ text: UnsafeBufferPointer<UInt8>, title: borrowing PairSet, description: borrowing PairSet
  ) {
    let matcher = PhraseFamily.matcher
    var boilerplate = FamilyCounts()
    for family in PhraseFamily.boilerplate { boilerplate[family.rawValue] = 1 }
    var offset = 0
    var previous: UInt32 = 0
    var digitRun = 0
    var number = 0
    var afterClock = false
    while offset < text.count {
      let (scalar, count) = UTF8Cursor.scalar(text, at: offset)
      let width = min(count, text.count - offset)
      defer { offset += width }
      if Self.isSpace(scalar) {
        spaces += 1
        digitRun = 0
        continue
      }
      scalars += 1
      hash = (hash ^ UInt64(scalar)) &* 0x100_0000_01B3
      if first == 0 { first = scalar }
      if title.contains(previous, scalar) { titlePairs += 1 }
      if description.contains(previous, scalar) { descriptionPairs += 1 }
      let digit = scalar &- 0x30
      if digit < 10 {
        digits += 1
        number = digitRun == 0 ? Int(digit) : digitRun < 6 ? number * 10 + Int(digit) : number
        digitRun += 1
        if afterClock, digitRun == 2 { hasTime = true }
      } else {
        classify(scalar, after: previous, digitRun: digitRun, number: number)
        afterClock = digitRun > 0 && digitRun <= 2 && number < 24 && (scalar == 0x3A || scalar == 0xFF1A)
        digitRun = 0
      }
      let before = families
      let length = matcher.match(text, at: offset, scalar: scalar, counts: &families)
      if length > 0, ((families &- before) &* boilerplate).wrappedSum() > 0 { phraseScalars += Int32(length) }
      previous = scalar
    }
    last = previous
  }

  private mutating func classify(_ scalar: UInt32, after previous: UInt32, digitRun: Int, number: Int) {
    if ScalarClass.isHanzi(scalar) {
      hanzi += 1
      switch scalar {
      // 的了是在和不也就被他她这這那而与與将將对對为為我
      case 0x7684, 0x4E86, 0x662F, 0x5728, 0x548C, 0x4E0D, 0x4E5F, 0x5C31, 0x88AB, 0x4ED6, 0x5979, 0x8FD9,
        0x9019, 0x90A3, 0x800C, 0x4E0E, 0x8207, 0x5C06, 0x5C07, 0x5BF9, 0x5C0D, 0x4E3A, 0x70BA, 0x6211:
        functionWords += 1
      case 0x5E74 where digitRun == 4 || (digitRun >= 2 && digitRun <= 3 && number >= 80):  // 年
        hasDate = true
      case 0x6708 where digitRun > 0 && digitRun <= 2: hasDate = true  // 月
      default: break
      }
      return
    }
    switch scalar {
    case 0xFF0C, 0x3001, 0xFF1B: commas += 1
    case 0x2C, 0x3B: if previous > 0x2E7F { commas += 1 }
    case 0x3002, 0xFF01, 0xFF1F, 0x2026, 0xFF61: stops += 1
    case 0x21, 0x3F: if previous > 0x2E7F { stops += 1 }
    case 0x201C, 0x201D, 0x300C, 0x300D, 0x300E, 0x300F, 0x300A, 0x300B, 0x22: quotes += 1
    case 0x7C, 0x3E, 0x5F, 0xFF5C, 0x2022, 0x00B7, 0x30FB, 0x2502, 0xBB, 0x203A: separators += 1
    case 0x2D, 0x2F, 0x2E:
      if digitRun == 4, (1980...2099).contains(number) { hasDate = true }
      if scalar != 0x2E { separators += 1 }
    default:
      if (scalar | 0x20) &- 0x61 < 26 || (0xC0...0x24F).contains(scalar) { latin += 1 }
    }
  }

  @inline(__always)
  static func isSpace(_ scalar: UInt32) -> Bool {
    scalar <= 0x20 || scalar == 0xA0 || scalar == 0x3000 || scalar == 0xFEFF
      || (0x2000...0x200D).contains(scalar)
  }
}
