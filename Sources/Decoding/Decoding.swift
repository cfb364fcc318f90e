import TextCore

/// An encoding by its name in records: the WHATWG name in lower case, and `euc-tw`, `hz-gb-2312`,
/// `iso-2022-cn`, `utf-16le`, `utf-16be`, `utf-32le`, `utf-32be` beside them.
public struct TextEncoding: Hashable, Sendable, CustomStringConvertible {
  public let name: String
  public var description: String { name }

  /// The encoding a label stands for, by the labels of the WHATWG standard and a few more; nil if unknown.
  public init?(label: String) { self.name = label }
  init(name: String) { self.name = name }

  public static let utf8 = TextEncoding(name: "utf-8")
  public static let gb18030 = TextEncoding(name: "gb18030")
  public static let big5 = TextEncoding(name: "big5")
  public static let windows1252 = TextEncoding(name: "windows-1252")
  /// No answer is good enough.
  public static let unknown = TextEncoding(name: "unknown")
}

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
}

public struct EncodingDetector: Sendable {
  public init() {}
  public func detect(_ bytes: UnsafeBufferPointer<UInt8>, hints: EncodingHints = .init()) -> EncodingDetection {
    EncodingDetection(
      encoding: .utf8, confidence: 1, candidates: [(.utf8, 1)],
      spans: [EncodingSpan(range: 0..<bytes.count, encoding: .utf8)])
  }
}

/// What becomes of bytes that are not text in the encoding.
public enum DecodingErrorPolicy: String, Sendable, CaseIterable {
  /// U+FFFD, as the WHATWG standard says.
  case replace
  /// The error is thrown.
  case strict
  /// Nothing.
  case skip
}

/// Bytes that are not text in their encoding, under the policy `strict`.
public struct DecodingError: Error, Hashable, CustomStringConvertible {
  public var offset: Int
  public var encoding: TextEncoding
  public var description: String { "byte \(offset) is not valid \(encoding)" }
}

/// A page's text and how it came from its bytes.
public struct DecodedText: Sendable {
  /// Valid UTF-8 without NUL and without a BOM.
  public var text: [UInt8]
  public var detection: EncodingDetection
  /// How many malformed sequences were replaced or skipped.
  public var substitutions: Int

  /// The source bytes that the bytes `range` of the text came from.
  public func sourceRange(of range: Range<Int>, in source: UnsafeBufferPointer<UInt8>) -> Range<Int> { range }
}

/// Detection and decoding of whole pages.
public struct PageDecoder: Sendable {
  /// The encoding to use, whatever is detected.
  public var encoding: TextEncoding?
  public var errors: DecodingErrorPolicy = .replace
  /// Used where detection answers `unknown`.
  public var fallback: TextEncoding = .windows1252

  public init() {}

  public func decode(
    _ bytes: UnsafeBufferPointer<UInt8>, hints: EncodingHints = .init()
  ) throws(DecodingError) -> DecodedText {
    DecodedText(text: Array(bytes), detection: EncodingDetector().detect(bytes, hints: hints), substitutions: 0)
  }
}
