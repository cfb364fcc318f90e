/// What the words in an element's names tell.
struct NameCounts {
  private(set) var families = NameSet()
  /// How many words for content one of the names holds, at most 3.
  private(set) var content: UInt8 = 0

  /// - Parameter names: in lower case, separated by one space.
  init(_ names: String) {
    if names.isEmpty { return }
    var names = names
    let counts = names.withUTF8 { count($0) }
    for family in NameFamily.allCases where counts[family.rawValue] > 0 { families.insert(family) }
    content = min(3, content)
  }

  /// How often words of each family occur.
  private mutating func count(_ names: UnsafeBufferPointer<UInt8>) -> FamilyCounts {
    var families = FamilyCounts()
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: names.count + 2) { text in
      // A space wherever a word may begin or end.
      text[0] = 0x20
      text[text.count - 1] = 0x20
      for (index, byte) in names.enumerated() { text[index + 1] = byte &- 0x61 < 26 ? byte : 0x20 }
      let text = UnsafeBufferPointer(text)
      let lane = NameFamily.content.rawValue
      var words: UInt8 = 0
      for offset in 0..<text.count - 1 {
        // Here a name ends, and not at a mark within it.
        if offset == 0 || offset > names.count || names[offset - 1] == 0x20 { words = 0 }
        guard NameFamily.mayBegin(text[offset], text[offset + 1]) else { continue }
        let before = families[lane]
        _ = NameFamily.matcher.match(text, at: offset, scalar: UInt32(text[offset]), counts: &families)
        words += families[lane] > before ? 1 : 0
        content = max(content, words)
      }
    }
    return families
  }
}
