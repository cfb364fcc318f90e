import LanguageModel

/// What may have stood behind one displayed character: known bytes, and the characters that they make.
extension MisreadLattice {
  /// Proposes what a path leads to behind the token at hand.
  mutating func read(_ path: MisreadPath, _ seen: UnsafeBufferPointer<UInt32>, _ index: Int) {
    let scalar = seen[index]
    switch reading {
    case .decoder(let decoder): read(path, seen, index, shownBy: decoder)
    case .hybrid:
      if scalar < 0x100 { propose(feed(path, UInt8(scalar))) }
      if scalar >= 0x100 {
        readUTF8(path, scalar)
      } else if scalar >= 0x80 {
        readUTF8(path.weighed(Self.signOfTwoBytes), scalar)
      }
    case .replacing:
      if scalar == 0xFFFD {
        readLostByte(path)
      } else if scalar < 0x80 {
        propose(feed(path, UInt8(scalar)))
      } else {
        readUTF8(path, scalar)
      }
    }
  }

  private mutating func read(
    _ path: MisreadPath, _ seen: UnsafeBufferPointer<UInt32>, _ index: Int, shownBy decoder: MisreadDecoder
  ) {
    let scalar = seen[index]
    let isLoss = scalar == 0xFFFD || scalar == 0x3F && decoder.replacement == 0x3F
    if isLoss {
      if scalar == 0x3F, path.missing == 0 { readKnown(path, scalar, decoder) }
      if scalar == 0xFFFD || path.missing > 0 {
        lose(path, decoder, before: index + 1 < seen.count ? first(seen[index + 1], decoder) : 0x0A)
      }
      return
    }
    readKnown(path, scalar, decoder)
    guard path.missing > 0, decoder.replacement == nil || decoder.rarePairs == .dropped else { return }
    let there = continuations(seen, from: index, decoder)
    if there == Int(path.missing) { return }
    if !vanished.isEmpty { vanished.removeAll(keepingCapacity: true) }
    vanish(path, before: first(scalar, decoder), of: there)
    for place in vanished.indices { readKnown(vanished[place], scalar, decoder) }
  }

  /// The continuation bytes of UTF-8 from a token up to the next other one: as many as a character wants are all of its
  /// own. Nil where not all bytes are known.
  private func continuations(
    _ seen: UnsafeBufferPointer<UInt32>, from index: Int, _ decoder: MisreadDecoder
  ) -> Int? {
    guard meant == .utf8 else { return nil }
    var count = 0
    for scalar in seen[index...].prefix(Self.longestCharacter) {
      let code = decoder.table.code(of: scalar)
      if code == 0 { return nil }
      if code > 0xFF {
        guard code >> 8 & 0xC0 == 0x80 else { return count }
        count += 1
      }
      guard code & 0xC0 == 0x80 else { return count }
      count += 1
    }
    return count
  }

  private static var longestCharacter: Int { 4 }

  mutating func readUTF8(_ hypothesis: MisreadPath, _ scalar: UInt32) {
    switch scalar {
    case 0..<0x80: readBytes(hypothesis, scalar, count: 1)
    case 0x80..<0x800: readBytes(hypothesis, (0xC0 | scalar >> 6) << 8 | 0x80 | scalar & 0x3F, count: 2)
    case 0x800..<0x10000:
      readBytes(
        hypothesis, (0xE0 | scalar >> 12) << 16 | (0x80 | scalar >> 6 & 0x3F) << 8 | 0x80 | scalar & 0x3F,
        count: 3)
    default:
      let tail = (0x80 | scalar >> 12 & 0x3F) << 16 | (0x80 | scalar >> 6 & 0x3F) << 8 | 0x80 | scalar & 0x3F
      readBytes(hypothesis, (0xF0 | scalar >> 18) << 24 | tail, count: 4)
    }
  }

  /// Known bytes of a charset of two bytes, the last one lowest; the first may complete a character whose lead byte was
  /// lost.
  mutating func readBytes(_ hypothesis: MisreadPath, _ bytes: UInt32, count: Int) {
    var shift = 8 * (count - 1)
    if hypothesis.missing > 0, hypothesis.value == 0 {
      let rest = bytes & (1 << UInt32(shift) - 1)
      for path in completions(hypothesis, trail: UInt8(truncatingIfNeeded: bytes >> UInt32(shift))) {
        if count == 1 { propose(path) } else { readBytes(path, rest, count: count - 1) }
      }
      return
    }
    var path = hypothesis
    while shift >= 0 {
      guard let following = feed(path, UInt8(truncatingIfNeeded: bytes >> UInt32(shift))) else { return }
      path = following
      shift -= 8
    }
    propose(path)
  }

  private mutating func readKnown(_ hypothesis: MisreadPath, _ scalar: UInt32, _ decoder: MisreadDecoder) {
    let code = decoder.table.code(of: scalar)
    if meant != .utf8 {
      if code > 0 { readBytes(hypothesis, UInt32(code), count: code > 0xFF ? 2 : 1) }
      return
    }
    if code > 0xFF {
      if let half = feed(hypothesis, UInt8(code >> 8)) { propose(feed(half, UInt8(code & 0xFF))) }
    } else if code > 0 {
      propose(feed(hypothesis, UInt8(code)))
      if scalar == MisreadTable.euro, decoder.table.isDouble,
        let half = feed(hypothesis, UInt8(decoder.table.euroPair >> 8))
      {
        propose(feed(half, UInt8(decoder.table.euroPair & 0xFF)))
      }
    }
    guard hypothesis.missing > 0, scalar >= 0x20, scalar < 0x7F else { return }
    if decoder.table.isDouble {
      // A full-width letter or space, whose bytes in GBK are A3 and the letter's with the highest bit, or A1 A1.
      let pair: (UInt8, UInt8) = scalar == 0x20 ? (0xA1, 0xA1) : (0xA3, UInt8(scalar) | 0x80)
      if let half = feed(hypothesis, pair.0, weight: Self.foldedLetter) { propose(feed(half, pair.1)) }
    } else if scalar == 0x20 {
      propose(feed(hypothesis, 0xA0, weight: Self.foldedLetter / 2))
    }
  }

  /// The first byte behind a displayed character; 0 where it is not known.
  private func first(_ scalar: UInt32, _ decoder: MisreadDecoder) -> UInt8 {
    if scalar == 0xFFFD { return 0 }
    let code = decoder.table.code(of: scalar)
    return code > 0xFF ? UInt8(code >> 8) : UInt8(code)
  }

  /// The hypothesis behind one more known or guessed byte; nil when the byte cannot stand there.
  mutating func feed(
    _ hypothesis: MisreadPath, _ byte: UInt8, weight: Float = 0, guess: Bool = false
  ) -> MisreadPath? {
    var hypothesis = hypothesis
    hypothesis.score += weight
    hypothesis.mass += weight
    hypothesis.isGuess = hypothesis.isGuess || guess
    if hypothesis.missing == 0 {
      if byte < 0x80 { return emit(hypothesis, UInt32(byte)) }
      hypothesis.isGuess = guess
      guard let (missing, bits) = meant.begin(byte) else { return nil }
      (hypothesis.missing, hypothesis.value) = (missing, bits)
      return hypothesis
    }
    if meant == .utf8 {
      guard byte & 0xC0 == 0x80 else { return nil }
      hypothesis.value = hypothesis.value << 6 | UInt32(byte & 0x3F)
      hypothesis.missing -= 1
      return hypothesis.missing > 0 ? hypothesis : emit(hypothesis, hypothesis.value)
    }
    guard hypothesis.value > 0 else { return nil }
    let scalar = meant.scalar(UInt8(hypothesis.value), byte)
    hypothesis.missing = 0
    return scalar == 0 ? nil : emit(hypothesis, scalar)
  }

  /// Takes a path into those behind the token at hand, unless it lies too far behind the best of them.
  @inline(__always)
  mutating func propose(_ path: MisreadPath?) {
    guard let path else { return }
    let rank = beam.rank(path)
    guard rank >= floor else { return }
    floor = max(floor, rank - MisreadBeam.margin)
    next.append(path)
  }

  mutating func emit(_ hypothesis: MisreadPath, _ scalar: UInt32) -> MisreadPath? {
    guard MeantCharset.isText(scalar) else { return nil }
    var hypothesis = hypothesis
    let token = model.token(of: scalar)
    if hypothesis.isGuess, token == 0 || token == CharacterModel.skipped && scalar != 0x3000 { return nil }
    // Nothing but a closing sign raises a score.
    guard hypothesis.score + OpenBrackets.largestWeight >= floor else { return nil }
    let step = guessing.step(hypothesis.state, with: token)
    var gain = step.score
    if hypothesis.isGuess { gain += step.score == 0 ? Self.silentGuess : brackets.weight(of: scalar) }
    guard hypothesis.score + gain + OpenBrackets.largestWeight >= floor else { return nil }
    steps.append((hypothesis.link, scalar, hypothesis.isGuess))
    hypothesis.link = Int32(steps.count - 1)
    hypothesis.state = step.state
    hypothesis.score += gain
    hypothesis.mass += gain
    hypothesis.value = 0
    hypothesis.isGuess = false
    return hypothesis
  }
}
