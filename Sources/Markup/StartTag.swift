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

  /// Whether `hidden` or `none` stands in the tag at all, which few have: both are told by the letters around an n.
  private var mayHide: Bool {
    guard range.count > 8 else { return false }
    for offset in range.lowerBound + 3..<range.upperBound where source[offset] | 0x20 == 0x6E {
      let before = (source[offset - 2] | 0x20, source[offset - 1] | 0x20)
      if before == (0x64, 0x65) { return true }  // hidden
      if before == (0x6E, 0x6F), offset + 1 < range.upperBound, source[offset + 1] | 0x20 == 0x65 {
        return true
      }
    }
    return false
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
    var names: [UInt8] = []
    var attributes = attributes
    while let (name, value) = attributes.next() {
      guard
        equals(name, "class") || equals(name, "id") || equals(name, "role") || equals(name, "itemprop")
      else { continue }
      for word in source[value].split(whereSeparator: Blank.isWhiteSpace) {
        if !names.isEmpty { names.append(0x20) }
        names.append(contentsOf: word.lazy.map(ASCII.lowercased))
      }
    }
    return String(decoding: names, as: UTF8.self)
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
