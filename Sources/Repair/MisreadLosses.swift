import LanguageModel

/// What bytes may have been that a decoder lost, with a sign for them or without a trace.
extension MisreadLattice {
  /// Proposes the bytes that a replacement character can stand for.
  mutating func lose(_ path: MisreadPath, _ decoder: MisreadDecoder, before following: UInt8) {
    if meant != .utf8 { return readLostByte(path) }
    let isAny = decoder.table.isDouble ? following != 0 && following < 0x40 : !decoder.dropsControls
    let candidates =
      path.missing == 0 ? MeantCharset.likelyLeads : isAny ? Self.continuations : orphans
    for byte in candidates {
      if decoder.table.isDouble, following > 0, !decoder.isOrphan(byte, before: following) { continue }
      propose(feed(path, byte, guess: true))
    }
    if decoder.rarePairs == .replaced { losePair(path) { $0.propose($1) } }
  }

  /// The paths behind pairs of bytes that went together.
  private mutating func losePair(_ path: MisreadPath, _ take: (inout Self, MisreadPath) -> Void) {
    for pairs in lostPairs {
      guard let half = feed(path, pairs.lead, weight: Self.vanishedPair, guess: true) else { continue }
      for trail in pairs.trails {
        if let whole = feed(half, trail, guess: true) { take(&self, whole) }
      }
    }
  }

  /// Appends to `vanished` what bytes without a trace lead to.
  ///
  /// - Parameters:
  ///   - following: the byte behind them; nil at the end of the stretch.
  ///   - there: bytes of the character that follow; nil where that is not known.
  mutating func vanish(_ path: MisreadPath, before following: UInt8?, of there: Int?) {
    guard case .decoder(let decoder) = reading, meant == .utf8 else { return }
    // A charset of one byte loses what is no character, and nothing else.
    let lost = decoder.table.isDouble ? nil : there.map { Int(path.missing) - $0 }
    if let lost, lost <= 0 { return }
    let isAny = decoder.table.isDouble && (following ?? 0) < 0x40
    let candidates = isAny ? Self.continuations : orphans
    for byte in candidates where byte == 0x80 || decoder.isOrphan(byte, before: following) {
      guard let path = feed(path, byte, weight: Self.vanishedByte, guess: true) else { continue }
      if decoder.isOrphan(byte, before: following), lost ?? 1 == 1 || there != 0 { vanished.append(path) }
      guard path.missing > 0, lost ?? 2 > 1, !decoder.table.isDouble || byte == 0x80 else { continue }
      for second in candidates where decoder.isOrphan(second, before: following) {
        if let path = feed(path, second, weight: Self.vanishedByte, guess: true) { vanished.append(path) }
      }
    }
    if decoder.rarePairs == .dropped { losePair(path) { $0.vanished.append($1) } }
  }

  // MARK: Charsets of two bytes

  /// A byte of GBK of which nothing is left.
  mutating func readLostByte(_ hypothesis: MisreadPath) {
    var path = hypothesis
    path.isGuess = true
    if path.missing == 0 {
      (path.missing, path.value) = (1, 0)
      propose(path)
      return
    }
    let lead = UInt8(path.value)
    path.missing = 0
    if lead > 0, meant == .big5 {
      for trail in UInt8(0xA1)...0xFE {
        let scalar = meant.scalar(lead, trail)
        if scalar != 0 { propose(emit(path, scalar)) }
      }
    } else if lead > 0 {
      for candidate in alphabet.leading(lead) where candidate.byte >= 0x80 {
        propose(emit(path, UInt32(alphabet.scalars[Int(candidate.code)])))
      }
    }
    // Nothing is made up for a character of which no byte survived.
    steps.append((path.link, 0xFFFD, true))
    path.link = Int32(steps.count - 1)
    path.state = model.step(path.state, with: 0).state
    path.score += lead > 0 ? 2 * Self.lostCharacter : Self.lostCharacter
    // That a character is lost is no rival to what it may have been.
    path.mass = path.score
    path.value = 0
    path.isGuess = false
    propose(path)
  }

  /// Characters with this trail byte whose lead byte was lost.
  mutating func completions(_ hypothesis: MisreadPath, trail: UInt8) -> [MisreadPath] {
    var path = hypothesis
    path.missing = 0
    if meant == .big5 {
      return MeantCharset.leadsOfBig5.compactMap { lead in
        if case .decoder(let decoder) = reading, !decoder.isOrphan(lead, before: trail) { return nil }
        let scalar = meant.scalar(lead, trail)
        return scalar == 0 ? nil : emit(path, scalar)
      }
    }
    return alphabet.trailing(trail).compactMap { emit(path, UInt32(alphabet.scalars[Int($0.code)])) }
  }
}
