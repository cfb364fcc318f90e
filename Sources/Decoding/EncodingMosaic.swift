/// Pages that mix encodings: a template in UTF-8 with comments in GBK, fragments put together.
///
/// The page falls into pieces at ASCII bytes that are in no pair. Each piece is scored as UTF-8, gb18030 and Big5,
/// and the cheapest way through all of them is taken, where each change of encoding has its price.
enum EncodingMosaic {
  private static let schemes: [(encoding: TextEncoding, scheme: EncodingHypothesis.Scheme)] = [
    (.utf8, .utf8), (.gb18030, .pairs(.gb18030)), (.big5, .pairs(.big5)),
  ]
  /// 9 bits: so that one broken character makes no span of its own, and two whole ones do.
  private static let change = 90
  /// More than any change can pay back.
  private static let certain = 400

  /// A figure for each scheme.
  private typealias Costs = InlineArray<3, Int>

  private static func cheapest(_ costs: Costs) -> Int {
    var best = 0
    for index in costs.indices where costs[index] < costs[best] { best = index }
    return best
  }

  /// The spans of a page that is mostly in `leader`, one span where nothing else is better; and what they cost.
  static func spans(
    of bytes: UnsafeBufferPointer<UInt8>, leader: TextEncoding
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
      for index in schemes.indices {
        if costs[index] <= floor + change { before[index] = index }
        costs[index] = min(costs[index], floor + change)
        if isUTF8 {
          costs[index] += schemes[index].encoding == .utf8 ? 0 : certain
        } else {
          var hypothesis = EncodingHypothesis(piece: schemes[index].encoding, schemes[index].scheme)
          hypothesis.read(slice, to: slice.count, model: .shared)
          costs[index] += hypothesis.cost
        }
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

  /// Of a page that as a whole is no text in any encoding, but is one piece by piece: its spans and the encoding
  /// of most of its bytes. Text costs 3 to 5 bits a byte beyond ASCII, noise 8 and more.
  static func rescue(_ bytes: UnsafeBufferPointer<UInt8>) -> (encoding: TextEncoding, spans: [EncodingSpan])?
  {
    let (spans, cost) = spans(of: bytes, leader: .utf8)
    guard spans.count > 1, cost < 60 * bytes.count(where: { $0 >= 0x80 }) else { return nil }
    let shares = schemes.map { scheme in
      spans.reduce(0) { $1.encoding == scheme.encoding ? $0 + $1.range.count : $0 }
    }
    let most = shares.indices.max { shares[$0] < shares[$1] } ?? 0
    return (schemes[most].encoding, spans)
  }

  /// From the next byte beyond ASCII to a byte that can end no pair, or to a second ASCII byte.
  private static func nextPiece(_ bytes: UnsafeBufferPointer<UInt8>, from offset: Int) -> Range<Int>? {
    guard let start = bytes[offset...].firstIndex(where: { $0 >= 0x80 }) else { return nil }
    var end = start + 1
    while end < bytes.count, bytes[end] >= 0x80 || bytes[end] >= 0x40 && bytes[end - 1] >= 0x80 { end += 1 }
    return start..<end
  }
}
