/// A codec under an error policy: what decoders, whole or streaming, and offset maps run.
struct Transcoder {
  let encoding: TextEncoding
  let errors: DecodingErrorPolicy
  /// What was malformed, by its place in the whole source and the whole text.
  var log = DecodingLog()
  private var codec: any Codec

  /// Output bytes taken at a time: small enough for the first-level cache.
  static let windowSize = 8192

  init(_ encoding: TextEncoding, errors: DecodingErrorPolicy) {
    self.encoding = encoding
    self.errors = errors
    codec = encoding.makeCodec()
  }

  var isStateless: Bool { type(of: codec).isStateless }

  /// Decodes until the window's limit (true) or the end of its input (false).
  ///
  /// - Parameter origin: where the window's input and its output begin in the whole source and the whole text.
  mutating func fill(
    _ window: inout CodecWindow, origin: (source: Int, text: Int) = (0, 0)
  ) throws(DecodingError) -> Bool {
    while true {
      switch codec.decode(&window) {
      case .reachedLimit: return true
      case .needsInput: return false
      case .malformed(let count):
        let place = window.read - count
        let written = window.written
        switch errors {
        case .replace: window.write(0xFFFD)
        case .skip: break
        case .strict: throw DecodingError(offset: origin.source + place, encoding: encoding)
        }
        log.append(
          .malformed, window.input[place..<window.read], at: origin.source + place,
          target: origin.text + written, count: window.written - written)
      }
    }
  }

  /// Decodes `input` from `read` on, appending to `text`; `progress` is told of every window after which more may come.
  ///
  /// - Parameter origin: where `input` and `text` begin in the whole source and the whole text.
  /// - Returns: where the unread rest begins, an unfinished character when `isLast` is false.
  mutating func decode(
    _ input: UnsafeBufferPointer<UInt8>, from read: Int = 0, isLast: Bool, into text: inout [UInt8],
    origin: (source: Int, text: Int), progress: (_ read: Int, _ text: Int) -> Void = { _, _ in }
  ) throws(DecodingError) -> Int {
    var read = read
    var failure: DecodingError?
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.windowSize + CodecWindow.slack) { scratch in
      guard let output = scratch.baseAddress else { return }
      do throws(DecodingError) {
        var isUnfinished = true
        while isUnfinished {
          var window = CodecWindow(
            input: input, read: read, output: output, limit: Self.windowSize, isLast: isLast)
          isUnfinished = try fill(&window, origin: (origin.source, origin.text + text.count))
          text.append(contentsOf: UnsafeBufferPointer(start: output, count: window.written))
          read = window.read
          if isUnfinished { progress(read, text.count) }
        }
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return read
  }
}
