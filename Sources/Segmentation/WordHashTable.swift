/// Strengths of words by their hashes: open addressing, eight bytes a slot, four fifths of them full.
struct WordHashTable: Sendable {
  /// Of words without a weight.
  static let defaultStrength: UInt16 = 900
  static let must = UInt16.max

  private let storage: Storage

  init(words: Int) { storage = Storage(words: words) }

  /// Of two strengths for one word the greater counts.
  mutating func insert(_ hash: UInt64, _ strength: UInt16, _ prefix: UInt64, _ length: Int) {
    let slots = storage.slots
    var slot = storage.slot(of: hash)
    while slots[slot] != 0, slots[slot] >> 16 != hash >> 16 { slot = slot + 1 == slots.count ? 0 : slot + 1 }
    slots[slot] = hash & ~0xFFFF | UInt64(max(strength, UInt16(truncatingIfNeeded: slots[slot])))
    let place = storage.place(of: prefix)
    storage.lengths[place] = max(storage.lengths[place], UInt8(length))
  }

  @inline(__always)
  func strength(of hash: UInt64) -> UInt16? {
    let slots = storage.slots
    var slot = storage.slot(of: hash)
    while slots[slot] != 0 {
      if slots[slot] >> 16 == hash >> 16 { return UInt16(truncatingIfNeeded: slots[slot]) }
      slot = slot + 1 == slots.count ? 0 : slot + 1
    }
    return nil
  }

  /// The most characters that a word has whose first two have this hash; 0 if there is none.
  @inline(__always)
  func longest(prefix: UInt64) -> Int { Int(storage.lengths[storage.place(of: prefix)]) }

  private final class Storage: Sendable {
    // Written while the dictionary is made, before anyone else can see it.
    nonisolated(unsafe) let slots: UnsafeMutableBufferPointer<UInt64>
    nonisolated(unsafe) let lengths: UnsafeMutableBufferPointer<UInt8>

    init(words: Int) {
      slots = .allocate(capacity: words + words / 4 + 1)
      slots.initialize(repeating: 0)
      var places = 1 << 10
      while places < words, places < 1 << 22 { places *= 2 }
      lengths = .allocate(capacity: places)
      lengths.initialize(repeating: 0)
    }

    deinit {
      slots.deallocate()
      lengths.deallocate()
    }

    @inline(__always)
    func slot(of hash: UInt64) -> Int {
      // The bits that the slot does not hold, spread over all slots.
      Int((hash &* 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: UInt64(slots.count)).high)
    }

    @inline(__always)
    func place(of prefix: UInt64) -> Int {
      Int(truncatingIfNeeded: (prefix &* 0x94D0_49BB_1331_11EB) >> 40) & (lengths.count - 1)
    }
  }
}
