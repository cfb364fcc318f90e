import TextCore

/// What a page is written in.
public enum MarkupFormat: String, Sendable {
  case html, text

  /// Judges by the first tags; plain text unless it plainly is HTML.
  public static func sniff(_ text: [UInt8]) -> MarkupFormat { .text }
}

/// Limits that turn a monster into an error.
public struct MarkupLimits: Sendable {
  public var depth = 1_000
  public var blocks = 1_000_000
  public init() {}
}

public enum MarkupError: Error, Hashable, CustomStringConvertible {
  case tooDeep(limit: Int, offset: Int)
  case tooManyBlocks(limit: Int, offset: Int)
  public var description: String { "\(self)" }
}

/// Decoded text to blocks. It parses and does not judge.
public struct MarkupParser: Sendable {
  public var limits = MarkupLimits()
  public init() {}

  /// Replaces the document's text by its blocks, separated by LF, and fills `blocks` and `elements`.
  public func parse(_ document: inout Document, as format: MarkupFormat) throws(MarkupError) {
    document.blocks = [Block(range: 0..<document.text.count)]
  }
}
