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
  let page = PageDecoder()

  /// Misreadings upon misreadings that are followed.
  private static let depth = 3

  init(_ text: UnsafeBufferPointer<UInt8>, minimumConfidence: Float) {
    self.text = text
    self.minimumConfidence = minimumConfidence
  }

  /// How all of the page was misread, by what has been repaired of it so far; nil when it was not, or too little
  /// tells. O(text).
  var misreading: Misreading? {
    guard let (misreading, count) = page.count.max(by: { $0.value < $1.value }), count >= Self.tellingCount
    else { return nil }
    let all = text.count { $0 >= 0xC0 }
    return 2 * count > all ? misreading : nil
  }

  /// Characters from which on a page tells how it was misread.
  private static let tellingCount = 40

  func run(_ line: SuspectLine, into patch: inout Patch, report: inout DamageReport) {
    let scalars = ScalarLine(text, line.range)
    var found: [Segment] = []
    if line.suspicion.contains(.wideMojibake) { found = wide(scalars.values) }
    if found.isEmpty, line.suspicion.contains(.narrowMojibake) { found = narrow(scalars.values) }
    if found.isEmpty, scalars.values.contains(Self.debris),
      UnsafeBufferPointer(rebasing: text[line.range]).contains(Array("锟斤拷".utf8))
    {
      // What those bytes were is gone.
      report.add(.mojibake)
    }
    for segment in found {
      report.add(.mojibake)
      guard let segment = decided(segment) else { continue }
      patch.replace(
        scalars.bytes(of: segment.tokens), with: Self.utf8(segment.text), rule: .mojibake,
        confidence: segment.confidence)
    }
  }

  /// Reads all stretches again that are whole UTF-8 under a misreading that the page is known to have gone through:
  /// lines too short to be suspect by themselves.
  func reread(as misreading: Misreading, into patch: inout Patch, report: inout DamageReport) {
    let wide = misreading == .gbk
    var start = 0
    while start < text.count {
      let end = text[start...].firstIndex(of: 0x0A) ?? text.count
      let scalars = ScalarLine(text, start..<end)
      let line = scalars.values
      for stretch in wide ? MojibakeStretches.wide(in: line, table: .gbk) : MojibakeStretches.narrow(in: line)
      {
        let segments = utf8(
          behind: Array(line[stretch]), after: Array(line[..<stretch.lowerBound].suffix(80)), wide: wide,
          depth: Self.depth, isWhole: true, isExpected: true)
        for segment in moved(segments ?? [], by: stretch.lowerBound) {
          report.add(.mojibake)
          guard segment.confidence >= minimumConfidence else { continue }
          patch.replace(
            scalars.bytes(of: segment.tokens), with: Self.utf8(segment.text), rule: .mojibake,
            confidence: segment.confidence)
        }
      }
      start = end + 1
    }
  }

  /// A segment as it is to be written: characters whose bytes are there stand even where others were lost for good.
  private func decided(_ segment: Segment) -> Segment? {
    if segment.confidence >= minimumConfidence { return segment }
    guard !segment.guesses.isEmpty, segment.guesses.count * 2 <= segment.text.count,
      Self.certainConfidence >= minimumConfidence
    else { return nil }
    var segment = segment
    for place in segment.guesses { segment.text[place] = 0xFFFD }
    segment.confidence = Self.certainConfidence
    return segment
  }

  /// Confidence that text was misread in a way whose certificate holds.
  static let certainConfidence: Float = 0.97

  private static func utf8(_ scalars: [UInt32]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(3 * scalars.count)
    for scalar in scalars { UTF8Cursor.append(scalar, to: &bytes) }
    return bytes
  }

  typealias Segment = UTF8Unreading.Segment

  /// Whether a line, as it will be shown, is Chinese text that was misread.
  static func explains(_ line: [UInt8]) -> Bool {
    line.withUnsafeBufferPointer { line in
      let lines = DamageDetector.shared.scan(line)
      guard lines.count == 1, !lines[0].suspicion.isDisjoint(with: [.narrowMojibake, .wideMojibake]) else {
        return false
      }
      var patch = Patch(line)
      var report = DamageReport()
      Mojibake(line, minimumConfidence: certainConfidence).run(lines[0], into: &patch, report: &report)
      guard let text = patch.finish()?.text else { return false }
      return text.withUnsafeBufferPointer { TextContext($0, $0.indices).isChinese }
    }
  }

  /// What a line of rare ideographs was.
  private func wide(_ line: [UInt32]) -> [Segment] {
    if line.contains(Self.debris) {
      let segments = ReplacementDebris.repaired(line)
      if !segments.isEmpty { return segments }
    }
    if page.count.isEmpty, page.pairs?.isWide == true,
      let whole = PairUnreading.whole(line, wide: true, page: &page.pairs)
    {
      return [whole]
    }
    let letters = MojibakeStretches.letters(in: line).flatMap { stretch in
      moved(
        utf8(
          behind: Array(line[stretch]), after: Array(line[..<stretch.lowerBound].suffix(80)), wide: true,
          depth: 2, isWhole: true) ?? [],
        by: stretch.lowerBound)
    }
    if !letters.isEmpty { return letters }
    let stretches = wideStretches(in: line)
    if stretches.count == 1, let twice = misreadTwice(line, around: stretches[0]) { return [twice] }
    // What all of a line explains goes before what a part of it might.
    if 2 * Self.length(of: stretches) < line.count,
      let whole = PairUnreading.whole(line, wide: true, page: &page.pairs)
    {
      return [whole]
    }
    let segments = stretches.flatMap { stretch in
      let seen = Array(line[stretch])
      let context = line[..<stretch.lowerBound].suffix(80)
      return moved(
        utf8(behind: seen, after: Array(context), wide: true, depth: Self.depth, isWhole: true)
          ?? utf8(behind: seen, after: Array(context), wide: true, depth: Self.depth, isWhole: false) ?? [],
        by: stretch.lowerBound)
    }
    if !segments.isEmpty { return segments }
    return
      (PairUnreading.whole(line, wide: true, page: &page.pairs) ?? PairUnreading.searched(line))
      .map { [$0] }
      ?? []
  }

  /// What a stretch was that is UTF-8 misread twice together with some characters beside it. Between the two misreadings
  /// these were letters of two bytes, as Greek and Cyrillic ones, which stretches lack at their ends.
  private func misreadTwice(_ line: [UInt32], around stretch: Range<Int>) -> Segment? {
    let tokens = MojibakeStretches.widened(stretch, in: line)
    guard tokens != stretch,
      let segments = utf8(
        behind: Array(line[tokens]), after: Array(line[..<tokens.lowerBound].suffix(80)), wide: true,
        depth: 2,
        isWhole: true),
      segments.count == 1, segments[0].tokens.count == tokens.count,
      segments[0].text.allSatisfy({ $0 < 0x80 || TextContext.isChinese($0) })
    else { return nil }
    return moved(segments, by: tokens.lowerBound)[0]
  }

  /// Stretches by the table that more of the line agrees with.
  private func wideStretches(in line: [UInt32]) -> [Range<Int>] {
    let stretches = MojibakeStretches.wide(in: line, table: .gbk)
    let length = Self.length(of: stretches)
    if 2 * length >= line.count { return stretches }
    let others = MojibakeStretches.wide(in: line, table: .big5)
    return Self.length(of: others) > 2 * length ? others : stretches
  }

  private static func length(of stretches: [Range<Int>]) -> Int { stretches.reduce(0) { $0 + $1.count } }

  /// What the runs of Western letters and signs on a line were.
  private func narrow(_ line: [UInt32]) -> [Segment] {
    let stretches = MojibakeStretches.narrow(in: line)
    if let span = MojibakeStretches.span(of: stretches, in: line),
      let hybrid = PairUnreading.hybrid(Array(line[span]), isExpected: page.isHybrid)
    {
      page.isHybrid = true
      return moved([hybrid], by: span.lowerBound)
    }
    return stretches.flatMap { stretch -> [Segment] in
      guard stretch.count >= 2 else { return [] }
      let seen = Array(line[stretch])
      let context = Array(line[..<stretch.lowerBound].suffix(80))
      // Where Chinese text stands at the side, not all of the page can have been misread.
      let isBesideChinese =
        context.last.map(TextContext.isChinese) ?? false
        || stretch.upperBound < line.count && TextContext.isChinese(line[stretch.upperBound])
      // Pairs of which none is lost explain more than UTF-8 with gaps does, and that more than pairs read in two ways,
      // but for a page that shows that it was read so.
      let whole = { utf8(behind: seen, after: context, wide: false, depth: Self.depth, isWhole: true) }
      let pairs = {
        isBesideChinese
          ? nil : self.pairs(behind: seen, before: line[stretch.upperBound...].first).map { [$0] }
      }
      let gaps = { utf8(behind: seen, after: context, wide: false, depth: Self.depth, isWhole: false) }
      let hybrid = {
        isBesideChinese ? nil : PairUnreading.hybrid(seen, isExpected: page.isHybrid).map { [$0] }
      }
      let cut = { isBesideChinese ? nil : PairUnreading.cut(seen, page: &page.pairs).map { [$0] } }
      // What a cut leaves of a character may as well be a sign of the hybrid, which shows other letters, too.
      let cutOrHybrid = { () -> [Segment]? in
        guard let whole = hybrid() else { return cut() }
        if seen.contains(where: { $0 >= 0x100 }) { return whole }
        guard let cut = cut() else { return whole }
        return PairUnreading.isLikelier(cut[0].text, than: whole[0].text) ? cut : whole
      }
      let ways: [() -> [Segment]?] =
        if page.isHybrid {
          [whole, pairs, hybrid, gaps, cut]
        } else if page.pairs != nil {
          [pairs, whole, gaps, cutOrHybrid]
        } else if page.decoder(isDouble: false, showing: seen) != nil {
          [whole, gaps, pairs, cutOrHybrid]
        } else {
          [whole, pairs, gaps, cutOrHybrid]
        }
      for way in ways {
        if let segments = way() { return moved(segments, by: stretch.lowerBound) }
      }
      return []
    }
  }

  /// - Parameter next: the character behind a run; in Big5 an ASCII letter may be the second byte of its last one.
  private func pairs(behind seen: [UInt32], before next: UInt32?) -> Segment? {
    if let segment = PairUnreading.whole(seen, wide: false, page: &page.pairs) { return segment }
    guard let next, (0x40..<0x7F).contains(next) else { return nil }
    return PairUnreading.whole(seen + [next], wide: false, page: &page.pairs)
  }

  private func moved(_ segments: [Segment], by count: Int) -> [Segment] {
    segments.map { segment in
      var segment = segment
      segment.tokens = segment.tokens.lowerBound + count..<segment.tokens.upperBound + count
      return segment
    }
  }

  /// 锟, with which every 锟斤拷 begins.
  private static let debris: UInt32 = 0x951F
}
