import ZStandard

/// Decompresses Zstandard, also of many frames one after the other. Framing and offsets are the project's,
/// decompression is libzstd's, whose default bounds the window to 128 MiB.
final class ZStandardSource: ByteSource {
  private let name: String
  private var input: CompressedInput
  private let stream: OpaquePointer?
  /// Whether a frame has begun and not ended.
  private var isInside = false

  init(_ source: any ByteSource, name: String) {
    self.name = name
    input = CompressedInput(source)
    stream = ZSTD_createDStream()
  }

  deinit { ZSTD_freeDStream(stream) }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
    while true {
      let available = try input.fill() ? input.remaining : UnsafeMutableRawBufferPointer(start: nil, count: 0)
      if available.isEmpty, !isInside { return 0 }
      var from = ZSTD_inBuffer(src: available.baseAddress, size: available.count, pos: 0)
      var to = ZSTD_outBuffer(dst: buffer.baseAddress, size: buffer.count, pos: 0)
      let status = ZSTD_decompressStream(stream, &to, &from)
      input.advance(by: from.pos)
      guard ZSTD_isError(status) == 0 else {
        throw .corrupt(name: name, format: "zstd", offset: input.offset)
      }
      isInside = status != 0
      if to.pos > 0 { return to.pos }
      // Without input the decoder only gives what it still holds.
      if available.isEmpty, isInside { throw .truncated(name: name, format: "zstd", offset: input.offset) }
    }
  }
}
