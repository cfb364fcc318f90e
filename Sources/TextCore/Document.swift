/// What a block of a page is for. The raw values are the names in records.
public enum Role: String, Sendable, CaseIterable, Hashable {
  case title
  case originalTitle = "original_title"
  case byline, date, source, editor, keywords
  case body, heading, caption
  case navigation, related, comments, share, legal, advert, other
}

/// The script of a text, as records name it.
public enum Script: String, Sendable {
  /// Simplified, traditional, both, or no Chinese at all.
  case hans, hant, mixed, none
}

/// The charset in which UTF-8 was read by mistake before it was saved as UTF-8 again.
public enum Misreading: Sendable, Hashable {
  case gbk
  /// Windows-1252 and what is like it.
  case western
}

/// A kind of damage and how often it was found.
public struct Damage: Sendable, Hashable {
  public var kind: String
  public var count: Int

  public init(kind: String, count: Int) {
    self.kind = kind
    self.count = count
  }
}

/// An element of the page that holds blocks, or holds one that does.
public struct Element: Sendable, Hashable {
  /// Lower-case tag name.
  public var tag: String
  /// Index in `Document.elements`; nil at the root.
  public var parent: Int?
  /// Words of `class`, `id`, `role` and `itemprop`, lower-case, separated by one space.
  public var names: String

  public init(tag: String, parent: Int?, names: String) {
    self.tag = tag
    self.parent = parent
    self.names = names
  }
}

/// A piece of text that stands by itself on the page: a paragraph, a list item, a line of plain text, or a piece
/// of metadata. Blocks are in page order and never share a byte; between two of them stands one LF.
public struct Block: Sendable, Hashable {
  // A page may have a million blocks: numbers are held as narrow as they come.
  private var start: UInt32
  private var count: UInt32
  private var elementNumber: Int32 = -1
  private var linked: UInt32 = 0
  private var blankLines: UInt32 = 0
  /// The probability of `role`, in 0...1.
  public var probability: Float = 0
  /// Name of the metadata whose value the block is: `title` for the title element, the lower-case `name` or
  /// `property` of a meta element, or a JSON-LD key such as `datePublished`. Nil for visible text.
  public var metadata: String?
  private var heading: UInt8 = 0
  /// Set by Boilerplate.
  public var role: Role?

  public init(range: Range<Int>) {
    start = UInt32(range.lowerBound)
    count = UInt32(range.count)
  }

  /// Bytes of `Document.text`.
  public var range: Range<Int> {
    get { Int(start)..<Int(start) + Int(count) }
    set {
      start = UInt32(newValue.lowerBound)
      count = UInt32(newValue.count)
    }
  }

  /// Index of the innermost block element in `Document.elements`; nil in plain text.
  public var element: Int? {
    get { elementNumber < 0 ? nil : Int(elementNumber) }
    set { elementNumber = newValue.map { Int32($0) } ?? -1 }
  }

  /// How many bytes of the block stand inside links.
  public var linkedBytes: Int {
    get { Int(linked) }
    set { linked = UInt32(newValue) }
  }

  /// 1 to 6 inside a heading element, else 0.
  public var headingLevel: Int {
    get { Int(heading) }
    set { heading = UInt8(newValue) }
  }

  /// Empty lines before the block in plain text.
  public var blankLinesBefore: Int {
    get { Int(blankLines) }
    set { blankLines = UInt32(newValue) }
  }
}

/// A stage's output: the new text and how it came from the old one.
public struct Revision: Sendable, Equatable {
  public var text: [UInt8]
  public var log: EditLog

  public init(text: [UInt8], log: EditLog) {
    self.text = text
    self.log = log
  }
}

/// A page on its way through the house: its text as the last stage left it, and what every stage learned.
///
/// Invariant: `text` is valid UTF-8 without NUL; from Markup on, blocks are separated by LF, and no later stage
/// but Boilerplate adds or removes an LF.
public struct Document: Sendable {
  public private(set) var text: [UInt8]
  public var blocks: [Block] = []
  public var elements: [Element] = []
  public var damage: [Damage] = []
  /// What Decoding saw of it: evidence for Repair.
  public var misreading: Misreading?
  public var script = Script.none
  /// The log of each stage that ran, in order, decoding excluded: undoing all gives the decoded text.
  public private(set) var history: [(stage: Stage, log: EditLog)] = []

  /// - Parameter text: the decoded page, valid UTF-8.
  public init(text: [UInt8]) {
    self.text = text
  }

  /// Takes over what a stage made of the text; blocks move along.
  public mutating func apply(_ revision: Revision, stage: Stage) {
    if !revision.log.isEmpty {
      for index in blocks.indices {
        blocks[index].range = revision.log.targetRange(of: blocks[index].range)
      }
    }
    text = revision.text
    history.append((stage, revision.log))
  }

  /// The range of the decoded text that the bytes `range` of the text came from.
  public func decodedRange(of range: Range<Int>) -> Range<Int> {
    history.reversed().reduce(range) { $1.log.sourceRange(of: $0) }
  }

  public func string(_ block: Block) -> String {
    String(decoding: text[block.range], as: UTF8.self)
  }
}
