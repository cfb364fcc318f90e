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
    builder = BlockBuilder(source, limits: limits, textShare: 0.25)
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
    if traits.contains(.annotation) || StartTag(source, range).isHidden { traits.insert(.hidden) }
    if traits.contains(.breaks) { breakBlock() }
    if traits.contains(.hidden) {
      hiddenDepth += 1
    } else if hiddenDepth == 0 {
      enter(tag, range, traits)
    }
    if tag == .script, range.count > 7, StartTag(source, range).isLinkedData { json = 0..<0 }
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
    case .meta:
      if let (name, content) = StartTag(source, range).metadata {
        builder.appendMetadata(content, name: name)
      }
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
        let names = StartTag(source, open[listed].range).names
        elements.append(Element(tag: open[listed].tag.rawValue, parent: parent, names: names))
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
    builder.appendReference(scalar, for: range, rule: .characterReference)
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
    let tag = Tag(rawValue: String(decoding: letters.map(ASCII.lowercased), as: UTF8.self))
    if tag?.traits.contains(.breaks) == true { breakBlock() }
  }

  private mutating func linkedData(_ script: Range<Int>) {
    var scanner = LinkedDataScanner(source, script)
    while let (term, value) = scanner.next() { builder.appendMetadata(value, name: term, escape: 0x5C) }
  }
}
