import TextCore

/// Chinese text to words, traditional and simplified alike.
///
/// White space, LF among it, stands between words and in none; so each line is segmented by itself. The same text
/// gives the same words, however many threads are at work.
public struct Segmenter: Sendable {
  public struct Options: Sendable {
    public var standard = SegmentationStandard.news
    public var model = SegmentationModel.builtIn
    /// The user's own words.
    public var dictionary: WordDictionary?
    public init() {}
  }
  public let options: Options
  let second: ModelLayer?
  let decoder: Decoder

  public init(options: Options = .init()) {
    self.options = options
    second = options.model.layer(of: options.standard)
    decoder = Decoder(base: options.model.base, second: second)
  }

  /// Appends the ranges of the words of `text`, in order and without white space, to `words`.
  ///
  /// Reuse `words` for the next text (`removeAll(keepingCapacity: true)`). O(length of text). Bytes that are not
  /// UTF-8 become words of one byte.
  public func segment(_ text: UnsafeBufferPointer<UInt8>, into words: inout [Range<Int>]) {
    var run = SegmentationRun(self, text)
    var stretch = ScoredStretch()
    run.segment(&stretch, into: &words)
  }

  /// The words of a text, without white space.
  public func words(in text: String) -> [Substring] {
    var text = text
    var ranges: [Range<Int>] = []
    text.withUTF8 { segment($0, into: &ranges) }
    return ranges.map { range in
      let start = text.utf8.index(text.startIndex, offsetBy: range.lowerBound)
      return text[start..<text.utf8.index(start, offsetBy: range.count)]
    }
  }
}
