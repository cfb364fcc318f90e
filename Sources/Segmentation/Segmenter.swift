import TextCore

/// Chinese text to words, traditional and simplified alike.
///
/// White space, LF among it, stands between words and in none; so each line is segmented by itself. The same text
/// gives the same words, however many threads are at work.
public struct Segmenter: Sendable {
  public struct Options: Sendable {
    public var standard = SegmentationStandard.news
    public var mode = SegmentationMode.words
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

  /// Finds the words of `text` and leaves their ranges in `buffer`, in order and without white space.
  ///
  /// The buffer is reused for the next text; then nothing is allocated. O(length of text). Bytes that are not UTF-8
  /// become words of one byte.
  public func segment(_ text: UnsafeBufferPointer<UInt8>, into buffer: inout WordBuffer) {
    buffer.words.removeAll(keepingCapacity: true)
    var run = SegmentationRun(self, text)
    run.segment(&buffer.stretch, into: &buffer.words)
  }

  /// Appends the ranges of the words of `text` to `words`, with working memory of its own.
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

/// The words of one text after the other, and the memory that finding them takes: some 30 kB and the words.
public struct WordBuffer: ~Copyable {
  /// Ranges of UTF-8 bytes of the text.
  public internal(set) var words: [Range<Int>] = []
  var stretch = ScoredStretch()
  public init() {}
}
