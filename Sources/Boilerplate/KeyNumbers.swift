/// Numbers different keys as they come, from 0 on. The keys are hashes already, so they are not hashed again.
struct KeyNumbers: Sendable {
  private var keys: [UInt64] = []
  /// One more than the number of the key that stands there; a power of two of them, at most half in use.
  private var slots = [UInt32](repeating: 0, count: 256)

  var count: Int { keys.count }

  /// The number of `key`; that of a new one is the `count` before.
  mutating func number(of key: UInt64) -> Int {
    var slot = Self.slot(of: key, in: slots.count)
    while slots[slot] > 0 {
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
      var slot = Self.slot(of: key, in: slots.count)
      while slots[slot] > 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(number + 1)
    }
  }

  private static func slot(of key: UInt64, in count: Int) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) &>> 32) & (count - 1)
  }
}
