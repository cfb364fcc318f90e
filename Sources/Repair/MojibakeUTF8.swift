import Glibc
import TextCore

/// UTF-8 that was read as another charset, once or more often.
extension Mojibake {
  /// Tokens of a character that the end of a sample may cut.
  private static let cutCharacter = 3
  /// Tokens on which a decoder is chosen.
  private static let sample = 400

  /// - Parameter isExpected: whether the page is known to have been misread so.
  func utf8(
    behind seen: [UInt32], after context: [UInt32], wide: Bool, depth: Int, isWhole: Bool,
    isExpected: Bool = false
  ) -> [Segment]? {
    if isWhole, seen.contains(0xFFFD) { return nil }
    guard let decoder = decoder(of: seen, after: context, wide: wide, isWhole: isWhole) else { return nil }
    let misreading: Misreading? = !wide ? .western : decoder.table.isSame(as: .gbk) ? .gbk : nil
    var segments: [Segment] = []
    var guesses = 0
    var isMostlyGuessed = false
    let isFound = seen.withUnsafeBufferPointer { buffer in
      var unreading = UTF8Unreading(buffer, by: decoder, after: context)
      unreading.run(isTrial: isWhole, unexplained: isWhole ? 0 : .max)
      segments = unreading.segments
      if isWhole, unreading.unexplained > 0 { return false }
      isMostlyGuessed = unreading.guessed > unreading.certain
      guesses = unreading.unexplained == 0 ? unreading.guessed : 0
      return MojibakeStretches.isProof(unreading, of: seen, wide: wide)
        || isExpected && MojibakeStretches.isLikely(unreading, than: seen)
    }
    // Twice misread text is Western letters still, or rare ideographs.
    if depth > 1, segments.count == 1, segments[0].confidence == 1, segments[0].tokens == seen.indices {
      if let deeper = utf8(
        behind: segments[0].text, after: context, wide: wide, depth: depth - 1, isWhole: true),
        deeper.count == 1, deeper[0].tokens == segments[0].text.indices
      {
        return [Segment(tokens: seen.indices, text: deeper[0].text, confidence: deeper[0].confidence)]
      }
      // So is GBK that was read as a Western charset, saved in UTF-8, and misread again.
      if let first = segments[0].text.first(where: { $0 >= 0x80 }), first < 0x2600,
        let pairs = PairUnreading.whole(segments[0].text, wide: false, page: &page.pairs)
      {
        return [Segment(tokens: seen.indices, text: pairs.text, confidence: pairs.confidence)]
      }
    }
    guard isFound else { return nil }
    let certified = segments.enumerated().compactMap { place, segment -> Segment? in
      let next = segment.tokens.upperBound < seen.count ? seen[segment.tokens.upperBound] : nil
      var segment = segment
      // Where next to nothing bounds the guesses, none is as good as its share among its rivals.
      if isMostlyGuessed { segment.confidence = pow(segment.confidence, sqrt(Float(segment.guesses.count))) }
      segment.confidence *= segment.guesses.isEmpty ? 0.99 : Self.certainConfidence
      guard segment.text.contains(where: { $0 >= 0x80 }), Self.isText(segment.text),
        let bytes = MeantCharset.utf8.bytes(of: segment.text),
        decoder.certifies(bytes, before: decoder.firstByte(behind: next), as: seen[segment.tokens])
      else { return nil }
      return segment
    }
    if certified.isEmpty { return nil }
    page.note(decoder, guesses: guesses)
    if let misreading { page.count[misreading, default: 0] += certified.reduce(0) { $0 + $1.tokens.count } }
    return certified
  }

  /// Whether text may be so, but for some characters that an earlier misreading lost.
  private static func isText(_ text: [UInt32]) -> Bool {
    let lost = text.count { $0 == 0xFFFD }
    return 4 * lost <= text.count && text.allSatisfy { MeantCharset.isText($0) || $0 == 0xFFFD }
  }

  /// The decoder that can have shown UTF-8 as a stretch, which the page may tell where bytes were lost.
  private func decoder(of seen: [UInt32], after context: [UInt32], wide: Bool, isWhole: Bool)
    -> MisreadDecoder?
  {
    if !isWhole, let known = page.decoder(isDouble: wide, showing: seen) { return known }
    let tables = wide ? [MisreadTable.gbk, .big5] : MisreadTable.singleByte
    guard let table = Self.bestTable(for: seen, of: tables, isWhole: isWhole) else { return nil }
    return isWhole ? MisreadDecoder(table: table) : bestDecoder(for: seen, table, after: context)
  }

  /// The table by which most of a stretch is UTF-8; nil where next to nothing is, or, if `isWhole`, not all of it.
  private static func bestTable(for seen: [UInt32], of tables: [MisreadTable], isWhole: Bool) -> MisreadTable?
  {
    seen.withUnsafeBufferPointer { seen in
      let sample = UnsafeBufferPointer(rebasing: seen.prefix(Self.sample))
      let head = sample.prefix(64).filter { $0 >= 0x80 }
      var best: (table: MisreadTable, value: Int)?
      for table in tables {
        // A charset that lacks the letters seen is not worth reading on.
        let strangers = head.count { table.code(of: $0) == 0 && $0 != 0xFFFD }
        if isWhole ? strangers > 0 : 8 * strangers > head.count { continue }
        var trial = UTF8Unreading(sample, by: MisreadDecoder(table: table), after: [])
        trial.run(isTrial: true, unexplained: isWhole ? Self.cutCharacter : .max)
        // At the sample's end a character may be cut.
        if trial.unexplained <= Self.cutCharacter, sample.count < seen.count || trial.unexplained == 0 {
          return table
        }
        if isWhole { continue }
        let value = 3 * trial.certain - trial.unexplained
        if trial.certain > 0, value > best?.value ?? -2 * sample.count { best = (table, value) }
      }
      return best?.table
    }
  }

  /// The behaviour under which the model finds the beginning of a stretch most probable.
  private func bestDecoder(for seen: [UInt32], _ table: MisreadTable, after context: [UInt32])
    -> MisreadDecoder
  {
    let candidates = MojibakeStretches.decoders(of: table, for: seen)
    if candidates.count == 1 { return candidates[0] }
    let sample = Array(seen.prefix(Self.sample))
    return sample.withUnsafeBufferPointer { sample in
      var best = (decoder: candidates[0], value: -Float.infinity)
      for candidate in candidates {
        var trial = UTF8Unreading(sample, by: candidate, after: context)
        trial.run()
        let value =
          trial.segments.reduce(0) { $0 + MojibakeStretches.score($1.text) } - 20 * Float(trial.unexplained)
        if value > best.value { best = (candidate, value) }
      }
      return best.decoder
    }
  }
}
