/// What stands before a place of a line, as it was meant: repaired where it was torn.
struct MeantText {
  /// Quotations and titles that stand open.
  private(set) var open = OpenMarks()
  private(set) var rhythm = ClauseRhythm()
  /// The last characters, as far as a model looks back.
  private(set) var last: [UInt32] = []
  /// Whether `last` is all there is.
  private(set) var isWhole = true

  private static let longest = 6

  mutating func pass(_ scalar: UInt32) {
    open.pass(scalar)
    rhythm.pass(scalar)
    if last.count == Self.longest {
      last.removeFirst()
      isWhole = false
    }
    last.append(scalar)
  }
}
