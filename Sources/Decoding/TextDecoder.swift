/// Bytes in pieces to UTF-8: however the input is cut, the output is that of the whole.
///
/// A byte order mark of the encoding at the start is dropped; NUL counts as malformed.
public struct TextDecoder: ~Copyable {
  public let encoding: TextEncoding
  /// What was replaced, skipped or dropped so far, by its place in all input and all text.
  public var log: DecodingLog { transcoder.log }

  private var transcoder: Transcoder
  /// Unfinished character, or what may become a byte order mark.
  private var pending: [UInt8] = []
  /// Source bytes before `pending`.
  private var consumed = 0
  /// Bytes of text that came before the call's.
  private var produced = 0
  private var isAtStart = true

  public init(_ encoding: TextEncoding, errors: DecodingErrorPolicy = .replace) {
    self.encoding = encoding
    transcoder = Transcoder(encoding, errors: errors)
  }

  /// Gives the log so far away and begins a new one: for input without end.
  public mutating func takeLog() -> DecodingLog {
    let log = transcoder.log
    transcoder.log = DecodingLog()
    return log
  }

  /// Decodes the next piece and appends its text.
  ///
  /// - Parameter isLast: the input ends here; an unfinished character is malformed then.
  /// - Throws: `DecodingError` with the offset in the whole input, under the policy `strict`.
  public mutating func decode(
    _ piece: UnsafeBufferPointer<UInt8>, isLast: Bool = false, into text: inout [UInt8]
  ) throws(DecodingError) {
    guard !pending.isEmpty else { return try take(piece, isLast: isLast, into: &text) }
    let joined = pending + piece
    pending.removeAll(keepingCapacity: true)
    var failure: DecodingError?
    joined.withUnsafeBufferPointer { joined in
      do throws(DecodingError) { try take(joined, isLast: isLast, into: &text) } catch { failure = error }
    }
    if let failure { throw failure }
  }

  private mutating func take(
    _ input: UnsafeBufferPointer<UInt8>, isLast: Bool, into text: inout [UInt8]
  ) throws(DecodingError) {
    var start = 0
    if isAtStart {
      let mark = encoding.byteOrderMark
      if input.count < mark.count, !isLast, mark.starts(with: input) {
        pending = Array(input)
        return
      }
      if !mark.isEmpty, input.starts(with: mark) {
        start = mark.count
        transcoder.log.append(.byteOrderMark, mark, at: 0, target: 0, count: 0)
      }
      isAtStart = false
    }
    let before = text.count
    let read = try transcoder.decode(
      input, from: start, isLast: isLast, into: &text, origin: (consumed, produced - before))
    produced += text.count - before
    pending = Array(input[read...])
    consumed += read
  }
}
