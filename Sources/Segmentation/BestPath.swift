import TextCore

/// The cheapest way through a stretch of text, a word's cost being the negative logarithm of its probability.
///
/// This is the part that a better model replaces: it reads the atoms' codes and kinds and sets their links.
struct BestPath {
  let lexicon: Lexicon
  let dictionary: WordDictionary?
  let standard: SegmentationStandard

  /// Costs of words that no dictionary has, in 1/128 nat. Estimated by hand: about one word in 200 is an unknown
  /// name, and a number or foreign word costs as much as a frequent word.
  private enum Cost {
    static let unknownCharacter: UInt32 = 2200
    static let token: UInt32 = 700
    static let date: UInt32 = 600
    static let numeral: UInt32 = 1000
    static let name: UInt32 = 800
    static let foreignName: UInt32 = 1000
    /// For each character beyond the second under the standard `ud`, whose words are short.
    static let length: UInt32 = 1000
  }

  /// Longer numbers, in characters, come apart.
  private static let longestNumber = 48

  /// Sets `link` of the first atom of each word to the atom behind the word. O(atoms x longest word).
  ///
  /// - Parameter atoms: the stretch, and one atom for its end.
  func find(in atoms: UnsafeMutableBufferPointer<Atom>) {
    let end = atoms.count - 1
    for index in 0...end { atoms[index].cost = .max }
    atoms[0].cost = 0
    for start in 0..<end where atoms[start].cost != .max && atoms[start].span > 0 {
      let atom = atoms[start]
      let span = Int(atom.span)
      let alone: UInt32 = atom.kind == .hanzi ? Cost.unknownCharacter : Cost.token
      relax(atoms, start, start + span, cost: alone, rule: .other)
      if atom.code != 0 {
        match(lexicon.words, from: start, in: atoms, lengthCost: standard == .ud ? Cost.length : 0)
        if let dictionary { match(dictionary.words, from: start, in: atoms, lengthCost: 0) }
      }
      let traits = lexicon.traits(of: atom.code)
      if atom.kind == .digit || !traits.isDisjoint(with: [.digit, .multiplier, .ordinal]) {
        matchNumber(from: start, in: atoms, traits: traits)
      }
      if traits.contains(.surname) { matchName(from: start, in: atoms) }
      if traits.contains(.foreign) { matchForeignName(from: start, in: atoms) }
    }
    turn(atoms)
  }

  /// The links lead from a word's end back to its begin; makes those of the path lead forward, rules with them.
  private func turn(_ atoms: UnsafeMutableBufferPointer<Atom>) {
    var index = atoms.count - 1
    var next = (link: UInt16(0), rule: WordRule.dictionary)
    while true {
      let back = (link: atoms[index].link, rule: atoms[index].rule)
      (atoms[index].link, atoms[index].rule) = next
      guard index > 0 else { return }
      next = (UInt16(index), back.rule)
      index = Int(back.link)
    }
  }

  @inline(__always)
  private func relax(
    _ atoms: UnsafeMutableBufferPointer<Atom>, _ start: Int, _ end: Int, cost: UInt32, rule: WordRule
  ) {
    let total = atoms[start].cost + cost
    guard total < atoms[end].cost else { return }
    atoms[end].cost = total
    atoms[end].link = UInt16(start)
    atoms[end].rule = rule
  }

  @inline(__always)
  private func match(
    _ words: DoubleArrayTrie, from start: Int, in atoms: UnsafeMutableBufferPointer<Atom>, lengthCost: UInt32
  ) {
    var node = DoubleArrayTrie.root
    var index = start
    while index < atoms.count - 1, atoms[index].code != 0,
      let child = words.child(of: node, by: atoms[index].code)
    {
      index += 1
      if child.value != 0 {
        let extra = index - start > 2 ? UInt32(index - start - 2) * lengthCost : 0
        relax(atoms, start, index, cost: UInt32(child.value) + extra, rule: .dictionary)
      }
      node = child
    }
  }

  private func matchNumber(
    from start: Int, in atoms: UnsafeMutableBufferPointer<Atom>, traits: CharacterTraits
  ) {
    let last = min(atoms.count - 1, start + Self.longestNumber)
    var index = start
    if traits.contains(.ordinal) { index += 1 }
    let numberStart = index
    if index < last, atoms[index].kind == .digit {
      index += Int(atoms[index].span)
    } else {
      while index < last, !traitsOf(atoms[index]).isDisjoint(with: [.digit, .multiplier]) { index += 1 }
    }
    guard index > numberStart else { return }
    let count = index - numberStart
    if atoms[numberStart].kind == .digit {
      // 3.5亿
      while index < last, traitsOf(atoms[index]).contains(.multiplier) { index += 1 }
      if index > numberStart + count || numberStart > start {
        relax(atoms, start, index, cost: Cost.token, rule: .other)
      }
    } else if count > 1 || numberStart > start {
      relax(atoms, start, index, cost: Cost.numeral, rule: .other)
    }
    guard standard == .news, index < last, numberStart == start,
      hasUnit(atoms, start..<start + count, at: index)
    else { return }
    relax(atoms, start, index + 1, cost: Cost.date, rule: .other)
  }

  /// Whether the number `range` and the character at `index` are one word: a percentage, a year, a month, a day or
  /// an hour. Durations are not, as 3年.
  private func hasUnit(_ atoms: UnsafeMutableBufferPointer<Atom>, _ range: Range<Int>, at index: Int) -> Bool
  {
    let isWritten = atoms[range.lowerBound].kind != .digit
    let isPlain = range.allSatisfy { atoms[$0].kind == .digit || traitsOf(atoms[$0]).contains(.digit) }
    switch atoms[index].scalar {
    case 0x25, 0xFF05, 0x2030: return !isWritten  // % ％ ‰
    case 0x5E74:
      return index == range.upperBound && isPlain && (range.count == 4 || isWritten && range.count == 2)
    case 0x6708: return isWritten ? range.count <= 2 : value(atoms, range).map((1...12).contains) ?? false
    case 0x65E5, 0x53F7, 0x865F:  // 日 号 號
      return isWritten ? range.count <= 3 : value(atoms, range).map((1...31).contains) ?? false
    case 0x65F6, 0x6642: return !isWritten && value(atoms, range).map((0...24).contains) ?? false  // 时 時
    default: return false
    }
  }

  /// The number that one or two decimal digits give.
  private func value(_ atoms: UnsafeMutableBufferPointer<Atom>, _ range: Range<Int>) -> Int? {
    guard range.count <= 2 else { return nil }
    var value = 0
    for index in range {
      guard atoms[index].kind == .digit else { return nil }
      value = value * 10 + Int(atoms[index].scalar & 0xF)  // ASCII and full-width digits end in their value
    }
    return value
  }

  /// A family name of one character, and one or two characters of given name.
  private func matchName(from start: Int, in atoms: UnsafeMutableBufferPointer<Atom>) {
    let last = atoms.count - 1
    guard start + 1 < last, isKnown(atoms[start + 1]) else { return }
    let family = Cost.name + UInt32(lexicon.nameCosts(of: atoms[start].code).surname)
    let second = lexicon.nameCosts(of: atoms[start + 1].code)
    if second.only > 0 { relax(atoms, start, start + 2, cost: family + UInt32(second.only), rule: .name) }
    guard second.first > 0, start + 2 < last, isKnown(atoms[start + 2]) else { return }
    let third = lexicon.nameCosts(of: atoms[start + 2].code).last
    if third > 0 {
      relax(atoms, start, start + 3, cost: family + UInt32(second.first) + UInt32(third), rule: .name)
    }
  }

  /// Three to eight characters that all stand in transliterated names.
  private func matchForeignName(from start: Int, in atoms: UnsafeMutableBufferPointer<Atom>) {
    var cost = Cost.foreignName
    for index in start..<min(start + 8, atoms.count - 1) {
      guard isKnown(atoms[index]) else { return }
      let next = lexicon.nameCosts(of: atoms[index].code).foreign
      guard next > 0 else { return }
      cost += UInt32(next)
      if index >= start + 2 { relax(atoms, start, index + 1, cost: cost, rule: .other) }
    }
  }

  private func isKnown(_ atom: Atom) -> Bool { atom.code != 0 && Int(atom.code) < lexicon.codeCount }

  private func traitsOf(_ atom: Atom) -> CharacterTraits { lexicon.traits(of: atom.code) }
}
