import ZLib

/// Decompresses gzip, also of many members one after the other, as crawlers write WARC. Framing and offsets are
/// the project's, inflating is zlib's.
final class GzipSource: ByteSource {
  private let name: String
  private var input: CompressedInput
  private let stream: UnsafeMutablePointer<z_stream>
  /// Whether a member has begun and not ended.
  private var isInside = false

  init(_ source: any ByteSource, name: String) {
    self.name = name
    input = CompressedInput(source)
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // 15 bits of window; 32 accepts gzip and zlib headers.
    inflateInit2_(stream, 15 + 32, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
    while true {
      guard try input.fill() else {
        if isInside { throw .truncated(name: name, format: "gzip", offset: input.offset) }
        return 0
      }
      if !isInside {
        // Zero bytes between or behind members are padding, as tape archives have it.
        if input.remaining[0] == 0, stream.pointee.total_in > 0 {
          input.advance(by: 1)
          continue
        }
        isInside = true
      }
      let available = input.remaining
      stream.pointee.next_in = available.baseAddress?.assumingMemoryBound(to: UInt8.self)
      stream.pointee.avail_in = UInt32(available.count)
      stream.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
      stream.pointee.avail_out = UInt32(clamping: buffer.count)
      let status = inflate(stream, Z_NO_FLUSH)
      input.advance(by: available.count - Int(stream.pointee.avail_in))
      switch status {
      case Z_STREAM_END:
        isInside = false
        let total = stream.pointee.total_in
        inflateReset(stream)
        stream.pointee.total_in = total
      case Z_OK, Z_BUF_ERROR: break
      default: throw .corrupt(name: name, format: "gzip", offset: input.offset)
      }
      let written = buffer.count - Int(stream.pointee.avail_out)
      if written > 0 { return written }
    }
  }
}
