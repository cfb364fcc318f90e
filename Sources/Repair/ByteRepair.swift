import HanData
import TextCore

/// The fixer of pages whose GBK bytes were edited: takes out readings (`annotations`) and puts torn characters
/// together again (`splits`).
struct ByteRepair {
  private let text: UnsafeBufferPointer<UInt8>
  private let minimumConfidence: Float
  private var page = PageKnowledge()
  private var tokens: [ByteToken] = []

  /// Longer lines are read in pieces of about this many bytes; damage on the seam of two pieces stays.
  private static let longestPiece = 1 << 16
  /// Model lookups a damaged byte may cost on average, and at least in all: what bounds the time on hostile text.
  private static let lookupsPerByte = 40
  private static let lookupsAtLeast = 300_000

  init(_ text: UnsafeBufferPointer<UInt8>, minimumConfidence: Float) {
    self.text = text
    self.minimumConfidence = minimumConfidence
  }

  /// Repairs the suspect lines, in order. All of them teach about the page first.
  mutating func run(_ lines: [Range<Int>], into patch: inout Patch, report: inout DamageReport) {
    let pieces = lines.flatMap(pieces(of:))
    for piece in pieces {
      read(piece)
      page.learn(tokens[...], of: text)
    }
    page.conclude()
    let bytes = pieces.reduce(0) { $0 + $1.count }
    var lattice = ByteLattice(
      page: page,
      budget: max(
        Self.lookupsAtLeast, bytes.multipliedReportingOverflow(by: Self.lookupsPerByte).partialValue))
    for piece in pieces {
      read(piece)
      repair(with: &lattice, into: &patch, report: &report)
    }
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

  private mutating func repair(
    with lattice: inout ByteLattice, into patch: inout Patch, report: inout DamageReport
  ) {
    var index = 0
    // Tokens before this one are written.
    var written = 0
    while index < tokens.count {
      guard ByteLattice.isDamaged(tokens[index]), lattice.budget > 0 else {
        index += 1
        continue
      }
      var resume = index + 1
      guard let region = lattice.solve(tokens, at: index, notBefore: written, text: text, resume: &resume)
      else {
        reportUnsolved(index..<resume, &report)
        index = resume
        continue
      }
      index = region.tokens.upperBound
      if region.emissions.allSatisfy(\.isLiteral) {
        reportUnsolved(region.tokens, &report)
        continue
      }
      let confidence = region.confidence * certainty(of: region)
      guard confidence >= minimumConfidence else {
        report.add(.splits)
        continue
      }
      dropReadings(written..<region.tokens.lowerBound, &patch, &report)
      write(region, confidence, &patch, &report)
      written = index
    }
    dropReadings(written..<tokens.count, &patch, &report)
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
    guard page.isAnnotated else { return }
    for index in range {
      let token = tokens[index]
      if token.kind == .foreign, isSprinkled(index) {
        report.add(.annotations)
        patch.replace(token.range, with: [], rule: .annotations, confidence: Self.sprinkledConfidence)
      } else {
        dropReading(token, &patch, &report)
      }
    }
  }

  /// A program that writes readings without tone marks behind every few characters sprinkles emoji in between; a
  /// writer sets them at the end of a phrase.
  private func isSprinkled(_ index: Int) -> Bool {
    let isEmoji =
      (0x1F000...0x1FAFF).contains(tokens[index].scalar) || (0x2600...0x27BF).contains(tokens[index].scalar)
    return isEmoji && page.tonelessReadings >= Self.fewestTonelessReadings && index > 0
      && index + 1 < tokens.count
      && ScalarClass.isHanzi(tokens[index - 1].scalar) && ScalarClass.isHanzi(tokens[index + 1].scalar)
  }

  private static let fewestTonelessReadings = 3
  private static let sprinkledConfidence: Float = 0.9

  private func dropReading(_ token: ByteToken, _ patch: inout Patch, _ report: inout DamageReport) {
    guard page.isAnnotated, token.kind == .pair || token.kind == .foreign, token.reading != nil else {
      return
    }
    report.add(.annotations)
    patch.replace(token.character.upperBound..<token.range.upperBound, with: [], rule: .annotations)
  }

  private func write(
    _ region: ByteLattice.Region, _ confidence: Float, _ patch: inout Patch, _ report: inout DamageReport
  ) {
    var start = region.tokens.lowerBound
    var restored: [UInt8] = []
    func flush(before end: Int) {
      guard !restored.isEmpty || start < end else { return }
      report.add(.splits)
      patch.replace(
        tokens[start].range.lowerBound..<tokens[end - 1].range.upperBound, with: restored, rule: .splits,
        confidence: confidence)
      restored.removeAll()
    }
    for emission in region.emissions {
      if emission.isLiteral {
        flush(before: emission.token)
        dropReading(tokens[emission.token], &patch, &report)
        start = emission.token + 1
      } else {
        let scalar = emission.scalar
        UTF8Cursor.append(
          page.fault.folding.folds(scalar) ? Folding.halfWidth(scalar) : scalar, to: &restored)
      }
    }
    flush(before: region.tokens.upperBound)
  }

  // MARK: Certification

  /// 1 when the fault makes the region's text of the repaired one byte for byte, less when punctuation had to be
  /// taken for full-width at a single place, 0 when it does not.
  private func certainty(of region: ByteLattice.Region) -> Float {
    var fault = page.fault
    for key in region.keys where fault.annotations[key.code] == nil {
      fault.annotations[key.code] = Array(text[key.reading])
    }
    var meant: [UInt32] = []
    for emission in region.emissions {
      let token = tokens[emission.token]
      if emission.isLiteral, token.reading != nil, token.kind == .ascii || token.kind == .lostBeforeReading {
        var index = token.range.lowerBound
        while index < token.range.upperBound {
          let (scalar, count) = UTF8Cursor.scalar(text, at: index)
          meant.append(scalar)
          index += count
        }
      } else {
        meant.append(emission.scalar)
      }
    }
    let seen = text[
      tokens[region.tokens.lowerBound].range
        .lowerBound..<tokens[region.tokens.upperBound - 1].range.upperBound]
    var wide = meant.indices.map { index in
      fault.folding.folds(Folding.fullWidth(meant[index]))
        && (index > 0 && meant[index - 1] >= 0x80 || index + 1 < meant.count && meant[index + 1] >= 0x80)
    }
    // Punctuation that came out of the bytes is full-width; whether the page showed it so, only others can tell.
    let isWidthKnown =
      page.showsWidth
      || region.emissions.allSatisfy { $0.isLiteral || Folding.halfWidth($0.scalar) == $0.scalar }
    let certain: Float = isWidthKnown ? 1 : Self.unknownWidthWeight
    // Two delimiters whose bytes overlap show in which order the markers were set.
    // Two keys whose bytes overlap show in which order those were taken.
    for overlaps in [true, false] {
      fault.annotatesOverlaps = overlaps
      for delimiters in [region.delimiters.sorted(by: >), region.delimiters.sorted()] {
        fault.delimiters = delimiters
        if fault.show(meant, wide: wide).elementsEqual(seen) { return certain }
      }
    }
    let foldable = meant.indices.filter { Folding.fullWidth(meant[$0]) != meant[$0] }
    for index in foldable.prefix(Self.latentPunctuation) {
      wide[index].toggle()
      if fault.show(meant, wide: wide).elementsEqual(seen) { return certain * Self.latentWeight }
      wide[index].toggle()
    }
    return 0
  }

  private static let unknownWidthWeight: Float = 0.6
  private static let latentPunctuation = 16
  /// One bit of freedom among some places on which the page's rule does not hold.
  private static let latentWeight: Float = 0.9
}
