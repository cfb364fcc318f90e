import SystemPackage

/// Something that gives bytes in order: a file, or what decompresses one.
protocol ByteSource: AnyObject {
  /// Fills the front of `buffer` and tells how much; 0 at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int
}

/// An open file or standard input.
final class FileSource: ByteSource {
  let name: String
  private let descriptor: FileDescriptor
  private let ownsDescriptor: Bool

  /// Opens `path`; nil is standard input.
  init(path: String?) throws(InputError) {
    name = path ?? "-"
    ownsDescriptor = path != nil
    guard let path else {
      descriptor = .standardInput
      return
    }
    do {
      descriptor = try FileDescriptor.open(FilePath(path), .readOnly, options: .closeOnExec)
    } catch {
      throw .unreadable(name: name, error as? Errno ?? .ioError)
    }
  }

  deinit {
    if ownsDescriptor { try? descriptor.close() }
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
    do {
      guard Interruption.waitToRead(descriptor.rawValue) else { return 0 }
      return try descriptor.read(into: buffer)
    } catch {
      if error as? Errno == .isDirectory { throw .isFolder(name: name) }
      throw .unreadable(name: name, error as? Errno ?? .ioError)
    }
  }
}

/// A compressed source's own bytes on their way to a decompressor.
struct CompressedInput: ~Copyable {
  private let source: any ByteSource
  let buffer: UnsafeMutableRawBufferPointer
  private(set) var used = 0
  private(set) var filled = 0
  /// Bytes of the compressed stream before the buffer's.
  private var consumed = 0

  init(_ source: any ByteSource) {
    self.source = source
    buffer = .allocate(byteCount: 1 << 16, alignment: 16)
  }

  deinit { buffer.deallocate() }

  var remaining: UnsafeMutableRawBufferPointer { .init(rebasing: buffer[used..<filled]) }
  /// Where in the compressed stream the next byte stands.
  var offset: Int { consumed + used }

  mutating func advance(by count: Int) { used += count }

  /// Reads on when all was used; false at the end.
  mutating func fill() throws(InputError) -> Bool {
    guard used == filled else { return true }
    consumed += filled
    used = 0
    filled = 0
    filled = try source.read(into: buffer)
    return filled > 0
  }
}
