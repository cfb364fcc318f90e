import TextCore

/// What a scalar tells of the script of its text, in eight bits:
///
/// - 0 to 3: of a hanzi, 4 more than its evidence for traditional (above 0) or simplified text (below 0); else 0
/// - 4: a hanzi
/// - 5: Japan's own form
/// - 6: some table of `auto` may change it
/// - 7: kana, hangul, or the end of a sentence
enum ScriptClass {
  static let evidence: UInt8 = 0x0F
  static let hanziShift: UInt8 = 4
  static let isJapanese: UInt8 = 1 << 5
  static let isConvertible: UInt8 = 1 << 6
  static let stops: UInt8 = 1 << 7
}

/// The classes of all scalars (sections 5 to 7 of Data/tables/conversion.bin).
struct ScriptTable: @unchecked Sendable {
  // Views of an embedded table, which lives as long as the process.
  private let pages: UnsafeBufferPointer<UInt16>
  /// Begins with those of the BMP, in order.
  let classes: UnsafeBufferPointer<UInt8>
  private let sharedWithJapan: UnsafeBufferPointer<UInt32>

  static let shared = ScriptTable()

  private init() {
    let file = ConversionTable.file
    sharedWithJapan = file.section(5, as: UInt32.self)
    pages = file.section(6, as: UInt16.self)
    classes = file.section(7, as: UInt8.self)
  }

  @inline(__always)
  func scriptClass(of scalar: UInt32) -> UInt8 {
    let page = Int(truncatingIfNeeded: scalar >> 6)
    guard page < pages.count else { return 0 }
    return classes[Int(pages[page]) << 6 | Int(scalar & 63)]
  }

  /// Whether a scalar is a traditional character that modern Japanese does not write.
  func isTraditionalChineseOnly(_ scalar: UInt32) -> Bool {
    guard scriptClass(of: scalar) & ScriptClass.evidence > 4 else { return false }
    let index = sharedWithJapan.partitioningIndex { $0 >= scalar }
    return index == sharedWithJapan.count || sharedWithJapan[index] != scalar
  }
}
