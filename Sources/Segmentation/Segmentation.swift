import TextCore

/// Where words begin and end: the conventions that annotators follow.
public enum SegmentationStandard: String, Sendable, CaseIterable {
  /// Words as Chinese news corpora cut them.
  case news
  /// Universal Dependencies: shorter words.
  case ud
}

/// Chinese text to words.
public struct Segmenter: Sendable {
  public struct Options: Sendable {
    public var standard = SegmentationStandard.news
    /// The user's own words.
    public var dictionary: WordDictionary?
    public init() {}
  }
  public let options: Options

  public init(options: Options = .init()) { self.options = options }

  /// Appends the ranges of the words of `text`, in order and without white space, to `words`.
  public func segment(_ text: UnsafeBufferPointer<UInt8>, into words: inout [Range<Int>]) {}

  /// The words of a text, without white space.
  public func words(in text: String) -> [Substring] { [] }
}

/// A user's words: lines of `word [weight]`.
public struct WordDictionary: Sendable {
  /// - Throws: `WordDictionaryError` with the line's number.
  public init(contents: [UInt8], name: String) throws(WordDictionaryError) {}
}

public struct WordDictionaryError: Error, Hashable, CustomStringConvertible {
  public var name: String
  public var line: Int
  public var reason: String
  public var description: String { "\(name):\(line): \(reason)" }
}
