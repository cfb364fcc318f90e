/// A codec under an error policy: what decoders, whole or streaming, and offset maps run.
struct Transcoder {
  let encoding: TextEncoding
  let errors: DecodingErrorPolicy
  /// How many malformed sequences were met.
  private(set) var substitutions = 0
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
  mutating func fill(_ window: inout CodecWindow) throws(DecodingError) -> Bool {
    while true {
      switch codec.decode(&window) {
      case .reachedLimit: return true
      case .needsInput: return false
      case .malformed(let count):
        substitutions += 1
        switch errors {
        case .replace: window.write(0xFFFD)
        case .skip: break
        case .strict: throw DecodingError(offset: window.read - count, encoding: encoding)
        }
      }
    }
  }

  /// Decodes `input` from `read` on, appending to `text`; `progress` is told of every window after which more may come.
  ///
  /// - Returns: where the unread rest begins, an unfinished character when `isLast` is false.
  mutating func decode(
    _ input: UnsafeBufferPointer<UInt8>, from read: Int = 0, isLast: Bool, into text: inout [UInt8],
    progress: (_ read: Int, _ text: Int) -> Void = { _, _ in }
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
          isUnfinished = try fill(&window)
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
