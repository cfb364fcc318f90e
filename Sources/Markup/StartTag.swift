/// What the attributes of a start tag say.
struct StartTag {
  private let source: UnsafeBufferPointer<UInt8>
  private let range: Range<Int>

  /// - Parameter range: from `<` to before `>`.
  init(_ source: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    self.source = source
    self.range = range
  }

  private var attributes: AttributeScanner { AttributeScanner(source, tag: range) }

  /// Whether the element is not shown: `hidden`, or `display: none` in its style. `visibility: hidden` is no sign: some
  /// sites make their articles visible by a script.
  var isHidden: Bool {
    guard mayHide else { return false }
    var attributes = attributes
    while let (name, value) = attributes.next() {
      if equals(name, "hidden") { return !equals(value, "until-found") }
      if equals(name, "style"), isDisplayNone(value) { return true }
    }
    return false
  }

  /// Whether `hidden` or `none` may stand in the tag at all, which few have: both are told by the letters up to an n, `den`
  /// and `non`.
  private var mayHide: Bool {
    guard range.count > 8, let start = source.baseAddress else { return false }
    var offset = range.lowerBound + 1
    // Eight places at a time; each is looked at with the two behind it.
    while offset + 10 <= range.upperBound {
      let first = UnsafeRawPointer(start + offset).loadUnaligned(as: UInt64.self)
      let second = UnsafeRawPointer(start + offset + 1).loadUnaligned(as: UInt64.self)
      let third = UnsafeRawPointer(start + offset + 2).loadUnaligned(as: UInt64.self)
      if Self.mayHide(first, second, third) { return true }
      offset += 8
    }
    while offset + 3 <= range.upperBound {
      if Self.mayHide(UInt64(source[offset]), UInt64(source[offset + 1]), UInt64(source[offset + 2])) {
        return true
      }
      offset += 1
    }
    return false
  }

  /// Whether `den` or `non` is spelled by a byte of each of the three words, in any case; d and n, e and o differ in two
  /// bits, which are left out, so f, l, g and m pass too.
  @inline(__always)
  private static func mayHide(_ first: UInt64, _ second: UInt64, _ third: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let other =
      ((first | 0x2A * ones) ^ 0x6E * ones) | ((second | 0x2A * ones) ^ 0x6F * ones)
      | ((third | 0x20 * ones) ^ 0x6E * ones)
    return (other &- ones) & ~other & (0x80 * ones) != 0
  }

  private func isDisplayNone(_ style: Range<Int>) -> Bool {
    for declaration in source[style].split(separator: 0x3B) {
      let letters = declaration.lazy.filter { !Blank.isWhiteSpace($0) }.map(ASCII.lowercased)
      guard letters.starts(with: "display:none".utf8) else { continue }
      return letters.dropFirst(12).first.map { $0 == 0x21 } ?? true
    }
    return false
  }

  /// Whether a script holds JSON-LD.
  var isLinkedData: Bool {
    var attributes = attributes
    while let (name, value) = attributes.next() {
      if equals(name, "type") { return equals(value, "application/ld+json") }
    }
    return false
  }

  /// The words of `class`, `id`, `role` and `itemprop`, lower-case, separated by one space.
  var names: String {
    var attributes = attributes
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: range.count) { names in
      var count = 0
      while let (name, value) = attributes.next() {
        guard isNaming(name) else { continue }
        var isInside = false
        for byte in source[value] {
          if Blank.isWhiteSpace(byte) {
            isInside = false
            continue
          }
          if !isInside, count > 0 {
            names[count] = 0x20
            count += 1
          }
          isInside = true
          names[count] = ASCII.lowercased(byte)
          count += 1
        }
      }
      return String(decoding: names[..<count], as: UTF8.self)
    }
  }

  private func isNaming(_ name: Range<Int>) -> Bool {
    switch name.count {
    case 2: equals(name, "id")
    case 4: equals(name, "role")
    case 5: equals(name, "class")
    case 8: equals(name, "itemprop")
    default: false
    }
  }

  /// Parts of names of meta elements that tell about the article.
  private static let telling: [StaticString] = [
    "title", "headline", "description", "keyword", "abstract", "author", "byline", "creator", "editor",
    "source",
    "date", "time", "publish", "site_name", "type",
  ]

  /// The name and the content of a meta element that tells about the article.
  var metadata: (name: String, content: Range<Int>)? {
    var key: Range<Int>?
    var content: Range<Int>?
    var attributes = attributes
    while let (name, value) = attributes.next() {
      if equals(name, "content") {
        content = value
      } else if key == nil, equals(name, "name") || equals(name, "property") || equals(name, "itemprop") {
        key = value
      }
    }
    guard let key, let content, Self.telling.contains(where: { contains($0, in: key) }) else { return nil }
    return (String(decoding: source[key].lazy.map(ASCII.lowercased), as: UTF8.self), content)
  }

  private func equals(_ range: Range<Int>, _ word: StaticString) -> Bool {
    range.count == word.utf8CodeUnitCount && stands(word, at: range.lowerBound)
  }

  private func contains(_ word: StaticString, in range: Range<Int>) -> Bool {
    let last = range.upperBound - word.utf8CodeUnitCount
    guard last >= range.lowerBound else { return false }
    return (range.lowerBound...last).contains { stands(word, at: $0) }
  }

  /// Whether a word in lower case stands at `offset`, in any case; it must fit.
  private func stands(_ word: StaticString, at offset: Int) -> Bool {
    for index in 0..<word.utf8CodeUnitCount
    where ASCII.lowercased(source[offset + index]) != word.utf8Start[index] {
      return false
    }
    return true
  }
}

enum ASCII {
  @inline(__always)
  static func lowercased(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }
}
