import ZLib
import ZStandard

/// How output is packed.
public enum OutputPacking: String, Sendable, CaseIterable {
  case none, gzip, zstd

  /// As the extension of a file's name tells.
  public init(name: String) {
    self = name.hasSuffix(".gz") ? .gzip : name.hasSuffix(".zst") ? .zstd : .none
  }
}

/// Packs bytes into gzip members or Zstandard frames, one behind the other; each can be unpacked by itself, so a
/// file may be cut and continued where one ends.
final class FrameCompressor {
  /// Whether frames change the bytes.
  var isPacking: Bool {
    if case .none = engine { false } else { true }
  }

  private enum Engine {
    case none
    case gzip(UnsafeMutablePointer<z_stream>)
    case zstd(OpaquePointer)
  }

  private let engine: Engine
  private let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
  /// Whether a frame has begun and not ended.
  private var isInside = false

  init(_ packing: OutputPacking) {
    switch packing {
    case .none: engine = .none
    case .gzip:
      let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
      stream.initialize(to: z_stream())
      // 15 bits of window; 16 writes gzip headers, which zlib leaves without a time.
      deflateInit2_(
        stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
        Int32(MemoryLayout<z_stream>.size))
      engine = .gzip(stream)
    case .zstd:
      guard let stream = ZSTD_createCCtx() else { preconditionFailure("out of memory") }
      ZSTD_CCtx_setParameter(stream, ZSTD_c_checksumFlag, 1)
      engine = .zstd(stream)
    }
  }

  deinit {
    chunk.deallocate()
    switch engine {
    case .none: break
    case .gzip(let stream):
      deflateEnd(stream)
      stream.deallocate()
    case .zstd(let stream): ZSTD_freeCCtx(stream)
    }
  }

  /// Appends what `bytes` become to `output`.
  func pack(_ bytes: UnsafeBufferPointer<UInt8>, into output: inout [UInt8]) {
    isInside = isInside || !bytes.isEmpty
    run(bytes, ending: false, into: &output)
  }

  /// Ends the frame that has begun.
  ///
  /// - Parameter evenEmpty: write an empty frame if none has begun: an empty file is no gzip file.
  func endFrame(evenEmpty: Bool, into output: inout [UInt8]) {
    guard isInside || evenEmpty else { return }
    isInside = false
    run(UnsafeBufferPointer(start: nil, count: 0), ending: true, into: &output)
  }

  private func run(_ bytes: UnsafeBufferPointer<UInt8>, ending: Bool, into output: inout [UInt8]) {
    switch engine {
    case .none: output.append(contentsOf: bytes)
    case .gzip(let stream): deflateAll(bytes, ending, stream, &output)
    case .zstd(let stream): compressAll(bytes, ending, stream, &output)
    }
  }

  private func deflateAll(
    _ bytes: UnsafeBufferPointer<UInt8>, _ ending: Bool, _ stream: UnsafeMutablePointer<z_stream>,
    _ output: inout [UInt8]
  ) {
    var rest = bytes[...]
    repeat {
      let step = UnsafeBufferPointer(rebasing: rest.prefix(1 << 30))
      rest = rest.dropFirst(step.count)
      stream.pointee.next_in = UnsafeMutablePointer(mutating: step.baseAddress)
      stream.pointee.avail_in = UInt32(step.count)
      repeat {
        stream.pointee.next_out = chunk.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = UInt32(chunk.count)
        deflate(stream, ending ? Z_FINISH : Z_NO_FLUSH)
        output.append(contentsOf: chunk.prefix(chunk.count - Int(stream.pointee.avail_out)))
      } while stream.pointee.avail_out == 0
    } while !rest.isEmpty
    if ending { deflateReset(stream) }
  }

  private func compressAll(
    _ bytes: UnsafeBufferPointer<UInt8>, _ ending: Bool, _ stream: OpaquePointer, _ output: inout [UInt8]
  ) {
    var from = ZSTD_inBuffer(src: bytes.baseAddress, size: bytes.count, pos: 0)
    var left = 0
    repeat {
      var to = ZSTD_outBuffer(dst: chunk.baseAddress, size: chunk.count, pos: 0)
      left = ZSTD_compressStream2(stream, &to, &from, ending ? ZSTD_e_end : ZSTD_e_continue)
      precondition(ZSTD_isError(left) == 0, "zstd: out of memory")
      output.append(contentsOf: chunk.prefix(to.pos))
    } while from.pos < from.size || ending && left > 0
  }
}
