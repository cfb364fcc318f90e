import TextCore

/// One conversion on its way: the text, what has been written of the new one, and the log.
///
/// Ranges of the text must be handed in from left to right, each once, as `keep` or `convert`.
struct ConversionRun {
  let text: UnsafeBufferPointer<UInt8>
  private(set) var output: [UInt8] = []
  private(set) var log = EditLog(ConversionRule.self)

  /// Fresh bytes before they go to `output` in one piece.
  private let scratch: UnsafeMutablePointer<UInt8>
  private static let scratchCount = 1 << 14
  /// Room that one step may need: a whole phrase of the tables (at most 255 bytes) and a store of four bytes.
  private static let stepRoom = 512

  private init(_ text: UnsafeBufferPointer<UInt8>, _ scratch: UnsafeMutablePointer<UInt8>) {
    self.text = text
    self.scratch = scratch
    output.reserveCapacity(text.count + text.count / 64)
  }

  /// The text as `body` converts it.
  static func revision(of text: [UInt8], _ body: (inout ConversionRun) -> Void) -> Revision {
    text.withUnsafeBufferPointer { text in
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: scratchCount) { scratch in
        guard let base = scratch.baseAddress else { return Revision(text: [], log: EditLog()) }
        var run = ConversionRun(text, base)
        body(&run)
        return Revision(text: run.output, log: run.log)
      }
    }
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
    log.replace(
      at: range.lowerBound, removing: UnsafeBufferPointer(rebasing: text[range]), inserting: target.count,
      rule: rule)
  }

  /// Converts a range of the text with a table. Phrases end inside the range; contexts look beyond it.
  mutating func convert(_ range: Range<Int>, _ table: ConversionTable) {
    let limited = UnsafeBufferPointer(rebasing: text[..<range.upperBound])
    let raw = UnsafeRawBufferPointer(limited)
    var offset = range.lowerBound
    var written = 0
    while offset < range.upperBound {
      if written > Self.scratchCount - Self.stepRoom { flush(&written) }
      let lead = limited[offset]
      // The unified ideographs: nearly all of the text. Four bytes are read, the last of them for nothing.
      if lead &- 0xE4 <= 5, offset &+ 4 <= range.upperBound {
        let word = raw.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
        if word & 0xC0C000 == 0x808000 {
          let scalar = (word & 0xF) << 12 | (word & 0x3F00) >> 2 | (word >> 16) & 0x3F
          let value = table.values[Int(table.pages[Int(scalar >> 7)]) << 7 | Int(scalar & 127)]
          if value & CharacterValue.special == 0 {
            let target = value & CharacterValue.targetMask
            let isChanged = target != 0
            UnsafeMutableRawPointer(scratch + written).storeBytes(
              of: isChanged ? target : word, as: UInt32.self)
            written &+= 3
            if isChanged {
              log.replace(
                at: offset, removing: UnsafeBufferPointer(rebasing: limited[offset..<offset &+ 3]),
                inserting: 3,
                rule: ConversionRule.character)
            }
            offset &+= 3
            continue
          }
        }
      }
      if lead < 0x80, table.value(of: UInt32(lead)) == 0 {
        scratch[written] = lead
        written &+= 1
        offset &+= 1
      } else {
        step(limited, table, &offset, &written)
      }
    }
    flush(&written)
  }

  /// One step where phrases, contexts or scalars outside the unified block may stand.
  private mutating func step(
    _ limited: UnsafeBufferPointer<UInt8>, _ table: ConversionTable, _ offset: inout Int, _ written: inout Int
  ) {
    guard let scalar = limited.scalar(at: offset) else {
      copy(1, &offset, &written)
      return
    }
    if let operands = IdeographicDescription.end(limited, from: offset, first: scalar) {
      flush(&written)
      keep(offset..<operands)
      offset = operands
      return
    }
    let value = table.value(of: scalar.value)
    if value & CharacterValue.hasContext != 0,
      let found = table.context(text, at: offset, first: scalar.value),
      offset + found.count <= limited.count
    {
      write(found, limited, &offset, &written)
      return
    }
    if value & CharacterValue.startsPhrase != 0,
      let found = table.phrase(limited, at: offset, first: scalar.value, count: scalar.count)
    {
      write(found, limited, &offset, &written)
      return
    }
    let target =
      value & CharacterValue.isScalar != 0
      ? value & 0x1F_FFFF : value & CharacterValue.targetMask == 0 ? scalar.value : Self.scalar(of: value)
    guard target != scalar.value else {
      copy(scalar.count, &offset, &written)
      return
    }
    let start = written
    store(target, &written)
    // The selector chose a form of the character that is gone.
    let selector = limited.scalar(at: offset + scalar.count).map {
      Self.isVariationSelector($0.value) ? $0.count : 0
    }
    let count = scalar.count + (selector ?? 0)
    log.replace(
      at: offset, removing: UnsafeBufferPointer(rebasing: limited[offset..<offset + count]),
      inserting: written - start,
      rule: Self.isCompatibility(scalar.value) ? ConversionRule.compatibility : .character)
    offset += count
  }

  private mutating func flush(_ written: inout Int) {
    output.append(contentsOf: UnsafeBufferPointer(start: scratch, count: written))
    written = 0
  }

  private func copy(_ count: Int, _ offset: inout Int, _ written: inout Int) {
    for _ in 0..<count {
      scratch[written] = text[offset]
      written += 1
      offset += 1
    }
  }

  private func store(_ scalar: UInt32, _ written: inout Int) {
    guard let scalar = Unicode.Scalar(scalar) else { return }
    for byte in UTF8.encode(scalar) ?? .init() {
      scratch[written] = byte
      written += 1
    }
  }

  /// Writes a replacement; characters that it leaves as they are get no edit.
  private mutating func write(
    _ found: ConversionTable.Replacement, _ limited: UnsafeBufferPointer<UInt8>, _ offset: inout Int,
    _ written: inout Int
  ) {
    let end = offset + found.count
    let target = found.target
    var source = offset
    var index = 0
    // Scalar by scalar as long as both sides have one, then what is left in one piece.
    let isParallel =
      Self.scalarCount(UnsafeBufferPointer(rebasing: limited[offset..<end])) == Self.scalarCount(target)
    while source < end {
      guard isParallel, let old = limited.scalar(at: source), let new = target.scalar(at: index) else {
        edit(source..<end, target.count - index, found)
        break
      }
      if old.value != new.value { edit(source..<source + old.count, new.count, found) }
      source += old.count
      index += new.count
    }
    for byte in target {
      scratch[written] = byte
      written += 1
    }
    offset = end
  }

  private mutating func edit(_ range: Range<Int>, _ count: Int, _ found: ConversionTable.Replacement) {
    log.replace(
      at: range.lowerBound, removing: UnsafeBufferPointer(rebasing: text[range]), inserting: count,
      rule: found.rule, confidence: found.confidence)
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

  private static func isCompatibility(_ scalar: UInt32) -> Bool {
    0xF900...0xFAFF ~= scalar || 0x2F800...0x2FA1F ~= scalar
  }
}
