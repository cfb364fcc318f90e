/// What is known of a page besides its bytes.
public struct EncodingHints: Sendable {
  /// Value of the HTTP header Content-Type, as `text/html; charset=gb2312`.
  public var contentType: String?
  public var url: String?
  public init(contentType: String? = nil, url: String? = nil) {
    self.contentType = contentType
    self.url = url
  }
}

/// A stretch of source bytes in one encoding.
public struct EncodingSpan: Hashable, Sendable {
  public var range: Range<Int>
  public var encoding: TextEncoding
  public init(range: Range<Int>, encoding: TextEncoding) {
    self.range = range
    self.encoding = encoding
  }
}

/// The detector's answer.
public struct EncodingDetection: Sendable {
  public var encoding: TextEncoding
  /// The probability that `encoding` is right, in 0...1.
  public var confidence: Float
  /// Candidates, the most probable first.
  public var candidates: [(encoding: TextEncoding, probability: Float)]
  /// The whole input in order; one span unless encodings are mixed.
  public var spans: [EncodingSpan]
  /// Set where UTF-8 was read in another encoding and saved as UTF-8 again.
  public var doubleEncoding: DoubleEncoding?

  /// An answer beyond doubt for `count` bytes.
  init(certain encoding: TextEncoding, count: Int) {
    self.encoding = encoding
    confidence = 1
    candidates = [(encoding, 1)]
    spans = [EncodingSpan(range: 0..<count, encoding: encoding)]
  }

  init(
    encoding: TextEncoding, confidence: Float, candidates: [(encoding: TextEncoding, probability: Float)],
    spans: [EncodingSpan]
  ) {
    self.encoding = encoding
    self.confidence = confidence
    self.candidates = candidates
    self.spans = spans
  }
}
