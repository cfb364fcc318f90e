import Boilerplate
import Decoding
import TextCore

/// What `Cleaner` makes of a page.
public struct Article: Sendable {
  public var metadata: ArticleMetadata
  /// What the page is for: all but `article` have no text.
  public var kind: PageKind
  /// The body's paragraphs, simplified.
  public var paragraphs: [String]
  /// The words of each paragraph as ranges of its UTF-8, when they were asked for.
  public var words: [[Range<Int>]]?
  /// Script of the page as it came.
  public var script: Script
  public var encoding: EncodingDetection
  /// The bytes of the page that were malformed, and what stands for them in the decoded page.
  public var decodingLog: DecodingLog
  public var damage: [Damage]
  /// Everything on the page in page order, each block with its role, its text as converted, and the bytes of the
  /// page, as fetched, that it came from.
  public var blocks: [PageBlock]
  /// The logs of all stages, in order: undoing them, last first, on `text` gives the decoded page.
  public var history: [(stage: Stage, log: EditLog)]
  /// Times and roles, when they were asked for.
  public var measurements: Measurements?

  /// The paragraphs, joined by LF.
  public var text: String { paragraphs.joined(separator: "\n") }
}

/// A block of the page with its provenance.
public struct PageBlock: Sendable, Hashable {
  public var role: Role
  public var probability: Float
  public var text: String
  /// Bytes of the page as fetched.
  public var source: Range<Int>
}
