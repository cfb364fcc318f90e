import TextCore

/// Ideographic description sequences: ⿰言吾 describes how a character looks, so its parts must stay what they are.
enum IdeographicDescription {
  /// The end of the sequence whose first scalar is `first`, at `start`; nil when none begins there. A sequence that
  /// breaks off ends where it does. No part lies behind the twentieth.
  static func end(
    _ text: UnsafeBufferPointer<UInt8>, from start: Int, first: (value: UInt32, count: Int)
  ) -> Int? {
    guard let arity = arity(first.value) else { return nil }
    var missing = arity
    var offset = start + first.count
    for _ in 0..<20 where missing > 0 {
      guard let next = text.scalar(at: offset) else { break }
      if let arity = Self.arity(next.value) {
        missing += arity - 1
      } else if ScalarClass.isHanzi(next.value) || 0x2E80...0x2FDF ~= next.value
        || 0x31C0...0x31EF ~= next.value
      {
        missing -= 1
      } else {
        break
      }
      offset += next.count
    }
    return offset
  }

  /// How many parts a description character takes (Unicode 15.1, section 18.2).
  private static func arity(_ scalar: UInt32) -> Int? {
    switch scalar {
    case 0x2FF2, 0x2FF3: 3
    case 0x2FFE, 0x2FFF: 1
    case 0x2FF0...0x2FFD, 0x31EF: 2
    default: nil
    }
  }
}
