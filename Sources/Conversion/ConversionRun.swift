import TextCore

/// One conversion on its way: the text, what has been written of the new one, and the log.
///
/// Ranges of the text must be handed in from left to right, each once, as `keep` or `convert`.
struct ConversionRun {
  let text: UnsafeBufferPointer<UInt8>
  private(set) var output: [UInt8] = []
  private(set) var log = EditLog(ConversionRule.self)
  /// Whether the log is wanted: it costs as much as the conversion.
  private let keepsLog: Bool

  /// Fresh bytes, and the offsets of characters changed by the table alone, before they go to `output` and `log`
  /// in one piece.
  private let scratch: UnsafeMutablePointer<UInt8>
  private let changes: UnsafeMutablePointer<UInt32>
  private var written = 0
  private var changed = 0
  private static let scratchCount = 1 << 12
  /// Room that one step may need: a whole phrase of the tables (at most 255 bytes) and a store of four bytes.
  private static let stepRoom = 512

  private init(
    _ text: UnsafeBufferPointer<UInt8>, _ scratch: UnsafeMutablePointer<UInt8>,
    _ changes: UnsafeMutablePointer<UInt32>, output: [UInt8], keepsLog: Bool
  ) {
    self.text = text
    self.scratch = scratch
    self.changes = changes
    self.output = output
    self.keepsLog = keepsLog
    self.output.reserveCapacity(output.count + text.count + text.count / 64)
  }

  /// The text as `body` converts it.
  static func revision(of text: UnsafeBufferPointer<UInt8>, _ body: (inout ConversionRun) -> Void) -> Revision
  {
    // More than a log can address.
    guard text.count <= Int(UInt32.max) else { return Revision(text: Array(text), log: EditLog()) }
    var output: [UInt8] = []
    let log = run(over: text, into: &output, keepsLog: true, body)
    return Revision(text: output, log: log)
  }

  /// Appends to `output` the text as `body` converts it, and returns the log, empty unless it is wanted.
  @discardableResult
  static func run(
    over text: UnsafeBufferPointer<UInt8>, into output: inout [UInt8], keepsLog: Bool,
    _ body: (inout ConversionRun) -> Void
  ) -> EditLog {
    let scratch = UnsafeMutablePointer<UInt8>.allocate(capacity: scratchCount)
    let changes = UnsafeMutablePointer<UInt32>.allocate(capacity: scratchCount)
    defer {
      scratch.deallocate()
      changes.deallocate()
    }
    let taken = output
    output = []
    var run = ConversionRun(text, scratch, changes, output: taken, keepsLog: keepsLog)
    body(&run)
    output = run.output
    return run.log
  }

  /// Copies a range of the text unchanged.
  mutating func keep(_ range: Range<Int>) {
    output.append(contentsOf: UnsafeBufferPointer(rebasing: text[range]))
  }

  /// Replaces a range of the text.
  mutating func replace(
    _ range: Range<Int>, by target: UnsafeBufferPointer<UInt8>, _ rule: ConversionRule
  ) {
    output.append(contentsOf: target)
    guard keepsLog else { return }
    log.replace(
      at: range.lowerBound, removing: UnsafeBufferPointer(rebasing: text[range]), inserting: target.count,
      rule: rule)
  }

  /// Converts a range of the text with a table. Phrases end inside the range; contexts look beyond it.
  mutating func convert(_ range: Range<Int>, _ table: ConversionTable) {
    if keepsLog {
      convert(range, table, Logging.self)
    } else {
      convert(range, table, Forgetting.self)
    }
  }

  /// - Parameter changes: a type, so that the loop is compiled once for each.
  private mutating func convert<Changes: ChangeKeeping>(
    _ range: Range<Int>, _ table: ConversionTable, _ changes: Changes.Type
  ) {
    let limited = UnsafeBufferPointer(rebasing: text[..<range.upperBound])
    var offset = range.lowerBound
    while offset < range.upperBound {
      offset = convertPlain(limited, from: offset, table, changes)
      if offset < range.upperBound { offset = step(limited, from: offset, table) }
      if written > Self.scratchCount - Self.stepRoom { flush() }
    }
    flush()
  }

  /// Converts ASCII and three-byte characters that the table of characters alone decides, nearly all of the text,
  /// up to the first other one, the end of `limited` or of the scratch; returns where it stopped.
  @inline(__always)
  private mutating func convertPlain<Changes: ChangeKeeping>(
    _ limited: UnsafeBufferPointer<UInt8>, from start: Int, _ table: ConversionTable, _: Changes.Type
  ) -> Int {
    // Four bytes are read and written at once, the last of them for nothing.
    let room = Self.scratchCount - Self.stepRoom - written
    let end = min(limited.count - 3, start + room)
    guard start < end, let base = limited.baseAddress, let pages = table.pages.baseAddress,
      let values = table.values.baseAddress, let filter = table.filter.baseAddress
    else { return start }
    let raw = UnsafeRawPointer(base)
    let target = UnsafeMutableRawPointer(scratch)
    let changes = changes
    // As far as the scratch is from the text: both advance alike here.
    let distance = written - start
    var offset = start
    var changed = changed
    // The value of the character before, whose second character is looked at when it comes, and its half of the
    // pair's hash.
    var valueBefore: UInt32 = 0
    var hashBefore: UInt32 = 0
    while offset < end {
      let word = raw.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
      if Triple.begins(word) {
        let value = values[Int(pages[Triple.page(word)]) << 6 | Triple.place(word)]
        let hash = hashBefore ^ ConversionTable.hash(second: word & CharacterValue.payload)
        let mayBegin =
          UInt32(truncatingIfNeeded: filter[Int(hash >> 21)] >> UInt64(hash >> 15 & 63))
          & valueBefore >> CharacterValue.startsPhraseShift & value >> CharacterValue.continuesPhraseShift & 1
        // Where a phrase may have begun one character before, it is done again by `step`.
        if mayBegin | value & CharacterValue.special != 0 {
          if mayBegin == 0 { valueBefore = 0 }
          break
        }
        valueBefore = value
        hashBefore = ConversionTable.hash(first: word & CharacterValue.payload)
        let payload = value & CharacterValue.payload
        target.storeBytes(
          of: payload == 0 ? word : payload, toByteOffset: offset &+ distance, as: UInt32.self)
        if Changes.areKept {
          // Written every time and kept when it counts: no branch to guess.
          changes[changed] = UInt32(truncatingIfNeeded: offset)
          changed &+= payload == 0 ? 0 : 1
        }
        offset &+= 3
      } else if word & 0x80 == 0, values[Int(pages[Int(word >> 6 & 1)]) << 6 | Int(word & 0x3F)] == 0 {
        target.storeBytes(
          of: UInt8(truncatingIfNeeded: word), toByteOffset: offset &+ distance, as: UInt8.self)
        offset &+= 1
        valueBefore = 0
      } else {
        break
      }
    }
    // What stands behind it was not asked, or wants a closer look: it is done again by `step`.
    if valueBefore & CharacterValue.startsPhrase != 0 {
      offset &-= 3
      if Changes.areKept, valueBefore & CharacterValue.payload != 0 { changed &-= 1 }
    }
    self.written = offset + distance
    self.changed = changed
    return offset
  }

  /// One step where phrases, contexts or scalars of other lengths may stand; returns where it stopped.
  private mutating func step(
    _ limited: UnsafeBufferPointer<UInt8>, from offset: Int, _ table: ConversionTable
  ) -> Int {
    guard let scalar = limited.scalar(at: offset) else { return copy(offset..<offset + 1) }
    let value = table.value(of: scalar.value)
    if value & CharacterValue.hasContext != 0,
      let found = table.contexts.replacement(
        value & CharacterValue.payload, text, at: offset, count: scalar.count),
      offset + found.count <= limited.count
    {
      return write(found, limited, at: offset)
    }
    if value & CharacterValue.startsPhrase != 0,
      let found = table.phrase(limited, at: offset, first: scalar.value, count: scalar.count)
    {
      return write(found, limited, at: offset)
    }
    let end = offset + scalar.count
    let payload = value & CharacterValue.payload
    let target =
      value & CharacterValue.hasContext != 0
      ? table.contexts.plain(payload)
      : value & CharacterValue.isScalar != 0
        ? payload : payload == 0 ? scalar.value : Self.scalar(of: payload)
    if value & CharacterValue.isScalar != 0 || scalar.count > 3,
      let end = delicate(scalar, at: offset, limited)
    {
      return end
    }
    guard target != scalar.value else { return copy(offset..<end) }
    let start = written
    store(target)
    let isCompatibility = ScalarClass.isCompatibilityIdeograph(scalar.value)
    edit(offset..<end, written - start, isCompatibility ? .compatibility : .character)
    return end
  }

  /// Description sequences, which stay, and variation selectors, which go with what they belonged to; nil for all
  /// else.
  private mutating func delicate(
    _ scalar: (value: UInt32, count: Int), at offset: Int, _ limited: UnsafeBufferPointer<UInt8>
  ) -> Int? {
    if let end = IdeographicDescription.end(limited, from: offset, first: scalar) {
      flush()
      keep(offset..<end)
      return end
    }
    guard Self.isVariationSelector(scalar.value) else { return nil }
    let end = offset + scalar.count
    flush()
    // The selector chose a form of the character that is gone.
    guard isChanged(before: offset) else { return copy(offset..<end) }
    edit(offset..<end, 0, .variation)
    return end
  }

  /// Whether the scalar before an offset was replaced by another one, the output being flushed.
  private func isChanged(before offset: Int) -> Bool {
    guard offset > 0 else { return false }
    let count = UTF8Cursor.scalar(text, before: offset).count
    return count <= offset && !output.suffix(count).elementsEqual(text[offset - count..<offset])
  }

  private mutating func flush() {
    output.append(contentsOf: UnsafeBufferPointer(start: scratch, count: written))
    written = 0
    flushChanges()
  }

  private mutating func flushChanges() {
    defer { changed = 0 }
    guard changed > 0 else { return }
    log.replaceTriples(
      at: UnsafeBufferPointer(start: changes, count: changed), of: text, rule: ConversionRule.character)
  }

  private mutating func copy(_ range: Range<Int>) -> Int {
    for offset in range {
      scratch[written] = text[offset]
      written += 1
    }
    return range.upperBound
  }

  private mutating func store(_ scalar: UInt32) {
    guard let scalar = Unicode.Scalar(scalar) else { return }
    for byte in UTF8.encode(scalar) ?? .init() {
      scratch[written] = byte
      written += 1
    }
  }

  /// Writes a replacement; characters that it leaves as they are get no edit. Returns where it ends in the text.
  private mutating func write(
    _ found: ConversionTable.Replacement, _ limited: UnsafeBufferPointer<UInt8>, at offset: Int
  ) -> Int {
    let end = offset + found.count
    let target = found.target
    var source = offset
    var index = 0
    // Scalar by scalar when both sides have as many, else in one piece.
    let isParallel =
      Self.scalarCount(UnsafeBufferPointer(rebasing: limited[offset..<end])) == Self.scalarCount(target)
    while source < end {
      guard isParallel, let old = limited.scalar(at: source), let new = target.scalar(at: index) else {
        edit(source..<end, target.count - index, found.rule, found.confidence)
        break
      }
      if old.value != new.value {
        edit(source..<source + old.count, new.count, found.rule, found.confidence)
      }
      source += old.count
      index += new.count
    }
    for byte in target {
      scratch[written] = byte
      written += 1
    }
    return end
  }

  private mutating func edit(
    _ range: Range<Int>, _ count: Int, _ rule: ConversionRule, _ confidence: Float = 1
  ) {
    flushChanges()
    guard keepsLog else { return }
    log.replace(
      at: range.lowerBound, removing: UnsafeBufferPointer(rebasing: text[range]), inserting: count,
      rule: rule,
      confidence: confidence)
  }

  private static func scalarCount(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    bytes.reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
  }

  /// The scalar whose three bytes a value holds.
  private static func scalar(of value: UInt32) -> UInt32 {
    (value & 0xF) << 12 | (value & 0x3F00) >> 2 | value >> 16 & 0x3F
  }

  /// Standardised and ideographic variation selectors.
  private static func isVariationSelector(_ scalar: UInt32) -> Bool {
    0xFE00...0xFE0F ~= scalar || 0xE0100...0xE01EF ~= scalar
  }
}

/// Whether the loop that converts plain text keeps the places of its changes.
private protocol ChangeKeeping {
  static var areKept: Bool { get }
}

private enum Logging: ChangeKeeping {
  static var areKept: Bool { true }
}

private enum Forgetting: ChangeKeeping {
  static var areKept: Bool { false }
}
