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
  /// Offset of the first such byte in the source.
  public var offset: Int
  public var encoding: TextEncoding

  public init(offset: Int, encoding: TextEncoding) {
    self.offset = offset
    self.encoding = encoding
  }

  public var description: String { "byte \(offset) is not valid \(encoding)" }
}
