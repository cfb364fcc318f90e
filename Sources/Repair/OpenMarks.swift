/// The quotations, titles and brackets that stand open at a place of a line, innermost last.
struct OpenMarks: BitwiseCopyable {
  /// Four bits a mark: its place in `pairs` and one.
  private var stack: UInt32 = 0

  private static let pairs: [(open: UInt32, close: UInt32)] = [
    (0x201C, 0x201D), (0x2018, 0x2019), (0x300C, 0x300D), (0x300E, 0x300F), (0x300A, 0x300B),
    (0x3008, 0x3009), (0xFF08, 0xFF09), (0x3010, 0x3011),
  ]

  /// What speaks for a mark that closes what is open, and for one that opens what the line closes later.
  static let largestWeight: Float = 2.5
  private static let opensWhatIsClosed: Float = 2.5
  /// What speaks against a mark that closes what nobody opened while another is open, and against one that opens
  /// what is open already.
  private static let unpaired: Float = -3

  /// What speaks against one that closes nothing on its line: quotations of several paragraphs are rare.
  private static let closesNothing: Float = -2.5

  private enum Mark {
    case opens(UInt32)
    case closes(UInt32)
  }

  private static func mark(_ scalar: UInt32) -> Mark? {
    guard
      scalar == 0x28 || scalar == 0x29 || (0x2018...0x201D).contains(scalar)
        || (0x3008...0x3011).contains(scalar) || scalar == 0xFF08 || scalar == 0xFF09
    else { return nil }
    let scalar = Folding.fullWidth(scalar)
    for (index, pair) in pairs.enumerated() {
      if scalar == pair.open { return .opens(UInt32(index + 1)) }
      if scalar == pair.close { return .closes(UInt32(index + 1)) }
    }
    return nil
  }

  private func contains(_ kind: UInt32) -> Bool {
    var rest = stack
    while rest != 0 {
      if rest & 0xF == kind { return true }
      rest >>= 4
    }
    return false
  }

  /// Takes note of the next character.
  mutating func pass(_ scalar: UInt32) {
    switch Self.mark(scalar) {
    case .opens(let kind): stack = stack << 4 | kind
    case .closes(let kind) where contains(kind):
      while stack & 0xF != kind { stack >>= 4 }
      stack >>= 4
    default: break
    }
  }

  /// How much the marks that are open speak for a character that was restored.
  ///
  /// - Parameter missing: the opening mark that the line behind this place lacks.
  func weight(of scalar: UInt32, missing: UInt32) -> Float {
    switch Self.mark(scalar) {
    case .opens(let kind):
      contains(kind) ? Self.unpaired : scalar == missing ? Self.opensWhatIsClosed : 0
    case .closes(let kind):
      stack & 0xF == kind
        ? Self.largestWeight : stack == 0 ? Self.closesNothing : contains(kind) ? 0 : Self.unpaired
    case nil: 0
    }
  }

  /// The mark that opens what the first closing mark closes; 0 when there is none, or it was opened in the text.
  static func missing(in tokens: ArraySlice<ByteToken>) -> UInt32 {
    for token in tokens {
      switch mark(token.scalar) {
      case .opens: return 0
      case .closes(let kind): return pairs[Int(kind) - 1].open
      case nil: break
      }
    }
    return 0
  }
}
