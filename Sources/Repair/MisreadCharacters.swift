import LanguageModel

/// Whole characters of UTF-8 that a charset of one byte showed. Tokens do not straddle characters there and lead bytes
/// are never lost, so each character is read at once, with all that its lost bytes can have been.
extension MisreadLattice {
  /// Proposes what the paths lead to behind the character that begins with a token; the tokens read, or 0 where this
  /// takes reading byte by byte.
  mutating func readCharacter(_ seen: UnsafeBufferPointer<UInt32>, at index: Int) -> Int {
    guard meant == .utf8, case .decoder(let decoder) = reading, !decoder.table.isDouble,
      paths.allSatisfy({ $0.missing == 0 })
    else { return 0 }
    if seen[index] < 0x80 {
      for place in paths.indices { propose(emit(paths[place], seen[index])) }
      return 1
    }
    guard let (missing, bits) = meant.begin(UInt8(truncatingIfNeeded: decoder.table.code(of: seen[index])))
    else {
      return 0
    }
    var known = KnownBytes()
    var end = index + 1
    while known.count < missing, end < seen.count {
      let byte = decoder.table.code(of: seen[end])
      if byte & 0xC0 != 0x80 { break }
      known.append(UInt8(byte))
      end += 1
    }
    let lost = missing - known.count
    if lost > 0 {
      // A space that follows may have been one of the bytes.
      guard lost <= Self.mostLost, decoder.replacement == nil, end < seen.count, seen[end] != 0x20 else {
        return 0
      }
    }
    for var path in paths {
      path.isGuess = lost > 0
      complete(path, bits, known, lost: lost)
    }
    return end - index
  }

  /// Lost bytes of one character that are sought.
  private static let mostLost: UInt8 = 2

  /// The continuation bytes of a character that are there, the first one lowest.
  private struct KnownBytes {
    private var bytes: UInt32 = 0
    private(set) var count: UInt8 = 0
    var first: UInt32 { bytes & 0xFF }

    mutating func append(_ byte: UInt8) {
      bytes |= UInt32(byte) << UInt32(8 * count)
      count += 1
    }

    mutating func removeFirst() {
      bytes >>= 8
      count -= 1
    }
  }

  /// Proposes a path with each character that has the bits so far, the known bytes in their order, and lost ones anywhere
  /// between them.
  private mutating func complete(_ path: MisreadPath, _ bits: UInt32, _ known: KnownBytes, lost: UInt8) {
    if known.count == 0, lost == 0 { return propose(emit(path, bits)) }
    if known.count > 0 {
      var rest = known
      rest.removeFirst()
      complete(path, bits << 6 | known.first & 0x3F, rest, lost: lost)
    }
    if lost == 0 { return }
    let path = path.weighed(Self.vanishedByte)
    for place in orphans.indices {
      complete(path, bits << 6 | UInt32(orphans[place] & 0x3F), known, lost: lost - 1)
    }
  }
}
