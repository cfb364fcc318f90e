import LanguageModel
import TextCore

/// The fixer of text in one charset that was read as another: UTF-8 as GBK, Big5 or a Western charset, once or more
/// often; GBK as a Western charset, as Big5, or as UTF-8 where it was valid; Big5 as GBK.
///
/// A stretch is encoded back into the bytes that it was read from, and those are decoded as what they were; where
/// bytes were lost, a search weighs what they may have been (`UTF8Unreading`, `MisreadLattice`). Each repair is
/// certified by misreading its result again. Where the bytes alone do not prove the charset, the character model
/// must find the result more probable by `PairUnreading.gain`.
struct Mojibake {
  private let text: UnsafeBufferPointer<UInt8>
  private let minimumConfidence: Float
  /// Decoders that explained earlier stretches of the page, the latest first.
  private var known: [MisreadDecoder] = []

  /// Misreadings upon misreadings that are followed.
  private static let depth = 3
  /// Tokens on which a decoder is chosen.
  private static let sample = 400

  init(_ text: UnsafeBufferPointer<UInt8>, minimumConfidence: Float) {
    self.text = text
    self.minimumConfidence = minimumConfidence
  }

  mutating func run(_ line: SuspectLine, into patch: inout Patch, report: inout DamageReport) {
    let scalars = ScalarLine(text, line.range)
    var stretches: [(tokens: Range<Int>, isWide: Bool)] = []
    if line.suspicion.contains(.wideMojibake) {
      stretches += MojibakeStretches.wide(in: scalars.values, table: .gbk).map { ($0, true) }
      if stretches.isEmpty {
        stretches += MojibakeStretches.wide(in: scalars.values, table: .big5).map { ($0, true) }
      }
      if stretches.isEmpty { stretches = [(0..<scalars.values.count, true)] }
    }
    if line.suspicion.contains(.narrowMojibake), !stretches.contains(where: \.isWide) {
      stretches = MojibakeStretches.narrow(in: scalars.values).map { ($0, false) }
    }
    for (tokens, isWide) in stretches {
      let context = Array(scalars.values[..<tokens.lowerBound].suffix(8))
      let segments = repaired(Array(scalars.values[tokens]), after: context, wide: isWide)
      var isFound = false
      for segment in segments {
        isFound = true
        guard segment.confidence >= minimumConfidence else { continue }
        let range =
          segment.tokens.lowerBound + tokens.lowerBound..<segment.tokens.upperBound + tokens.lowerBound
        patch.replace(
          scalars.bytes(of: range), with: Self.utf8(segment.text), rule: .mojibake,
          confidence: segment.confidence)
      }
      if isFound { report.add(.mojibake) }
    }
  }

  private static func utf8(_ scalars: [UInt32]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(3 * scalars.count)
    for scalar in scalars { UTF8Cursor.append(scalar, to: &bytes) }
    return bytes
  }

  typealias Segment = UTF8Unreading.Segment

  /// What a stretch was, in segments; none where nothing was misread.
  private mutating func repaired(_ seen: [UInt32], after context: [UInt32], wide: Bool) -> [Segment] {
    guard seen.count >= 2 else { return [] }
    if wide, seen.contains(Self.debris) {
      if let segment = ReplacementDebris.repaired(seen, after: context) { return [segment] }
    }
    if let segments = utf8(behind: seen, after: context, wide: wide, depth: Self.depth) { return segments }
    return PairUnreading.repaired(seen, after: context, wide: wide).map { [$0] } ?? []
  }

  /// 锟, with which every 锟斤拷 begins.
  private static let debris: UInt32 = 0x951F

  // MARK: UTF-8

  private mutating func utf8(behind seen: [UInt32], after context: [UInt32], wide: Bool, depth: Int)
    -> [Segment]?
  {
    let tables = wide ? [MisreadTable.gbk, .big5] : MisreadTable.singleByte
    guard let (table, isWhole) = Self.bestTable(for: seen, of: tables) else { return nil }
    var decoder = MisreadDecoder(table: table)
    if !isWhole { decoder = bestDecoder(for: seen, table, after: context) }
    var segments: [Segment] = []
    let isFound = seen.withUnsafeBufferPointer { buffer in
      var unreading = UTF8Unreading(buffer, by: decoder, after: context)
      unreading.run()
      segments = unreading.segments
      return MojibakeStretches.isProof(unreading, of: seen, wide: wide)
    }
    // Twice misread text is Western letters still, or rare ideographs.
    if depth > 1, segments.count == 1, segments[0].confidence == 1, segments[0].tokens == seen.indices {
      if let deeper = utf8(behind: segments[0].text, after: context, wide: wide, depth: depth - 1),
        deeper.count == 1, deeper[0].tokens == segments[0].text.indices
      {
        return [Segment(tokens: seen.indices, text: deeper[0].text, confidence: deeper[0].confidence)]
      }
    }
    guard isFound else { return nil }
    let certified = segments.enumerated().compactMap { place, segment -> Segment? in
      let next = segment.tokens.upperBound < seen.count ? seen[segment.tokens.upperBound] : nil
      var segment = segment
      segment.confidence = segment.confidence == 1 ? 0.99 : 0.97 * segment.confidence
      guard segment.text.contains(where: { $0 >= 0x80 }), segment.text.allSatisfy(MeantCharset.isText),
        let bytes = MeantCharset.utf8.bytes(of: segment.text),
        decoder.certifies(bytes, before: decoder.firstByte(behind: next), as: seen[segment.tokens])
      else { return nil }
      return segment
    }
    if certified.isEmpty { return nil }
    known.removeAll { $0.table.codes.baseAddress == decoder.table.codes.baseAddress }
    known.insert(decoder, at: 0)
    return certified
  }

  /// The table by which most of a stretch is UTF-8, and whether all of it is; nil where next to nothing is.
  private static func bestTable(for seen: [UInt32], of tables: [MisreadTable]) -> (
    MisreadTable, isWhole: Bool
  )? {
    seen.withUnsafeBufferPointer { seen in
      let sample = UnsafeBufferPointer(rebasing: seen.prefix(Self.sample))
      var best: (table: MisreadTable, value: Int, isWhole: Bool)?
      for table in tables {
        var trial = UTF8Unreading(sample, by: MisreadDecoder(table: table), after: [])
        trial.run(isTrial: true)
        let value = 3 * trial.certain - trial.unexplained
        if trial.certain > 0, value > best?.value ?? -2 * sample.count {
          best = (table, value, trial.unexplained == 0 && sample.count == seen.count)
        }
        if trial.unexplained == 0 { break }
      }
      return best.map { ($0.table, $0.isWhole) }
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
