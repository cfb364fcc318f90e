import LanguageModel

/// The characters and words that stand undamaged on a page.
struct PageWords {
  /// Bits of the basic plane: characters that stand on the page.
  private var seen = [UInt64](repeating: 0, count: 1024)
  /// Those that stand there more than once; once may be in a name.
  private var repeated = [UInt64](repeating: 0, count: 1024)
  /// Pairs of the model's tokens, by their hash.
  private var pairs = [UInt64](repeating: 0, count: 1024)
  private(set) var characterCount = 0

  mutating func add(_ scalar: UInt32) {
    characterCount += 1
    guard scalar < 0x10000 else { return }
    if contains(scalar) { repeated[Int(scalar >> 6)] |= 1 << UInt64(scalar & 63) }
    seen[Int(scalar >> 6)] |= 1 << UInt64(scalar & 63)
  }

  mutating func add(_ second: CharacterModel.Token, after first: CharacterModel.Token) {
    let (word, bit) = Self.place(first, second)
    pairs[word] |= 1 << bit
  }

  func contains(_ scalar: UInt32) -> Bool {
    scalar < 0x10000 && seen[Int(scalar >> 6)] >> UInt64(scalar & 63) & 1 == 1
  }

  func repeats(_ scalar: UInt32) -> Bool {
    scalar < 0x10000 && repeated[Int(scalar >> 6)] >> UInt64(scalar & 63) & 1 == 1
  }

  /// Whether the pair stands on the page; a few others seem to.
  @inline(__always)
  func contains(_ second: CharacterModel.Token, after first: CharacterModel.Token) -> Bool {
    let (word, bit) = Self.place(first, second)
    return pairs[word] >> bit & 1 == 1
  }

  @inline(__always)
  private static func place(_ first: CharacterModel.Token, _ second: CharacterModel.Token) -> (
    word: Int, bit: UInt64
  ) {
    let hash = ((UInt32(first) << 16 | UInt32(second)) &* 0x9E37_79B1) >> 16
    return (Int(hash >> 6), UInt64(hash & 63))
  }
}
