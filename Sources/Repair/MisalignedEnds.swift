/// Where runs of misaligned bytes can end, as far as the tokens alone tell: what decides most question marks without
/// any search.
///
/// A misaligned run goes over pairs and folded punctuation. It ends at a lost byte or a second byte in the ASCII range,
/// and can pass no other ASCII character, and none that GBK lacks.
struct MisalignedEnds {
  /// Tokens from each of which the same end is reached.
  private var known = 0..<0
  private var isReachable = false

  /// Whether a run that is misaligned from `start` on can end. Amortised constant for ascending starts.
  mutating func isReachable(from start: Int, in tokens: [ByteToken]) -> Bool {
    if known.contains(start) { return isReachable }
    var index = start
    isReachable = false
    while index < tokens.count {
      let token = tokens[index]
      switch token.kind {
      case .lost, .lostBeforeReading: isReachable = true
      case .pair: isReachable = token.trail < 0x7F || token.scalar == 0x20AC
      case .ascii: isReachable = token.scalar >= 0x40 && token.scalar < 0x7F
      case .foreign: break
      }
      let blocks = token.kind == .foreign || token.kind == .ascii && token.foldedCode == 0
      if isReachable || blocks { break }
      index += 1
    }
    known = start..<index + 1
    return isReachable
  }
}
