/// Pages that mix encodings: a template in UTF-8 with comments in GBK, fragments put together.
///
/// The page falls into pieces at ASCII bytes that are in no pair. Each piece is scored as UTF-8, gb18030 and Big5,
/// and the cheapest way through all of them is taken, where each change of encoding has its price.
enum EncodingMosaic {
  private static let schemes: [(encoding: TextEncoding, scheme: EncodingHypothesis.Scheme)] = [
    (.utf8, .utf8), (.gb18030, .pairs(.gb18030)), (.big5, .pairs(.big5)),
  ]

  /// Whether pieces are scored in an encoding.
  static func knows(_ encoding: TextEncoding) -> Bool { schemes.contains { $0.encoding == encoding } }

  /// 9 bits: so that one broken character makes no span of its own, and two whole ones do.
  private static let change = 90
  /// More than any change can pay back.
  private static let certain = 400
  /// Bytes of a piece that are scored before the schemes are first compared, and how far behind one has lost: 60 bits,
  /// the price of four malformed sequences.
  private static let firstStep = 8
  private static let farBehind = 600
  private static let hopeless = 1 << 40

  /// A figure for each scheme.
  private typealias Costs = InlineArray<3, Int>

  private static func cheapest(_ costs: Costs) -> Int {
    var best = 0
    for index in costs.indices where costs[index] < costs[best] { best = index }
    return best
  }

  /// The spans of a page that is mostly in `leader`, one span where nothing else is better; and what they cost.
  ///
  /// - Parameter wantsCost: reads each piece to its end, though only one scheme may be left.
  static func spans(
    of bytes: UnsafeBufferPointer<UInt8>, leader: TextEncoding, wantsCost: Bool = false
  ) -> (spans: [EncodingSpan], cost: Int) {
    let single = [EncodingSpan(range: 0..<bytes.count, encoding: leader)]
    guard let start = schemes.firstIndex(where: { $0.encoding == leader }) else { return (single, 0) }
    var costs = Costs(repeating: change)
    costs[start] = 0
    /// For each piece and scheme, the scheme of the piece before.
    var steps: [(piece: Int, before: Costs)] = []
    var offset = 0
    while let piece = nextPiece(bytes, from: offset) {
      let slice = UnsafeBufferPointer(rebasing: bytes[piece])
      let best = cheapest(costs)
      let floor = costs[best]
      var before = Costs(repeating: best)
      // Three characters or more of valid UTF-8 are nothing else.
      let isUTF8 = slice.count >= 9 && UTF8Sequence.validEnd(slice, from: 0) == slice.count
      let prices = isUTF8 ? pricesOfUTF8 : prices(of: slice, toEnd: wantsCost)
      for index in costs.indices {
        if costs[index] <= floor + change { before[index] = index }
        costs[index] = min(costs[index], floor + change) + prices[index]
      }
      steps.append((piece.lowerBound, before))
      offset = piece.upperBound
    }
    // Back from the cheapest end.
    var spans: [EncodingSpan] = []
    var end = bytes.count
    var state = cheapest(costs)
    for step in steps.reversed() {
      let before = step.before[state]
      if before != state, step.piece > 0 {
        spans.append(EncodingSpan(range: step.piece..<end, encoding: schemes[state].encoding))
        end = step.piece
        state = before
      }
    }
    spans.append(EncodingSpan(range: 0..<end, encoding: schemes[state].encoding))
    return (spans.count > 1 ? spans.reversed() : single, costs[cheapest(costs)])
  }

  private static let hypotheses: InlineArray<3, EncodingHypothesis> = .init { index in
    EncodingHypothesis(piece: schemes[index].encoding, schemes[index].scheme)
  }

  private static let pricesOfUTF8: Costs = [0, certain, certain]

  /// What a piece costs in each scheme; `hopeless` once one is far behind. Unless `toEnd`, reading stops where the
  /// others all are.
  private static func prices(of piece: UnsafeBufferPointer<UInt8>, toEnd: Bool) -> Costs {
    var hypotheses = hypotheses
    var prices = Costs(repeating: 0)
    var target = 0
    var rivals = prices.count - 1
    while target < piece.count, rivals > 0 || toEnd {
      target = min(max(firstStep, 2 * target), piece.count)
      for index in prices.indices where prices[index] != hopeless {
        hypotheses[index].read(piece, to: target, model: .shared)
        prices[index] = hypotheses[index].cost
      }
      let best = prices[cheapest(prices)]
      for index in prices.indices where prices[index] > best + farBehind && prices[index] != hopeless {
        prices[index] = hopeless
        rivals -= 1
      }
    }
    return prices
  }

  /// Of a page that is better text piece by piece than as a whole: its spans and the encoding of most of its bytes.
  ///
  /// The first paragraphs may have decided for an encoding that the others are not in, and that the pieces do not
  /// know. Of a page that is in none, text costs 3 to 5 bits a byte beyond ASCII, noise 8 and more.
  static func rescue(
    _ bytes: UnsafeBufferPointer<UInt8>, from leader: EncodingHypothesis
  ) -> (encoding: TextEncoding, spans: [EncodingSpan])? {
    let limit: Int
    if leader.encoding == .unknown {
      limit = 60 * bytes.count(where: { $0 >= 0x80 })
    } else {
      var whole = EncodingHypothesis(piece: leader.encoding, leader.scheme)
      whole.read(bytes, to: bytes.count, model: .shared)
      limit = whole.cost
    }
    let (spans, cost) = spans(of: bytes, leader: .utf8, wantsCost: true)
    guard spans.count > 1, cost < limit else { return nil }
    let shares = schemes.map { scheme in
      spans.reduce(0) { $1.encoding == scheme.encoding ? $0 + $1.range.count : $0 }
    }
    let most = shares.indices.max { shares[$0] < shares[$1] } ?? 0
    return (schemes[most].encoding, spans)
  }

  /// From the next byte beyond ASCII to a byte that can end no pair and no four bytes, or to a second ASCII byte.
  private static func nextPiece(_ bytes: UnsafeBufferPointer<UInt8>, from offset: Int) -> Range<Int>? {
    guard let start = bytes[offset...].firstIndex(where: { $0 >= 0x80 }) else { return nil }
    var end = start + 1
    while end < bytes.count {
      if bytes[end] >= 0x80 || bytes[end] >= 0x40 && bytes[end - 1] >= 0x80 {
        end += 1
      } else if GB18030Codec.isFourBytes(bytes, at: end - 1) {
        end += 3
      } else {
        break
      }
    }
    return start..<end
  }
}
