import TextCore

/// The judge of repairs of torn bytes: runs the page's fault over the text that was proposed.
///
/// The fault's parameters belong to the page. What is free at a single place, as punctuation that was full-width
/// where the page's is not, is charged against the repair.
struct ByteCertificate {
  private let page: PageKnowledge

  init(page: PageKnowledge) { self.page = page }

  /// Charged where the page does not show how wide its punctuation is, and the repair restores some.
  private static let unknownWidthWeight: Float = 0.6
  /// One bit of freedom among some places on which the page's rule does not hold.
  private static let latentWeight: Float = 0.9
  private static let latentPunctuation = 16

  /// 1 when the fault makes the region's text of the repaired one byte for byte, less when something had to be
  /// assumed at a single place, 0 when it does not.
  func certainty(
    of region: ByteRegion, _ tokens: [ByteToken], _ text: UnsafeBufferPointer<UInt8>
  ) -> Float {
    var fault = page.fault
    for key in region.keys where !fault.annotations.contains(key.code) {
      fault.annotations.add(key.code, UnsafeBufferPointer(rebasing: text[key.reading]))
    }
    let meant = meant(region, tokens, text)
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
    if explains(&fault, region, meant, wide, seen) { return certain }
    let foldable = meant.indices.filter { Folding.fullWidth(meant[$0]) != meant[$0] }
    for index in foldable.prefix(Self.latentPunctuation) {
      wide[index].toggle()
      if explains(&fault, region, meant, wide, seen) { return certain * Self.latentWeight }
      wide[index].toggle()
    }
    return 0
  }

  /// Whether the page's table of readings, run over the tokens without theirs, gives them back byte for byte.
  func explainsReadings(of tokens: ArraySlice<ByteToken>, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = tokens.first, let last = tokens.last else { return true }
    let meant = tokens.map(\.scalar)
    let foreign = tokens.contains { $0.kind == .foreign || $0.kind == .lostBeforeReading }
    if foreign { return false }
    var fault = page.fault
    // What was folded came back as it stands; private-use characters that stand were not dropped.
    fault.folding = Folding()
    fault.dropsPrivateUse = false
    let wide = [Bool](repeating: false, count: meant.count)
    return fault.show(meant, wide: wide).elementsEqual(text[first.range.lowerBound..<last.range.upperBound])
  }

  /// The text that the repair says was meant; readings that it took for the writer's own stay in it.
  private func meant(
    _ region: ByteRegion, _ tokens: [ByteToken], _ text: UnsafeBufferPointer<UInt8>
  ) -> [UInt32] {
    var meant: [UInt32] = []
    for emission in region.emissions {
      let token = tokens[emission.token]
      guard emission.isLiteral, token.reading != nil,
        token.kind == .ascii || token.kind == .lostBeforeReading,
        !ByteToken.isReadAcross(tokens, emission.token, text)
      else {
        meant.append(emission.scalar)
        continue
      }
      var index = token.range.lowerBound
      while index < token.range.upperBound {
        let (scalar, count) = UTF8Cursor.scalar(text, at: index)
        meant.append(scalar)
        index += count
      }
    }
    return meant
  }

  /// Whether the fault makes what was seen, in one of the orders and with one of the decoders that a page does not
  /// show before its first hard spot: two delimiters or two keys whose bytes overlap tell which was set first.
  private func explains(
    _ fault: inout ByteFault, _ region: ByteRegion, _ meant: [UInt32], _ wide: [Bool],
    _ seen: Slice<UnsafeBufferPointer<UInt8>>
  ) -> Bool {
    let decoders: [ByteFault.InvalidPairs] =
      meant.contains { DoubleByteCharset.gbk.code(of: $0) & 0xFF == 0x80 }
      ? [.leadAlone, .both(0xFFFD), .euro] : [.leadAlone]
    for decoder in decoders {
      fault.invalidPairs = decoder
      for overlaps in [true, false] {
        fault.annotatesOverlaps = overlaps
        for delimiters in [region.delimiters.sorted(by: >), region.delimiters.sorted()] {
          fault.delimiters = delimiters
          if fault.show(meant, wide: wide).elementsEqual(seen) { return true }
        }
      }
    }
    return false
  }
}
