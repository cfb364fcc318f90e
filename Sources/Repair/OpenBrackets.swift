/// Brackets and quotes that a text has left open, as a hint at which one was lost.
struct OpenBrackets {
  private static let openers: [UInt32] = [0xFF08, 0x201C, 0x2018, 0x300A, 0x3010, 0x300C, 0x300E]
  private static let closers: [UInt32] = [0xFF09, 0x201D, 0x2019, 0x300B, 0x3011, 0x300D, 0x300F]
  /// What stands open further back will not be closed.
  private static let reach = 80

  /// A bit for each pair.
  private var open: UInt8 = 0

  init() {}

  init(_ text: some Collection<UInt32>) {
    for scalar in text.suffix(Self.reach) where Self.mayBeBracket(scalar) {
      if let place = Self.openers.firstIndex(of: scalar) { open |= 1 << UInt8(place) }
      if let place = Self.closers.firstIndex(of: scalar) { open &= ~(1 << UInt8(place)) }
    }
  }

  static let largestWeight: Float = 1.5

  private func isOpen(_ place: Int) -> Bool { open >> UInt8(place) & 1 == 1 }

  @inline(__always)
  private static func mayBeBracket(_ scalar: UInt32) -> Bool {
    (0x2018...0x3011).contains(scalar) || scalar == 0xFF08 || scalar == 0xFF09
  }

  /// What is added to the score of a guess, in nats: a closing sign without its opening one is all but an error.
  func weight(of scalar: UInt32) -> Float {
    guard Self.mayBeBracket(scalar) else { return 0 }
    if let place = Self.closers.firstIndex(of: scalar) { return isOpen(place) ? Self.largestWeight : -4 }
    if let place = Self.openers.firstIndex(of: scalar) { return isOpen(place) ? -2 : 0 }
    return 0
  }
}
