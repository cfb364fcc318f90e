import TextCore

/// Decoded text to blocks. It parses and does not judge.
public struct MarkupParser: Sendable {
  public var limits = MarkupLimits()
  public init() {}

  /// Replaces the document's text by its blocks, separated by LF, and fills `blocks` and `elements`. O(text).
  ///
  /// The log that it leaves in the document's history undoes to the page byte for byte, whatever the page is.
  public func parse(_ document: inout Document, as format: MarkupFormat) throws(MarkupError) {
    let count = document.text.count
    guard count <= limits.text else { throw .textTooLong(limit: limits.text, count: count) }
    let page =
      switch format {
      case .html: try HTMLReader.read(document.text, limits: limits)
      case .text: try LineReader.read(document.text, limits: limits)
      }
    document.blocks = []
    document.apply(page.revision, stage: .markup)
    document.blocks = page.blocks
    document.elements = page.elements
  }
}

/// What a reader makes of a page.
struct ParsedPage {
  var revision: Revision
  var blocks: [Block]
  var elements: [Element] = []
}
