import LanguageModel
import TextCore

/// The fixer of text in one charset that was read as another: UTF-8 as GBK or as a Western charset, once or more
/// often; GBK as a Western charset, as Big5, or as UTF-8 where it was valid and Latin-1 elsewhere; Big5 as GBK.
///
/// A stretch is encoded back into the bytes that it was read from, and those are decoded as what they were. The
/// repair is certified by misreading its result again. Where the bytes alone do not prove the charset, the
/// character model must find the result more probable by `Self.gain`.
struct Mojibake {
  private let text: UnsafeBufferPointer<UInt8>
  private let minimumConfidence: Float

  /// What a stretch's characters were read as.
  private enum Reading: CaseIterable {
    case windows1252, latin1, windows1250, windows1254, hybrid, gbk, big5
  }

  /// Least gain in nats a character, and in all, when bytes prove nothing: GBK and Big5 take nearly any pair.
  private static let gain: Float = 2
  private static let leastGain: Float = 12
  /// Misreadings upon misreadings that are followed.
  private static let depth = 3
  /// Stretches beyond are cut, so that memory stays in bounds.
  private static let longestStretch = 1 << 20

  init(_ text: UnsafeBufferPointer<UInt8>, minimumConfidence: Float) {
    self.text = text
    self.minimumConfidence = minimumConfidence
  }

  mutating func run(_ line: SuspectLine, into patch: inout Patch, report: inout DamageReport) {
    if UnsafeBufferPointer(rebasing: text[line.range]).contains(Self.debris) {
      // What those bytes were is gone.
      report.add(.mojibake)
      return
    }
    var index = line.range.lowerBound
    while index < line.range.upperBound {
      let stretch = stretch(
        from: index, to: line.range.upperBound, wide: line.suspicion.contains(.wideMojibake))
      if let stretch, let (bytes, confidence) = repaired(stretch.scalars, wide: stretch.isWide),
        confidence >= minimumConfidence
      {
        report.add(.mojibake)
        patch.replace(stretch.range, with: bytes, rule: .mojibake, confidence: confidence)
      }
      guard let stretch else { return }
      index = max(stretch.range.upperBound, index + 1)
    }
  }

  private static let debris = Array("锟斤拷".utf8)

  private struct Stretch {
    var range: Range<Int>
    var scalars: [UInt32]
    var isWide: Bool
  }

  /// The next stretch that may have been misread: Western letters and signs with the ASCII between them, or, on a
  /// line of rare ideographs, everything.
  private func stretch(from start: Int, to end: Int, wide: Bool) -> Stretch? {
    var index = start
    var scalars: [UInt32] = []
    var first: Int?
    var last = start
    var kept = 0
    while index < end, index - (first ?? index) < Self.longestStretch {
      let (scalar, count) = UTF8Cursor.scalar(text, at: index)
      let belongs = wide || scalar < 0x2200
      if !belongs {
        if first != nil { break }
      } else if scalar >= 0x80 || first != nil {
        if first == nil { first = index }
        scalars.append(scalar)
        if scalar >= 0x80 {
          last = index + count
          kept = scalars.count
        }
      }
      index += count
    }
    guard let first else { return nil }
    return Stretch(range: first..<last, scalars: Array(scalars.prefix(kept)), isWide: wide)
  }

  private func repaired(_ scalars: [UInt32], wide: Bool) -> (bytes: [UInt8], confidence: Float)? {
    guard scalars.count >= 2 else { return nil }
    guard let (result, confidence) = unread(scalars, depth: Self.depth) ?? guessed(scalars, wide: wide) else {
      return nil
    }
    var bytes: [UInt8] = []
    for scalar in result { UTF8Cursor.append(scalar, to: &bytes) }
    return bytes.contains(0x0A) ? nil : (bytes, confidence)
  }

  /// The text behind a misreading that lost bytes.
  private func guessed(_ scalars: [UInt32], wide: Bool) -> (result: [UInt32], confidence: Float)? {
    // The search is dear, so Western words are told apart first.
    if !wide, !Self.isWestern(scalars) { return nil }
    let before = Self.score(scalars)
    let misreadings: [MisreadLattice.Misreading] = wide ? [.utf8AsGBK] : [.gbkAsHybrid, .utf8AsWindows1252]
    for misreading in misreadings {
      var lattice = MisreadLattice(misreading)
      guard let solution = lattice.solve(scalars), Self.isText(solution.text),
        wide || Self.isDense(scalars, solution.text)
      else { continue }
      let gain = solution.score - before
      guard gain > Self.leastGain, gain > Self.gain * Float(solution.text.count) else { continue }
      return (solution.text, 0.97 * solution.confidence)
    }
    return nil
  }

  /// The text behind one or more misreadings.
  private func unread(_ scalars: [UInt32], depth: Int) -> (result: [UInt32], confidence: Float)? {
    var best: (result: [UInt32], confidence: Float, gain: Float)?
    var before: Float?
    for reading in Reading.allCases {
      guard let bytes = Self.bytes(of: scalars, readAs: reading) else { continue }
      if reading != .hybrid, let result = Self.utf8(bytes), result != scalars {
        if Self.isText(result), Self.certifies(result, .utf8, reading, scalars) { return (result, 0.99) }
        if depth > 1, let deeper = unread(result, depth: depth - 1) { return deeper }
      }
      for (charset, isGBK) in [(DoubleByteCharset.gbk, true), (DoubleByteCharset.big5, false)] {
        if isGBK ? reading == .gbk : reading != .gbk { continue }
        guard let result = Self.double(bytes, charset), Self.isText(result) else { continue }
        if reading != .gbk && reading != .big5, !Self.isDense(scalars, result) { continue }
        let earlier = before ?? Self.score(scalars)
        before = earlier
        let gain = Self.score(result) - earlier
        // The text that was meant is shorter where two Western letters were one character.
        guard gain > Self.leastGain, gain > Self.gain * Float(result.count), gain > best?.gain ?? 0,
          Self.certifies(result, isGBK ? .gbk : .big5, reading, scalars)
        else { continue }
        best = (result, 0.97, gain)
      }
    }
    return best.map { ($0.result, $0.confidence) }
  }

  // MARK: Bytes

  private enum Charset { case utf8, gbk, big5 }

  /// The bytes that a stretch was read from; nil when that reading does not give such characters.
  private static func bytes(of scalars: [UInt32], readAs reading: Reading) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(2 * scalars.count)
    let single: SingleByteCharset? =
      switch reading {
      case .windows1252: .windows1252
      case .latin1, .hybrid: .latin1
      case .windows1250: .windows1250
      case .windows1254: .windows1254
      case .gbk, .big5: nil
      }
    let double = reading == .big5 ? DoubleByteCharset.big5 : .gbk
    for scalar in scalars {
      if scalar < 0x80 {
        bytes.append(UInt8(scalar))
      } else if let single {
        if let byte = single.byte(of: scalar) {
          bytes.append(byte)
        } else if reading == .hybrid, scalar < 0x2200 {
          UTF8Cursor.append(scalar, to: &bytes)
        } else {
          return nil
        }
      } else {
        // Code page 936 has the euro at 0x80.
        let code = reading == .gbk && scalar == 0x20AC ? 0x80 : double.code(of: scalar)
        if code == 0 { return nil }
        if code > 0xFF { bytes.append(UInt8(code >> 8)) }
        bytes.append(UInt8(code & 0xFF))
      }
    }
    return bytes
  }

  private static func utf8(_ bytes: [UInt8]) -> [UInt32]? {
    String(validating: bytes, as: UTF8.self).map { $0.unicodeScalars.map(\.value) }
  }

  private static func double(_ bytes: [UInt8], _ charset: DoubleByteCharset) -> [UInt32]? {
    var result: [UInt32] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] < 0x80 {
        result.append(UInt32(bytes[index]))
        index += 1
        continue
      }
      guard index + 1 < bytes.count else { return nil }
      let scalar = charset.scalar(bytes[index], bytes[index + 1])
      guard scalar != 0, !(0xE000...0xF8FF).contains(scalar) else { return nil }
      result.append(scalar)
      index += 2
    }
    return result
  }

  /// Misreads the result again.
  private static func certifies(_ result: [UInt32], _ charset: Charset, _ reading: Reading, _ seen: [UInt32])
    -> Bool
  {
    var bytes: [UInt8] = []
    for scalar in result {
      if charset == .utf8 || scalar < 0x80 {
        UTF8Cursor.append(scalar, to: &bytes)
      } else {
        let code = (charset == .gbk ? DoubleByteCharset.gbk : .big5).code(of: scalar)
        bytes += [UInt8(code >> 8), UInt8(code & 0xFF)]
      }
    }
    return Self.bytes(of: seen, readAs: reading) == bytes
  }

  // MARK: Judgement

  /// Whether letters and signs above ASCII make up what was read, as in Chinese text misread, not a word here and
  /// there.
  private static func isWestern(_ seen: [UInt32]) -> Bool {
    seen.count { $0 >= 0x80 } >= seen.count { (0x61...0x7A).contains($0 | 0x20) }
  }

  /// The same, and there are as many of them as the characters that they were need. Characters of GB2312, which is
  /// all but all text, hold no ASCII byte; the hybrid reading shows three bytes as one character now and then.
  private static func isDense(_ seen: [UInt32], _ result: [UInt32]) -> Bool {
    let high = seen.count { $0 >= 0x80 }
    let characters = result.count { $0 >= 0x80 }
    return characters >= 3 && isWestern(seen) && high * 10 >= characters * 14
  }

  /// Whether a result holds Chinese characters and no controls or private-use characters.
  private static func isText(_ scalars: [UInt32]) -> Bool {
    scalars.contains(where: TextContext.isChinese)
      && !scalars.contains {
        $0 < 0x20 && $0 != 0x09 || (0x7F...0x9F).contains($0) || (0xE000...0xF8FF).contains($0)
          || $0 == 0xFFFD
      }
  }

  private static func score(_ scalars: [UInt32]) -> Float {
    let model = CharacterModel.builtIn
    var state = model.start
    var score: Float = 0
    for scalar in scalars {
      let token = model.token(of: scalar)
      score += model.score(token, after: state)
      state = model.advance(state, with: token)
    }
    return score
  }
}
