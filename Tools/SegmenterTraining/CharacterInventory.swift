import HanData
import Segmentation
import TextCore
import ToolSupport

/// Codes for the characters of a training text and a dictionary.
struct CharacterInventory {
  let table: CharacterTable
  private let codes: [UInt32: UInt16]
  private let classes: [UInt8]

  /// - Parameter counts: of characters as they are written.
  init(counts: [UInt32: Int], minimumCount: Int) {
    var folded: [UInt32: Int] = [:]
    for (scalar, count) in counts { folded[Self.folded(scalar), default: 0] += count }
    // Digits are tokens by rule, and so is kana.
    let ranked = folded.filter { scalar, count in
      guard count >= minimumCount else { return false }
      let kind = TokenCode.characterClass(ofScalar: scalar).kind
      return kind != AtomKind.edge.rawValue && kind != AtomKind.digits.rawValue
        && kind != AtomKind.other.rawValue
    }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key).prefix(Int(UInt16.max) - 64)

    var codes: [UInt32: UInt16] = [:]
    for (index, scalar) in ranked.enumerated() { codes[scalar] = TokenCode.firstCharacter + UInt16(index) }
    let own = codes
    for range in Self.foldedRanges {
      for scalar in range where own[scalar] == nil { codes[scalar] = own[Self.folded(scalar)] }
    }
    self.codes = codes
    classes =
      (0..<TokenCode.firstCharacter).map { TokenCode.characterClass(of: $0).rawValue }
      + ranked.map { TokenCode.characterClass(ofScalar: $0).rawValue }
    var builder = TableBuilder()
    Self.add(codes, classes, to: &builder)
    guard let file = TableFile(contents: builder.build()) else { fatalError("a table that cannot be read") }
    table = CharacterTable(file, section: 0)
  }

  func add(to builder: inout TableBuilder) { Self.add(codes, classes, to: &builder) }

  private static func add(_ codes: [UInt32: UInt16], _ classes: [UInt8], to builder: inout TableBuilder) {
    builder.add(pages: codes, default: 0)
    builder.add(classes)
  }

  /// Simplified, half-width, in small letters.
  private static func folded(_ scalar: UInt32) -> UInt32 {
    let half = (0xFF01...0xFF5E).contains(scalar) ? scalar - 0xFEE0 : scalar
    return (0x41...0x5A).contains(half) ? half + 0x20 : HanFolding.simplified(half)
  }

  private static let foldedRanges: [ClosedRange<UInt32>] = [
    0x41...0x5A, 0x3007...0x3007, 0x3400...0x9FFF, 0xF900...0xFAFF, 0xFF01...0xFF5E, 0x20000...0x323AF,
  ]
}
