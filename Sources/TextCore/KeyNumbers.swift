/// Distinct keys, numbered from 0 in the order of their first appearance.
///
/// Open addressing: for millions of look-ups several times faster than a dictionary, which hashes with a seed.
package struct KeyNumbers: Sendable {
  @usableFromInline var storage: [UInt64] = []
  /// One more than the number of the key that stands there; a power of two of them, at most half in use.
  @usableFromInline var slots = [UInt32](repeating: 0, count: 256)

  package init() {}

  /// In the order of their numbers.
  @inlinable package var keys: [UInt64] { storage }
  @inlinable package var count: Int { storage.count }

  /// The number of a key; nil when it was never inserted.
  @inlinable
  package func number(of key: UInt64) -> Int? {
    let number = Int(slots[slot(of: key)]) - 1
    return number < 0 ? nil : number
  }

  /// The number of a key; that of a new one is the `count` before.
  @inlinable
  package mutating func insert(_ key: UInt64) -> Int {
    let slot = slot(of: key)
    if slots[slot] > 0 { return Int(slots[slot]) - 1 }
    storage.append(key)
    slots[slot] = UInt32(storage.count)
    if storage.count * 2 > slots.count { grow() }
    return storage.count - 1
  }

  @usableFromInline
  mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    for (number, key) in storage.enumerated() { slots[slot(of: key)] = UInt32(number + 1) }
  }

  /// Where a key stands, or has its place.
  @inlinable
  func slot(of key: UInt64) -> Int {
    let mixed = (key ^ key >> 31) &* 0x9E37_79B9_7F4A_7C15
    var slot = Int(truncatingIfNeeded: mixed ^ mixed >> 29) & (slots.count - 1)
    while slots[slot] > 0, storage[Int(slots[slot]) - 1] != key { slot = (slot + 1) & (slots.count - 1) }
    return slot
  }
}
