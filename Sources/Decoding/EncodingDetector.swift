/// Tells the encoding of a page by all that is known of it.
///
/// A byte order mark decides. Otherwise every encoding that the bytes may be in is a hypothesis: its prior odds,
/// what the page declares, and how surprising the bytes are as text of that encoding (`EncodingModel`) add up. No
/// malformed byte disqualifies, it only costs. Hypotheses that fall far behind are dropped, and reading stops when
/// the answer is beyond doubt, so a page is seldom scored to its end.
public struct EncodingDetector: Sendable {
  /// Below this probability the answer is `unknown`.
  public static let minimumConfidence: Float = 0.25

  public init() {}

  /// The encoding of a page. O(bytes) with a small factor: validation of UTF-8, and scores of a few kilobytes.
  public func detect(_ bytes: UnsafeBufferPointer<UInt8>, hints: EncodingHints = .init()) -> EncodingDetection
  {
    detect(bytes, validUTF8: UTF8Sequence.validEnd(bytes), hints: hints)
  }

  /// - Parameter validUTF8: where valid UTF-8 without NUL from the start of the bytes ends.
  func detect(
    _ bytes: UnsafeBufferPointer<UInt8>, validUTF8: Int, hints: EncodingHints
  ) -> EncodingDetection {
    var detection = detectOnce(bytes, validUTF8: validUTF8, hints: hints)
    if detection.encoding == .utf8 { detection.doubleEncoding = DoubleEncoding(in: bytes) }
    return detection
  }

  /// The encoding that the bytes are in, whatever was done to the text before.
  private func detectOnce(
    _ bytes: UnsafeBufferPointer<UInt8>, validUTF8: Int, hints: EncodingHints
  ) -> EncodingDetection {
    if let marked = DeclaredEncoding.byteOrderMark(bytes) {
      return EncodingDetection(certain: marked, count: bytes.count)
    }
    if validUTF8 == bytes.count, let detection = detectValidUTF8(bytes) { return detection }
    var contest = EncodingContest(bytes, hints: hints)
    let candidates = contest.run().candidates
    let best = candidates[0]
    if best.encoding == .utf8, !bytes.contains(where: { $0 >= 0x80 }) {
      // ASCII with a NUL in it: other encodings that share ASCII are no other answers.
      return EncodingDetection(certain: .utf8, count: bytes.count)
    }
    if let leader = contest.leader, leader.encoding == .unknown || !leader.isFlawless,
      !EncodingMosaic.knows(leader.encoding), let rescued = EncodingMosaic.rescue(bytes, from: leader)
    {
      return EncodingDetection(
        encoding: rescued.encoding, confidence: best.probability,
        candidates: [(rescued.encoding, best.probability)] + candidates.dropFirst(), spans: rescued.spans)
    }
    let isKnown = best.encoding != .unknown && best.probability >= Self.minimumConfidence
    let encoding = isKnown ? best.encoding : .unknown
    return EncodingDetection(
      encoding: encoding, confidence: best.probability, candidates: candidates,
      spans: hasErrors(bytes, encoding)
        ? EncodingMosaic.spans(of: bytes, leader: encoding).spans
        : [EncodingSpan(range: 0..<bytes.count, encoding: encoding)])
  }

  /// Whether a page has bytes that are not text in its encoding, and so may be a mixture.
  private func hasErrors(_ bytes: UnsafeBufferPointer<UInt8>, _ encoding: TextEncoding) -> Bool {
    switch encoding {
    case .utf8: UTF8Codec.hasErrors(bytes)
    case .gb18030: GB18030Codec.hasErrors(bytes)
    case .big5: Big5Codec.hasErrors(bytes)
    default: false
    }
  }

  /// The answer for valid UTF-8 where it needs no contest: ASCII, escapes in it, or so many sequences that chance
  /// is out of the question.
  private func detectValidUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> EncodingDetection? {
    var sequences = 0
    var offset = 0
    while sequences < 8, let next = bytes[offset...].firstIndex(where: { $0 >= 0x80 }) {
      sequences += 1
      offset = next + UTF8Sequence.measure(bytes, at: next).count
    }
    switch sequences {
    case 0: return EncodingDetection(certain: EscapeEncoding.find(bytes) ?? .utf8, count: bytes.count)
    case 8: return EncodingDetection(certain: .utf8, count: bytes.count)
    default: return nil
    }
  }
}
