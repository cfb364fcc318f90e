/// An input that was opened, looked into, and is decompressed as it is read.
struct OpenInput {
  let reader: ByteReader
  let compression: Compression?

  /// - Parameter path: a file; nil for standard input.
  /// - Throws: `InputError` when not even the first byte can be read.
  init(path: String?) throws(InputError) {
    let file = try FileSource(path: path)
    let packed = ByteReader(file, name: file.name)
    compression = Compression(beginning: packed.peek(4))
    if let fault = packed.fault { throw fault }
    switch compression {
    case nil: reader = packed
    case .gzip: reader = ByteReader(GzipSource(packed, name: file.name), name: file.name)
    case .zstd: reader = ByteReader(ZStandardSource(packed, name: file.name), name: file.name)
    }
  }
}

/// The bytes of a small file, as a dictionary, decompressed.
///
/// - Throws: `InputError`, also when the file is longer than a record may be.
public func contents(ofFile path: String) throws(InputError) -> [UInt8] {
  let reader = try OpenInput(path: path).reader
  let bytes = reader.take(Limits.record)
  if let fault = reader.fault { throw fault }
  guard reader.isAtEnd else { throw .lineTooLong(name: path, limit: Limits.record) }
  return bytes
}

extension ByteReader: ByteSource {
  /// A decompressor reads on where looking into the file has stopped.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
    let bytes = takeAvailable(limit: buffer.count)
    if bytes.isEmpty, let fault { throw fault }
    buffer.copyBytes(from: bytes)
    return bytes.count
  }
}
