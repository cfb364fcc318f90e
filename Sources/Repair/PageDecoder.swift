import TextCore

/// How a page was misread, as far as its stretches have shown: a page went through one decoder.
final class PageDecoder {
  /// The one that explained stretches with lost bytes.
  private var decoder: MisreadDecoder?
  /// The same for charsets of two bytes.
  var pairs: PairUnreading.Way?
  /// Whether a line was GBK read as UTF-8 where that was valid.
  var isHybrid = false
  /// Characters that were read again as UTF-8, by how they had been misread.
  var count: [Misreading: Int] = [:]

  /// The decoder that explained the last stretches with lost bytes, and how many those were.
  private var candidate: (decoder: MisreadDecoder, guesses: Int)?

  /// That decoder, where it is of a charset of two bytes, or not, and can have shown a stretch.
  func decoder(isDouble: Bool, showing seen: [UInt32]) -> MisreadDecoder? {
    guard let decoder, decoder.table.isDouble == isDouble, seen.allSatisfy(decoder.mayShow) else {
      return nil
    }
    return decoder
  }

  /// Takes note of a decoder that explained all of a stretch. A few lost bytes tell little of how they were lost.
  func note(_ decoder: MisreadDecoder, guesses: Int) {
    if guesses == 0 { return }
    var all = guesses
    if let candidate, candidate.decoder.table.isSame(as: decoder.table), candidate.decoder.isLike(decoder) {
      all += candidate.guesses
    }
    candidate = (decoder, all)
    if all >= Self.tellingGuesses { self.decoder = decoder }
  }

  /// Guesses on lines in a row by which their decoder counts as the page's.
  private static let tellingGuesses = 5
}
