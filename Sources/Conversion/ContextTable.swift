import TextCore

/// The context rules of a target (Data/sources/jiaokan-contexts.txt): what some characters become between certain
/// neighbours.
struct ContextTable: @unchecked Sendable {
  // Views of an embedded table, which lives as long as the process.
  private let strings: UnsafeBufferPointer<UInt8>
  private let rules: UnsafeBufferPointer<Rule>
  private let alternatives: UnsafeBufferPointer<Reference>
  private let sets: UnsafeBufferPointer<ContextSet>
  private let masks: UnsafeBufferPointer<UInt64>
  private let names: [ConversionRule]

  /// An alternative of a rule: bytes of `strings`, in which `^` stands for the edge of a run of hanzi, `.` for a hanzi.
  ///
  /// The alternatives of a rule stand in the order of distance and scalar.
  private struct Reference {
    /// Where the bytes begin; above bit 24 the distance.
    var offsetAndDistance: UInt32
    /// How many bytes; above bit 10 the scalar.
    var countAndScalar: UInt32

    var offset: Int { Int(offsetAndDistance & 0xFF_FFFF) }
    var count: Int { Int(countAndScalar & 0x3FF) }
    /// How many of `^` and `.` stand between the text and the first scalar that is neither; 255 when all are.
    var distance: Int { Int(offsetAndDistance >> 24) }
    /// That scalar, or 0.
    var scalar: UInt32 { countAndScalar >> 10 }
    var key: UInt64 { UInt64(distance) << 32 | UInt64(scalar) }
  }

  private struct Rule {
    var scalar: UInt32
    var source: UInt32
    var target: UInt32
    /// Byte counts of source and target.
    var counts: UInt32
    var before: UInt32
    var behind: UInt32
    var alternativeCounts: UInt32
    var ruleAndConfidence: UInt32
  }

  /// What is known of one character with rules.
  private struct ContextSet {
    /// What it becomes where no rule fits.
    var plain: UInt32
    var firstRule: UInt32
    var ruleCount: UInt32
    /// Bit 0: a rule asks for the edge of a run of hanzi; the others: one more than the number of the first rule that
    /// asks for nothing, 0 if all ask.
    var edgesAndUnconditional: UInt32
  }

  /// - Parameter sets: the section of the target's sets; that of their masks is the next one.
  init(_ file: TableFile, sets: Int) {
    strings = file.section(1, as: UInt8.self)
    rules = file.section(2, as: Rule.self)
    alternatives = file.section(3, as: Reference.self)
    names = file.section(4).split(separator: 0x0A).map { name in
      let name = String(decoding: name, as: UTF8.self)
      return ConversionRule.allCases.first { $0.name == name } ?? .context
    }
    self.sets = file.section(sets, as: ContextSet.self)
    masks = file.section(sets + 1, as: UInt64.self)
  }

  /// What the character of a set becomes where no rule fits.
  func plain(_ set: UInt32) -> UInt32 { sets[Int(set)].plain }

  /// What the first rule that fits makes of the text at `offset`, where the character of a set stands with `count`
  /// bytes; nil if none fits.
  func replacement(
    _ set: UInt32, _ text: UnsafeBufferPointer<UInt8>, at offset: Int, count: Int
  ) -> ConversionTable.Replacement? {
    let known = sets[Int(set)]
    if mayDecide(set, known, text, offset, offset + count) {
      for rule in rules[Int(known.firstRule)..<Int(known.firstRule + known.ruleCount)]
      where fits(rule, text, offset) {
        return replacement(rule)
      }
      return nil
    }
    let unconditional = Int(known.edgesAndUnconditional >> 1)
    return unconditional == 0 ? nil : replacement(rules[unconditional - 1])
  }

  /// Whether the neighbours may satisfy a rule that asks for some.
  private func mayDecide(
    _ number: UInt32, _ set: ContextSet, _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int
  ) -> Bool {
    let before = start > 0 ? UTF8Cursor.scalar(text, before: start).value : 0
    let behind = text.scalar(at: end)?.value ?? 0
    if set.edgesAndUnconditional & 1 != 0, !ScalarClass.isHanzi(before) || !ScalarClass.isHanzi(behind) {
      return true
    }
    let mask = Int(number) * 8
    return masks[mask + Int(before & 255) >> 6] >> UInt64(before & 63) & 1 != 0
      || masks[mask + 4 + Int(behind & 255) >> 6] >> UInt64(behind & 63) & 1 != 0
  }

  private func replacement(_ rule: Rule) -> ConversionTable.Replacement {
    let target = Int(rule.target)
    return ConversionTable.Replacement(
      count: Int(rule.counts & 0xFF),
      target: UnsafeBufferPointer(rebasing: strings[target..<target + Int(rule.counts >> 8)]),
      rule: names[Int(rule.ruleAndConfidence & 0xFF)], confidence: Float(rule.ruleAndConfidence >> 8) / 100)
  }

  private func fits(_ rule: Rule, _ text: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Bool {
    let end = offset + Int(rule.counts & 0xFF)
    guard text.holds(strings, from: Int(rule.source), count: end - offset, at: offset) else { return false }
    // The side with fewer alternatives decides most often, and at less cost.
    let (before, behind) = (rule.alternativeCounts & 0xFFFF, rule.alternativeCounts >> 16)
    return before <= behind
      ? fitsBefore(rule, text, offset) && fitsBehind(rule, text, end)
      : fitsBehind(rule, text, end) && fitsBefore(rule, text, offset)
  }

  private func fitsBefore(_ rule: Rule, _ text: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Bool {
    let count = Int(rule.alternativeCounts & 0xFFFF)
    if count == 0 { return true }
    return isAny(
      count, from: rule.before,
      neighbour: { distance in
        var end = offset
        for _ in 0..<distance where end > 0 { end -= UTF8Cursor.scalar(text, before: end).count }
        return end > 0 ? UTF8Cursor.scalar(text, before: end).value : nil
      }, fits: { stands($0, in: text, before: offset) })
  }

  private func fitsBehind(_ rule: Rule, _ text: UnsafeBufferPointer<UInt8>, _ end: Int) -> Bool {
    let count = Int(rule.alternativeCounts >> 16)
    if count == 0 { return true }
    return isAny(
      count, from: rule.behind,
      neighbour: { distance in
        var offset = end
        for _ in 0..<distance { offset += text.scalar(at: offset)?.count ?? 0 }
        return text.scalar(at: offset)?.value
      }, fits: { stands($0, in: text, behind: end) })
  }

  /// Whether one of some alternatives fits, of which only those are tried whose scalar stands at its distance: a
  /// binary search for each distance.
  @inline(__always)
  private func isAny(
    _ count: Int, from first: UInt32, neighbour: (_ distance: Int) -> UInt32?, fits: (Reference) -> Bool
  ) -> Bool {
    let all = UnsafeBufferPointer(rebasing: alternatives[Int(first)..<Int(first) + count])
    var index = 0
    while index < count {
      let distance = all[index].distance
      if distance == 255 { return all[index...].contains(where: fits) }
      if let scalar = neighbour(distance) {
        let key = UInt64(distance) << 32 | UInt64(scalar)
        index = all[index...].partitioningIndex { $0.key >= key }
        while index < count, all[index].key == key {
          if fits(all[index]) { return true }
          index += 1
        }
      }
      index = all[index...].partitioningIndex { $0.distance > distance }
    }
    return false
  }

  private func stands(_ pattern: Reference, in text: UnsafeBufferPointer<UInt8>, behind start: Int) -> Bool {
    var offset = start
    var index = Int(pattern.offset)
    while index < Int(pattern.offset) + pattern.count {
      let wanted = UTF8Cursor.scalar(strings, at: index)
      let found = text.scalar(at: offset)
      guard Self.fits(found?.value, wanted.value) else { return false }
      index += wanted.count
      offset += found?.count ?? 0
    }
    return true
  }

  private func stands(_ pattern: Reference, in text: UnsafeBufferPointer<UInt8>, before end: Int) -> Bool {
    var offset = end
    var index = Int(pattern.offset) + pattern.count
    while index > Int(pattern.offset) {
      let wanted = UTF8Cursor.scalar(strings, before: index)
      let found = offset > 0 ? UTF8Cursor.scalar(text, before: offset) : nil
      guard Self.fits(found?.value, wanted.value) else { return false }
      index -= wanted.count
      offset -= found?.count ?? 0
    }
    return true
  }

  private static func fits(_ found: UInt32?, _ wanted: UInt32) -> Bool {
    switch wanted {
    case UInt32(UInt8(ascii: "^")): !(found.map(ScalarClass.isHanzi) ?? false)
    case UInt32(UInt8(ascii: ".")): found.map(ScalarClass.isHanzi) ?? false
    default: found == wanted
    }
  }
}
