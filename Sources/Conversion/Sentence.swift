import TextCore

/// A sentence of the text, or a clause of one, read once: what tells its script.
struct Sentence {
  private(set) var range: Range<Int>
  /// Sum of the weights of its characters: above 0 speaks for traditional.
  private(set) var evidence = 0
  private(set) var hanzi = 0
  /// Kana and hangul.
  private(set) var foreign = 0
  /// All classes of its characters together.
  private var classes: UInt8 = 0

  /// Whether a table may change anything in it.
  var isConvertible: Bool { classes & ScriptClass.isConvertible != 0 }
  /// Whether it has a character as only Japan writes it.
  var holdsJapaneseForm: Bool { classes & ScriptClass.isJapanese != 0 }

  /// The script that a sentence shows by itself.
  ///
  /// A weight is 4 at most, so two means one characteristic character or several doubtful ones that outweigh the
  /// other side.
  var verdict: Verdict {
    if foreign > 0, foreign * 4 >= hanzi { return .foreign }
    if holdsJapaneseForm, evidence < 12 { return .foreign }
    if evidence >= 2 { return .traditional }
    return evidence <= -2 ? .simplified : .neutral
  }

  enum Verdict { case traditional, simplified, foreign, neutral }

  /// Reads up to the end of a sentence (LF, 。, ！ or ？, which belongs to it), or of a clause. O(sentence).
  @inline(__always)
  init(in text: UnsafeBufferPointer<UInt8>, from start: Int, endsWithClause: Bool = false) {
    range = start..<start
    guard let base = text.baseAddress, let table = ScriptTable.shared.classes.baseAddress else { return }
    let raw = UnsafeRawPointer(base)
    // Three bytes are read as four, so the last characters are read one by one.
    let fastEnd = text.count &- 3
    let pairEnd = text.count &- 7
    var offset = start
    // Evidence and hanzi counted in the two halves of one number, which saves half of the work.
    var sums: UInt64 = 0
    var classes: UInt8 = 0
    while offset < text.count {
      // Two hanzi at a time, up to what may end the sentence.
      while !endsWithClause, offset < pairEnd {
        let word = raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        guard Triple.beginsPair(word) else { break }
        let first = table[Int(Triple.scalar(UInt32(truncatingIfNeeded: word)))]
        let second = table[Int(Triple.scalar(UInt32(truncatingIfNeeded: word >> 24)))]
        guard (first | second) & ScriptClass.stops == 0 else { break }
        offset &+= 6
        classes |= first | second
        sums &+= Self.spread(first) &+ Self.spread(second)
      }
      if offset < fastEnd {
        let word = raw.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
        if Triple.begins(word) {
          let scriptClass = table[Int(Triple.scalar(word))]
          offset &+= 3
          classes |= scriptClass
          sums &+= Self.spread(scriptClass)
          if scriptClass & ScriptClass.stops != 0 {
            if Self.endsSentence(Triple.scalar(word)) { break }
            foreign &+= 1
          }
          if endsWithClause, Self.endsClause(Triple.scalar(word)) { break }
          continue
        }
        if word & 0x80 == 0 {
          offset &+= 1
          if word & 0x7F == 0x0A || endsWithClause && Self.endsClause(word & 0x7F) { break }
          continue
        }
      }
      guard let scalar = text.scalar(at: offset) else {
        offset &+= 1
        continue
      }
      offset &+= scalar.count
      if Self.endsSentence(scalar.value) || endsWithClause && Self.endsClause(scalar.value) { break }
      let scriptClass = ScriptTable.shared.scriptClass(of: scalar.value)
      classes |= scriptClass
      sums &+= Self.spread(scriptClass)
      if scriptClass & ScriptClass.stops != 0 { foreign &+= 1 }
    }
    range = start..<offset
    hanzi = Int(sums >> 32)
    evidence = Int(sums & 0xFFFF_FFFF) &- 4 &* hanzi
    self.classes = classes
  }

  /// The evidence of a class in the lower half, a hanzi in the upper half.
  @inline(__always)
  private static func spread(_ scriptClass: UInt8) -> UInt64 {
    UInt64(scriptClass) &* (1 << 28 | 1) & (1 << 32 | UInt64(ScriptClass.evidence))
  }

  @inline(__always)
  private static func endsSentence(_ scalar: UInt32) -> Bool {
    scalar == 0x3002 || scalar == 0x0A || scalar == 0xFF01 || scalar == 0xFF1F
  }

  /// Commas, colons, brackets, quotes and spaces.
  private static func endsClause(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x20, 0x28, 0x29, 0x2C, 0x3000: true
    case 0x30FB: false
    default: ScalarClass.isChinesePunctuation(scalar)
    }
  }
}
