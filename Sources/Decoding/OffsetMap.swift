import TextCore

/// The way from offsets in a decoded text back to the bytes as fetched.
///
/// Only a place every few kilobytes is kept; what lies between is decoded again when somebody asks.
struct OffsetMap: Sendable {
  /// A character border in both; decoding can begin there.
  struct Anchor: Sendable {
    var source: Int
    var text: Int
    /// Index in `spans`.
    var span: Int
  }

  let spans: [EncodingSpan]
  let errors: DecodingErrorPolicy
  var anchors: [Anchor] = []
  /// Bytes that stand before the text where text and source are the same; nil where they are not.
  var shift: Int?

  /// The source bytes that the bytes `range` of a text of `count` bytes came from.
  func sourceRange(of range: Range<Int>, count: Int, in source: UnsafeBufferPointer<UInt8>) -> Range<Int> {
    let range = range.clamped(to: 0..<count)
    if let shift { return range.lowerBound + shift..<range.upperBound + shift }
    let lower =
      range.lowerBound < count ? character(at: range.lowerBound, in: source).lowerBound : source.count
    guard !range.isEmpty else { return lower..<lower }
    return lower..<max(lower, character(at: range.upperBound - 1, in: source).upperBound)
  }

  /// The source bytes of the character that holds the byte at `offset` of the text.
  private func character(at offset: Int, in source: UnsafeBufferPointer<UInt8>) -> Range<Int> {
    let index = anchors.partitioningIndex { $0.text > offset } - 1
    guard index >= 0 else { return 0..<0 }
    let anchor = anchors[index]
    let span = spans[anchor.span].range.clamped(to: 0..<source.count)
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Transcoder.windowSize + CodecWindow.slack)
    {
      scratch in
      guard let output = scratch.baseAddress else { return span }
      // Under the policy `strict` there was no error, or there would be no text.
      var transcoder = Transcoder(spans[anchor.span].encoding, errors: errors)
      var window = CodecWindow(
        input: UnsafeBufferPointer(rebasing: source[span]), read: max(0, anchor.source - span.lowerBound),
        output: output, limit: 0, isLast: true)
      var text = anchor.text
      while true {
        let start = window.read
        // In bulk to a place safely before the offset, then a character at a time.
        let distance = offset - text
        window.limit = distance > 16 ? min(distance - 16, Transcoder.windowSize) : 1
        window.written = 0
        guard let isUnfinished = try? transcoder.fill(&window) else { return span }
        if offset < text + window.written, window.limit == 1 {
          return span.lowerBound + start..<span.lowerBound + window.read
        }
        text += window.written
        guard isUnfinished else { return span.upperBound..<span.upperBound }
      }
    }
  }
}
