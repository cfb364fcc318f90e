import CXML2
import TextCore

/// HTML to blocks: follows libxml2's events and takes all text from the page itself.
struct HTMLReader {
  private let source: UnsafeBufferPointer<UInt8>
  private var builder: BlockBuilder
  private var open: [OpenElement] = []
  private var elements: [Element] = []
  /// How many of `open`, from the root, have been looked at for `elements`.
  private var listed = 0
  private var hiddenDepth = 0
  private var linkDepth = 0
  private var preformattedDepth = 0
  /// Whether the row that is open holds more than one block so far.
  private var rowIsBroken = true
  /// The content of the JSON-LD script that is open.
  private var json: Range<Int>?
  /// Whether a CDATA section is open, whose `]]>` is no text.
  private var isInCDATA = false

  private struct OpenElement {
    var tag: Tag
    var traits: TagTraits
    /// The bytes of the start tag.
    var range: Range<Int>
    /// Index in `elements` of it or of the nearest listed element around it.
    var element: Int?
  }

  private init(_ source: UnsafeBufferPointer<UInt8>, limits: MarkupLimits) {
    self.source = source
    builder = BlockBuilder(source, limits: limits, capacity: source.count / 4)
  }

  static func read(_ text: [UInt8], limits: MarkupLimits) throws(MarkupError) -> ParsedPage {
    var offset = 0
    var status = JK_HTML_DONE
    let reader = text.withUnsafeBufferPointer { bytes in
      var reader = HTMLReader(bytes, limits: limits)
      let depth = Int32(clamping: limits.depth)
      withUnsafeMutablePointer(to: &reader) { reader in
        status = jk_html_parse(
          bytes.baseAddress, bytes.count, Tag.nameList, Tag.all.count, depth,
          { context, events, count in
            guard let context, let events else { return false }
            return context.assumingMemoryBound(to: HTMLReader.self).pointee
              .take(UnsafeBufferPointer(start: events, count: count))
          }, reader, &offset)
      }
      reader.builder.finish()
      return reader
    }
    if let failure = reader.builder.failure { throw failure }
    switch status {
    case JK_HTML_TOO_DEEP: throw .tooDeep(limit: limits.depth, offset: offset)
    case JK_HTML_NO_MEMORY: throw .outOfMemory
    default: break
    }
    return ParsedPage(
      revision: Revision(text: reader.builder.text, log: reader.builder.log), blocks: reader.builder.blocks,
      elements: reader.elements)
  }

  private mutating func take(_ events: UnsafeBufferPointer<jk_html_event>) -> Bool {
    for event in events {
      let range = Int(event.start)..<Int(event.end)
      switch Int(event.kind) {
      case JK_HTML_START: start(Tag.all[Int(event.tag)], range)
      case JK_HTML_END: end(Tag.all[Int(event.tag)])
      case JK_HTML_TEXT: if hiddenDepth == 0 { text(range) }
      case JK_HTML_REFERENCE: if hiddenDepth == 0 { reference(range) }
      case JK_HTML_RAW:
        if let json { self.json = (json.isEmpty ? range.lowerBound : json.lowerBound)..<range.upperBound }
      default: ignored(range)
      }
    }
    return builder.failure == nil
  }

  // MARK: Elements

  private mutating func start(_ tag: Tag, _ range: Range<Int>) {
    var traits = tag.traits
    builder.gapRule = traits.contains(.annotation) ? .annotation : .markup
    if traits.contains(.annotation) || isHidden(range) { traits.insert(.hidden) }
    if traits.contains(.breaks) { breakBlock() }
    if traits.contains(.hidden) {
      hiddenDepth += 1
    } else if hiddenDepth == 0 {
      enter(tag, range, traits)
    }
    if tag == .script, range.count > 7, isLinkedData(range) { json = 0..<0 }
    if traits.contains(.preformatted) { preformattedDepth += 1 }
    if tag == .a { linkDepth += 1 }
    builder.isLinked = linkDepth > 0
    open.append(OpenElement(tag: tag, traits: traits, range: range, element: nil))
  }

  /// What an element means besides its traits when it is shown.
  private mutating func enter(_ tag: Tag, _ range: Range<Int>, _ traits: TagTraits) {
    if traits.contains(.cell) {
      if rowIsBroken { builder.closeBlock() } else { builder.appendTab() }
    }
    switch tag {
    case .tr: rowIsBroken = false
    case .meta: metadata(range)
    default: break
    }
  }

  private mutating func end(_ tag: Tag) {
    guard let index = open.lastIndex(where: { $0.tag == tag }) else { return }
    while open.count > index, let element = open.popLast() {
      if element.traits.contains(.breaks) { breakBlock() }
      if element.traits.contains(.hidden) { hiddenDepth -= 1 }
      if element.traits.contains(.preformatted) { preformattedDepth -= 1 }
      if element.tag == .a { linkDepth -= 1 }
      if builder.gapRule != .annotation { builder.gapRule = .markup }
    }
    listed = min(listed, open.count)
    builder.isLinked = linkDepth > 0
    if tag == .script, let json {
      self.json = nil
      if !json.isEmpty, hiddenDepth == 0 { linkedData(json) }
    }
  }

  private mutating func breakBlock() {
    rowIsBroken = true
    builder.closeBlock()
  }

  /// Lists the open elements that hold blocks and gives what a block that begins here has.
  private mutating func place() -> Block {
    var block = Block(range: 0..<0)
    var parent = listed == 0 ? nil : open[listed - 1].element
    while listed < open.count {
      if open[listed].traits.contains(.holds) {
        elements.append(element(open[listed], parent: parent))
        parent = elements.count - 1
      }
      open[listed].element = parent
      listed += 1
    }
    block.element = parent
    if let heading = open.last(where: { $0.tag.headingLevel > 0 }) {
      block.headingLevel = heading.tag.headingLevel
    }
    if open.last?.tag == .title {
      block.metadata = Tag.title.rawValue
      block.element = nil
    }
    return block
  }

  private func element(_ open: OpenElement, parent: Int?) -> Element {
    var names: [UInt8] = []
    var attributes = AttributeScanner(source, tag: open.range)
    while let (name, value) = attributes.next() {
      guard equals(name, "class") || equals(name, "id") || equals(name, "role") else { continue }
      for word in source[value].split(whereSeparator: Blank.isWhiteSpace) {
        if !names.isEmpty { names.append(0x20) }
        names.append(contentsOf: word.lazy.map(lowercased))
      }
    }
    return Element(
      tag: open.tag.rawValue, parent: parent,
      names: String(decoding: names, as: UTF8.self))
  }

  // MARK: Text

  private mutating func text(_ range: Range<Int>) {
    var offset = range.lowerBound
    let end = range.upperBound
    let source = source
    while offset < end {
      let byte = source[offset]
      if Blank.isWhiteSpace(byte) {
        whiteSpace(offset)
        offset += 1
        continue
      }
      let blank = Blank.count(source, at: offset)
      if blank > 0 {
        builder.appendBlank(offset..<offset + blank)
        offset += blank
        continue
      }
      if byte == 0x3C || byte == 0x5D, let next = bogusMarkup(offset..<end) {
        builder.gapRule = .markup
        offset = next
        continue
      }
      let run = runEnd(offset, end)
      prepare()
      builder.append(offset..<run)
      offset = run
    }
  }

  /// The end of the visible characters from `start` on; single spaces between them belong to them.
  @inline(__always)
  private func runEnd(_ start: Int, _ end: Int) -> Int {
    var offset = start + 1
    while offset < end {
      let byte = source[offset]
      if byte > 0x20 {
        if byte == 0x3C || byte == 0x5D { break }
        if byte >= 0xC2, Blank.count(source, at: offset) > 0 { break }
      } else if Blank.isWhiteSpace(byte) {
        guard byte == 0x20, offset + 1 < end, source[offset + 1] > 0x20, source[offset + 1] < 0x7F else {
          break
        }
      }
      offset += 1
    }
    return offset
  }

  /// The end of a bogus comment (`<!...>`) or of a mark of a CDATA section, which libxml2 takes for text.
  private mutating func bogusMarkup(_ range: Range<Int>) -> Int? {
    let start = range.lowerBound
    if isInCDATA, source[range].starts(with: "]]>".utf8) {
      isInCDATA = false
      return start + 3
    }
    guard source[range].starts(with: "<!".utf8) else { return nil }
    if source[range].starts(with: "<![CDATA[".utf8) {
      isInCDATA = true
      return start + 9
    }
    return source[range].firstIndex(of: 0x3E).map { $0 + 1 } ?? range.upperBound
  }

  private mutating func whiteSpace(_ offset: Int) {
    guard preformattedDepth > 0 else { return builder.appendSpace() }
    if source[offset] == 0x0A { breakBlock() } else { builder.appendBlank(offset..<offset + 1) }
  }

  private mutating func reference(_ range: Range<Int>) {
    guard let scalar = CharacterReference.decode(source, range) else { return text(range) }
    if !Blank.isSpace(scalar), !Blank.isBlank(scalar) { prepare() }
    write(scalar, for: range, rule: .characterReference)
  }

  @inline(__always)
  private mutating func prepare() {
    if !builder.isOpen { builder.template = place() }
  }

  /// End tags without a start tag may still end a block, as `</p>` and `</br>` do in browsers, and so do the
  /// second `<body>` and its like.
  private mutating func ignored(_ range: Range<Int>) {
    builder.gapRule = .markup
    let letters = source[range].dropFirst().drop { $0 == 0x2F }.prefix(10).prefix {
      $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A || $0 >= 0x30 && $0 <= 0x39
    }
    guard hiddenDepth == 0, !letters.isEmpty else { return }
    let tag = Tag(rawValue: String(decoding: letters.map(lowercased), as: UTF8.self))
    if tag?.traits.contains(.breaks) == true { breakBlock() }
  }

  // MARK: Attributes

  private func isHidden(_ tag: Range<Int>) -> Bool {
    guard tag.count > 8 else { return false }
    var attributes = AttributeScanner(source, tag: tag)
    while let (name, value) = attributes.next() {
      guard name.count == 5 || name.count == 6 else { continue }
      if equals(name, "hidden") { return !equals(value, "until-found") }
      if equals(name, "style"), isDisplayNone(value) { return true }
    }
    return false
  }

  private func isDisplayNone(_ style: Range<Int>) -> Bool {
    for declaration in source[style].split(separator: 0x3B) {
      let letters = declaration.lazy.filter { !Blank.isWhiteSpace($0) }.map(lowercased)
      guard letters.starts(with: "display:none".utf8) else { continue }
      return letters.dropFirst(12).first.map { $0 == 0x21 } ?? true
    }
    return false
  }

  private func isLinkedData(_ tag: Range<Int>) -> Bool {
    var attributes = AttributeScanner(source, tag: tag)
    while let (name, value) = attributes.next() {
      if equals(name, "type") { return equals(value, "application/ld+json") }
    }
    return false
  }

  private func equals(_ range: Range<Int>, _ name: StaticString) -> Bool {
    guard range.count == name.utf8CodeUnitCount else { return false }
    return source[range].lazy.map(lowercased).elementsEqual(
      UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
  }

  private func lowercased(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }

  // MARK: Metadata

  /// Parts of names of meta elements that tell about the article.
  private static let telling = [
    "title", "description", "keyword", "abstract", "author", "byline", "creator", "editor", "source", "date",
    "time",
    "publish", "site_name", "type",
  ]

  private mutating func metadata(_ tag: Range<Int>) {
    var key: String?
    var content: Range<Int>?
    var attributes = AttributeScanner(source, tag: tag)
    while let (name, value) = attributes.next() {
      if equals(name, "content") {
        content = value
      } else if key == nil, equals(name, "name") || equals(name, "property") || equals(name, "itemprop") {
        key = String(decoding: source[value].lazy.map(lowercased), as: UTF8.self)
      }
    }
    guard let key, let content, Self.telling.contains(where: { key.contains($0) }) else { return }
    write(content, metadata: key)
  }

  private mutating func linkedData(_ script: Range<Int>) {
    var scanner = LinkedDataScanner(source, script)
    while let (term, value) = scanner.next() { write(value, metadata: term, escape: 0x5C) }
  }

  /// Writes a value as a block; `escape` is the byte that begins what stands for another character in it: `&` in
  /// an attribute, a backslash in JSON.
  private mutating func write(_ value: Range<Int>, metadata name: String, escape: UInt8 = 0x26) {
    builder.closeBlock()
    builder.template = Block(range: 0..<0)
    builder.template.metadata = name
    builder.isLinked = false
    var offset = value.lowerBound
    while offset < value.upperBound {
      let byte = source[offset]
      let blank = Blank.count(source, at: offset)
      if Blank.isWhiteSpace(byte) {
        builder.appendSpace()
        offset += 1
      } else if blank > 0 {
        builder.appendBlank(offset..<offset + blank)
        offset += blank
      } else if byte == escape, let (scalar, count) = escaped(offset..<value.upperBound) {
        write(scalar, for: offset..<offset + count, rule: escape == 0x26 ? .characterReference : .jsonEscape)
        offset += count
      } else {
        var end = offset + 1
        while end < value.upperBound, source[end] > 0x20, source[end] != escape,
          Blank.count(source, at: end) == 0
        {
          end += 1
        }
        builder.append(offset..<end)
        offset = end
      }
    }
    builder.closeBlock()
    builder.isLinked = linkDepth > 0
  }

  /// What the reference or escape at the beginning of `range` stands for, and its length.
  private func escaped(_ range: Range<Int>) -> (scalar: UInt32, count: Int)? {
    let start = range.lowerBound
    if source[start] == 0x5C { return LinkedDataScanner.escape(source, at: start, end: range.upperBound) }
    // 32 bytes hold every reference.
    guard let semicolon = source[range.prefix(32)].firstIndex(of: 0x3B) else { return nil }
    return CharacterReference.decode(source, start..<semicolon + 1).map { ($0, semicolon + 1 - start) }
  }

  private mutating func write(_ scalar: UInt32, for range: Range<Int>, rule: MarkupRule) {
    if Blank.isSpace(scalar) {
      builder.appendSpace()
    } else if Blank.isBlank(scalar) {
      builder.appendBlank(scalar, for: range, rule: rule)
    } else {
      builder.append(scalar, for: range, rule: rule)
    }
  }
}
