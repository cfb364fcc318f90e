/// Distinct keys above 0, numbered from 0 in the order of their first appearance. Open addressing; a tool's
/// millions of look-ups are several times faster than in a dictionary.
struct KeyTable {
  private(set) var keys: [UInt64] = []
  private var slots = [UInt32](repeating: 0, count: 1 << 12)

  private static func hash(_ key: UInt64) -> UInt64 {
    let mixed = (key ^ key >> 31) &* 0x9E37_79B9_7F4A_7C15
    return mixed ^ mixed >> 29
  }

  @inline(__always)
  func number(of key: UInt64) -> Int? {
    var slot = Int(truncatingIfNeeded: Self.hash(key)) & (slots.count - 1)
    while slots[slot] != 0 {
      let number = Int(slots[slot]) - 1
      if keys[number] == key { return number }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  @inline(__always)
  mutating func insert(_ key: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: Self.hash(key)) & (slots.count - 1)
    while slots[slot] != 0 {
      let number = Int(slots[slot]) - 1
      if keys[number] == key { return number }
      slot = (slot + 1) & (slots.count - 1)
    }
    keys.append(key)
    slots[slot] = UInt32(keys.count)
    if keys.count * 2 > slots.count { grow() }
    return keys.count - 1
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    for (number, key) in keys.enumerated() {
      var slot = Int(truncatingIfNeeded: Self.hash(key)) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(number + 1)
    }
  }
}
