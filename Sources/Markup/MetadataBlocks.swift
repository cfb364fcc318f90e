import TextCore

extension BlockBuilder {
  /// Writes a value of the page's metadata as a block of its own.
  ///
  /// - Parameters:
  ///   - value: its bytes in the source.
  ///   - escape: the byte that begins what stands for another character in it: `&` in an attribute, a backslash in JSON.
  mutating func appendMetadata(_ value: Range<Int>, name: String, escape: UInt8 = 0x26) {
    closeBlock()
    template = Block(range: 0..<0)
    template.metadata = name
    let wasLinked = isLinked
    isLinked = false
    var offset = value.lowerBound
    while offset < value.upperBound {
      let byte = source[offset]
      let blank = Blank.count(source, at: offset)
      if Blank.isWhiteSpace(byte) {
        appendSpace()
        offset += 1
      } else if blank > 0 {
        appendBlank(offset..<offset + blank)
        offset += blank
      } else if byte == escape, let (scalar, count) = escaped(offset..<value.upperBound) {
        appendReference(
          scalar, for: offset..<offset + count, rule: escape == 0x26 ? .characterReference : .jsonEscape)
        offset += count
      } else {
        var end = offset + 1
        while end < value.upperBound, source[end] > 0x20, source[end] != escape,
          Blank.count(source, at: end) == 0
        {
          end += 1
        }
        append(offset..<end)
        offset = end
      }
    }
    closeBlock()
    isLinked = wasLinked
  }

  /// What the reference or escape at the beginning of `range` stands for, and its length.
  private func escaped(_ range: Range<Int>) -> (scalar: UInt32, count: Int)? {
    let start = range.lowerBound
    if source[start] == 0x5C { return LinkedDataScanner.escape(source, at: start, end: range.upperBound) }
    // 32 bytes hold every reference.
    guard let semicolon = source[range.prefix(32)].firstIndex(of: 0x3B) else { return nil }
    return CharacterReference.decode(source, start..<semicolon + 1).map { ($0, semicolon + 1 - start) }
  }

  /// What a reference or an escape stands for: a space, a blank or a visible character.
  mutating func appendReference(_ scalar: UInt32, for range: Range<Int>, rule: MarkupRule) {
    if Blank.isSpace(scalar) {
      appendSpace()
    } else if Blank.isBlank(scalar) {
      appendBlank(scalar, for: range, rule: rule)
    } else {
      append(scalar, for: range, rule: rule)
    }
  }
}
