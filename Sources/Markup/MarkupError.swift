/// Limits that turn a monster into an error.
public struct MarkupLimits: Sendable {
  /// How many elements may be open at once, inline elements and those that the author forgot to close counted.
  /// Browsers show 512 levels, but they reopen what was left open anew; a page that never closes `<font>` needs
  /// one level for each. The time for an end tag grows with the depth.
  public var depth = 4_096
  /// How many blocks a page may have.
  public var blocks = 1_000_000
  /// The longest page in bytes; libxml2 counts in 32 bits with a sign.
  public var text = Int(Int32.max) - 1
  public init() {}
}

/// Why a page cannot be parsed. Offsets are bytes of the decoded text.
public enum MarkupError: Error, Hashable, CustomStringConvertible {
  /// More than `limit` elements are open at `offset`.
  case tooDeep(limit: Int, offset: Int)
  /// The page has more than `limit` blocks; the first one too many begins at `offset`.
  case tooManyBlocks(limit: Int, offset: Int)
  /// The page has more than `limit` bytes.
  case textTooLong(limit: Int, count: Int)
  case outOfMemory

  public var description: String {
    switch self {
    case .tooDeep(let limit, let offset):
      "elements are nested more than \(limit) deep at byte \(offset); raise the limit `depth` to parse the page"
    case .tooManyBlocks(let limit, let offset):
      "the page has more than \(limit) blocks at byte \(offset); raise the limit `blocks` to parse it"
    case .textTooLong(let limit, let count):
      "a page of \(count) bytes is longer than \(limit) bytes; split it or raise the limit `text`"
    case .outOfMemory: "not enough memory to parse the page"
    }
  }
}
