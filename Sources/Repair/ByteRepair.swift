import HanData
import TextCore

/// The fixer of pages whose GBK bytes were edited: takes out readings (`annotations`) and puts torn characters
/// together again (`splits`).
struct ByteRepair {
  private let text: UnsafeBufferPointer<UInt8>
  private let leastConfidence: LeastConfidence
  private var page = PageKnowledge()
  private var tokens: [ByteToken] = []

  /// Below what confidence repairs are reported and not made.
  struct LeastConfidence {
    var ordinary: Float
    /// Where characters vanished without a trace.
    var acrossGaps: Float
  }

  /// Longer lines are read in pieces of about this many bytes; damage on the seam of two pieces stays.
  private static let longestPiece = 1 << 16
  /// Model lookups a damaged byte may cost on average, and at least in all: what bounds the time on hostile text.
  private static let lookupsPerByte = 40
  private static let lookupsAtLeast = 300_000

  init(_ text: UnsafeBufferPointer<UInt8>, leastConfidence: LeastConfidence, site: DamageProfile?) {
    self.text = text
    if let site { page = PageKnowledge(site: site) }
    self.leastConfidence = leastConfidence
  }

  /// Repairs the suspect lines, in order. All of them teach about the page first.
  mutating func run(_ lines: [Range<Int>], into patch: inout Patch, report: inout DamageReport) {
    let pieces = lines.flatMap(pieces(of:))
    var lattice = lattice(for: pieces)
    for piece in pieces {
      read(piece)
      repair(with: &lattice, into: &patch, report: &report)
    }
  }

  /// What the search makes of each damaged place of the lines, whether or not it is good enough to be written.
  mutating func readings(of lines: [Range<Int>]) -> [TornReading] {
    let pieces = lines.flatMap(pieces(of:))
    var lattice = lattice(for: pieces)
    var report = DamageReport()
    var readings: [TornReading] = []
    for piece in pieces {
      read(piece)
      var place = Place()
      while let region = nextRegion(behind: &place, with: &lattice, &report) {
        readings.append(reading(region))
        place.accept(region)
        lattice.learn(region)
      }
    }
    return readings
  }

  private func reading(_ region: ByteRegion) -> TornReading {
    var shown: [UInt8] = []
    for emission in region.emissions {
      let scalar = emission.scalar
      let isFolded = !emission.isLiteral && page.fault.folding.folds(scalar)
      UTF8Cursor.append(isFolded ? Folding.halfWidth(scalar) : scalar, to: &shown)
    }
    return TornReading(
      text: String(decoding: shown, as: UTF8.self), share: region.share,
      kind: region.hasVanished
        ? .vanished : region.emissions.contains(where: \.isChosen) ? .chosen : .decided,
      certainty: ByteCertificate(page: page).certainty(of: region, tokens, text))
  }

  /// Learns from all lines, then prepares the search.
  private mutating func lattice(for pieces: [Range<Int>]) -> ByteLattice {
    for piece in pieces {
      read(piece)
      page.learn(tokens[...], of: text)
    }
    page.conclude()
    let bytes = pieces.reduce(0) { $0 + $1.count }
    return ByteLattice(
      page: page,
      budget: max(
        Self.lookupsAtLeast, bytes.multipliedReportingOverflow(by: Self.lookupsPerByte).partialValue))
  }

  private mutating func read(_ piece: Range<Int>) {
    tokens.removeAll(keepingCapacity: true)
    ByteToken.read(text, piece, into: &tokens)
  }

  private func pieces(of line: Range<Int>) -> [Range<Int>] {
    var pieces: [Range<Int>] = []
    var start = line.lowerBound
    while line.upperBound - start > Self.longestPiece {
      var end = start + Self.longestPiece
      // A piece ends before a character of three bytes, which no reading is torn by.
      while end < line.upperBound, text[end] & 0xF0 != 0xE0 { end += 1 }
      pieces.append(start..<end)
      start = end
    }
    pieces.append(start..<line.upperBound)
    return pieces
  }

  /// How far a piece has been read.
  private struct Place {
    /// The next token to look at.
    var next = 0
    /// Tokens before this one are written.
    var written = 0
    /// Tokens before this one stand in `meant`.
    var passed = 0
    var meant = MeantText()
    private var ends = MisalignedEnds()

    /// Whether a torn run can begin at a damaged token: behind whole characters, nearly all others are question marks.
    mutating func mayBeTorn(_ tokens: [ByteToken], _ damaged: Int) -> Bool {
      switch tokens[damaged].kind {
      case .lostBeforeReading: true
      case .lost:
        damaged + 1 < tokens.count && tokens[damaged + 1].delimiterCode != 0
          && ends.isReachable(from: damaged + 1, in: tokens)
      default: false
      }
    }

    mutating func pass(_ tokens: ArraySlice<ByteToken>) {
      for token in tokens { meant.pass(token.scalar) }
      passed = tokens.endIndex
    }

    mutating func accept(_ region: ByteRegion) {
      for emission in region.emissions { meant.pass(emission.scalar) }
      written = region.tokens.upperBound
      passed = region.tokens.upperBound
    }
  }

  /// The next region that the search reads otherwise than it stands.
  private func nextRegion(
    behind place: inout Place, with lattice: inout ByteLattice, _ report: inout DamageReport
  ) -> ByteRegion? {
    while let damaged = tokens[place.next...].firstIndex(where: ByteLattice.isDamaged), lattice.budget > 0 {
      if !place.mayBeTorn(tokens, damaged) {
        place.next = damaged + 1
        reportUnsolved(damaged..<place.next, &report)
        continue
      }
      let start = ByteLattice.start(before: damaged, notBefore: place.written)
      place.pass(tokens[place.passed..<start])
      place.next = damaged + 1
      let region = lattice.solve(
        tokens, at: damaged, from: start, behind: place.meant, text: text, resume: &place.next)
      if let region, !region.emissions.allSatisfy(\.isLiteral) { return region }
      reportUnsolved(damaged..<place.next, &report)
    }
    return nil
  }

  private mutating func repair(
    with lattice: inout ByteLattice, into patch: inout Patch, report: inout DamageReport
  ) {
    var place = Place()
    while let region = nextRegion(behind: &place, with: &lattice, &report) {
      let confidence = reading(region).confidence
      guard confidence >= (region.hasVanished ? leastConfidence.acrossGaps : leastConfidence.ordinary) else {
        report.add(.splits)
        continue
      }
      dropReadings(place.written..<region.tokens.lowerBound, &patch, &report)
      write(region, confidence, &patch, &report)
      place.accept(region)
      lattice.learn(region)
    }
    dropReadings(place.written..<tokens.count, &patch, &report)
  }

  /// Counts what shows damage by itself: a shown replacement character, or a reading torn off its character.
  private func reportUnsolved(_ range: Range<Int>, _ report: inout DamageReport) {
    for token in tokens[range] where ByteLattice.isDamaged(token) {
      if token.kind == .lostBeforeReading && page.isAnnotated {
        report.add(.splits)
      } else if token.scalar == 0xFFFD {
        report.add(.lostCharacters)
      }
    }
  }

  private func dropReadings(_ range: Range<Int>, _ patch: inout Patch, _ report: inout DamageReport) {
    guard page.isAnnotated, !range.isEmpty else { return }
    var range = range
    if range.lowerBound == 0, let head = CutReadings.head(of: tokens), head.upperBound <= range.upperBound {
      dropCut(head, &patch, &report)
      range = head.upperBound..<range.upperBound
    }
    let tail =
      range.upperBound == tokens.count ? CutReadings.tail(of: tokens, notBefore: range.lowerBound) : nil
    if let tail { range = range.lowerBound..<tail.lowerBound }
    dropWholeReadings(range, &patch, &report)
    if let tail { dropCut(tail, &patch, &report) }
  }

  private func dropWholeReadings(_ range: Range<Int>, _ patch: inout Patch, _ report: inout DamageReport) {
    guard tokens[range].contains(where: { $0.reading != nil || $0.kind == .foreign }) else { return }
    let certainty: Float =
      ByteCertificate(page: page).explainsReadings(of: tokens[range], text) ? 1 : Self.unexplainedConfidence
    for index in range {
      let token = tokens[index]
      if token.kind == .foreign, isSprinkled(index) {
        report.add(.annotations)
        patch.replace(token.range, with: [], rule: .annotations, confidence: Self.sprinkledConfidence)
      } else {
        dropReading(index, certainty, &patch, &report)
      }
    }
  }

  private func dropCut(_ range: Range<Int>, _ patch: inout Patch, _ report: inout DamageReport) {
    report.add(.annotations)
    patch.replace(
      tokens[range.lowerBound].range.lowerBound..<tokens[range.upperBound - 1].range.upperBound, with: [],
      rule: .annotations, confidence: Self.cutConfidence)
  }

  /// A program that writes readings behind every few characters sprinkles emoji in between; a writer sets them at the
  /// end of a phrase.
  private func isSprinkled(_ index: Int) -> Bool {
    return ByteToken.isEmoji(tokens[index].scalar) && index > 0
      && index + 1 < tokens.count
      && ScalarClass.isHanzi(tokens[index - 1].scalar) && ScalarClass.isHanzi(tokens[index + 1].scalar)
  }

  private static let sprinkledConfidence: Float = 0.9
  private static let cutConfidence: Float = 0.9
  /// For readings that the page's table, run over the line without them, does not give back: a program that sets
  /// them here and there leaves the choice of each place unexplained.
  private static let unexplainedConfidence: Float = 0.9

  private func dropReading(
    _ index: Int, _ confidence: Float, _ patch: inout Patch, _ report: inout DamageReport
  ) {
    let token = tokens[index]
    guard page.isAnnotated, token.reading != nil,
      token.kind == .pair || token.kind == .foreign || ByteToken.isReadAcross(tokens, index, text)
    else { return }
    report.add(.annotations)
    patch.replace(
      token.character.upperBound..<token.range.upperBound, with: [], rule: .annotations,
      confidence: confidence)
  }

  /// Writes a region's text. What the bytes decide and what the model chose are edits of their own, as far as they
  /// come of different tokens.
  private func write(
    _ region: ByteRegion, _ confidence: Float, _ patch: inout Patch, _ report: inout DamageReport
  ) {
    var start = region.tokens.lowerBound
    var restored: [UInt8] = []
    var isChosen = false
    func flush(before end: Int) {
      guard start < end else { return }
      let rule: RepairRule = isChosen ? .lostBytes : .splits
      report.add(rule)
      patch.replace(
        tokens[start].range.lowerBound..<tokens[end - 1].range.upperBound, with: restored, rule: rule,
        confidence: confidence)
      restored.removeAll()
      isChosen = false
      start = end
    }
    for (index, emission) in region.emissions.enumerated() {
      if emission.isLiteral {
        flush(before: emission.token)
        dropReading(emission.token, 1, &patch, &report)
        start = emission.token + 1
        continue
      }
      let scalar = emission.scalar
      UTF8Cursor.append(page.fault.folding.folds(scalar) ? Folding.halfWidth(scalar) : scalar, to: &restored)
      if emission.isChosen { isChosen = true }
      let next = index + 1 < region.emissions.count ? region.emissions[index + 1] : nil
      if let next, !next.isLiteral, next.isChosen != isChosen, next.token > emission.token {
        flush(before: emission.token + 1)
      }
    }
    flush(before: region.tokens.upperBound)
  }
}
