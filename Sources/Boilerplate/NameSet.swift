/// The families that an element's names belong to.
struct NameSet: Sendable, Equatable {
  private var bits: UInt16 = 0

  func contains(_ family: NameFamily) -> Bool { bits & 1 << UInt16(family.rawValue) != 0 }

  mutating func insert(_ family: NameFamily) { bits |= 1 << UInt16(family.rawValue) }

  func union(_ other: NameSet) -> NameSet {
    var union = self
    union.bits |= other.bits
    return union
  }
}
