import Glibc
import SystemPackage

/// Where results go: standard output, a device, or a file that appears under its name only when it is whole.
///
/// A file is written under a temporary name in the same folder, synced, and renamed by `commit`.
public final class OutputFile {
  /// What becomes of a file that is not committed.
  public enum Leftover {
    /// Nothing is left of it, not even when a signal ends the program.
    case removed
    /// It stays, to be continued by a later run: cut to the length given here, anew when that is 0.
    case kept(continuingAt: Int)
  }

  private let name: String
  private let descriptor: FileDescriptor
  private let compressor: FrameCompressor
  private let leftover: Leftover
  /// Nil where bytes go straight to their place.
  private let temporary: String?
  private var isCommitted = false
  private var buffer: [UInt8] = []
  /// Bytes in the file, packed, without those that are still buffered.
  private var written: Int

  /// Bytes of whole frames, when `endFrame` was called last.
  var length: Int { written + buffer.count }
  var isPacked: Bool { compressor.isPacking }
  /// Whether what is written can be taken back.
  var isFile: Bool { temporary != nil }

  /// - Parameters:
  ///   - path: nil or `-` is standard output. Links are followed; what is no regular file, as /dev/null, is
  ///     written to directly. An existing file's permissions and owner are kept.
  ///   - packing: nil goes by the name.
  public init(path: String?, packing: OutputPacking? = nil, leftover: Leftover = .removed)
    throws(OutputError)
  {
    compressor = FrameCompressor(packing ?? OutputPacking(name: path ?? ""))
    self.leftover = leftover
    written = 0
    guard let path, path != "-" else {
      name = "standard output"
      descriptor = .standardOutput
      temporary = nil
      return
    }
    var status = stat()
    let exists = stat(path, &status) == 0
    name = exists ? Self.resolved(path) : path
    do {
      if exists, status.st_mode & S_IFMT != S_IFREG {
        temporary = nil
        descriptor = try FileDescriptor.open(FilePath(path), .writeOnly, options: .closeOnExec)
        return
      }
      var options: FileDescriptor.OpenOptions = [.create, .closeOnExec]
      switch leftover {
      case .removed:
        temporary = Self.hiddenName(for: name, suffix: "jiaokan-\(getpid())")
        unlink(temporary ?? "")
        Interruption.removes(temporary ?? "")
        options.insert(.exclusiveCreate)
      case .kept(let length):
        temporary = Self.partName(for: name)
        written = length
        if length == 0 { unlink(temporary ?? "") }
      }
      descriptor = try FileDescriptor.open(
        FilePath(temporary ?? ""), .writeOnly, options: options,
        permissions: FilePermissions(rawValue: 0o666))
      if exists {
        // The owner can be kept only by root; the permissions are set last, since a change of owner clears some.
        _ = fchown(descriptor.rawValue, status.st_uid, status.st_gid)
        fchmod(descriptor.rawValue, status.st_mode & 0o7777)
      }
      if case .kept(let length) = leftover {
        guard fstat(descriptor.rawValue, &status) == 0, status.st_size >= length else {
          throw OutputError.leftoverIsLost(name: path)
        }
      }
      guard ftruncate(descriptor.rawValue, off_t(written)) == 0 else { throw Errno(rawValue: errno) }
      try descriptor.seek(offset: 0, from: .end)
    } catch {
      Interruption.removesNothing()
      throw error as? OutputError ?? OutputError(error, name: path)
    }
  }

  deinit {
    guard !isCommitted, descriptor != .standardOutput else { return }
    try? descriptor.close()
    if let temporary, case .removed = leftover { remove(temporary) }
  }

  /// Writes to files in large pieces, to everything else at once.
  public func write(_ bytes: [UInt8]) throws(OutputError) {
    try append(bytes[...])
    try flushUnlessFile()
  }

  /// Writes in large pieces.
  func append(_ bytes: ArraySlice<UInt8>) throws(OutputError) {
    bytes.withUnsafeBufferPointer { compressor.pack($0, into: &buffer) }
    if buffer.count >= 1 << 18 { try flush() }
  }

  /// Lets go of what was written to a pipe or a terminal: somebody may be waiting.
  func flushUnlessFile() throws(OutputError) {
    if !isFile { try flush() }
  }

  /// Ends the compressed frame: what stands before can be unpacked without what follows.
  func endFrame() { compressor.endFrame(evenEmpty: false, into: &buffer) }

  /// Ends the file, an empty one too as its packing wants it.
  func endFile() { compressor.endFrame(evenEmpty: length == 0, into: &buffer) }

  /// Brings all that was written to the disk.
  func sync() throws(OutputError) {
    try flush()
    guard !isFile || fdatasync(descriptor.rawValue) == 0 else {
      throw OutputError(Errno(rawValue: errno), name: name)
    }
  }

  private func flush() throws(OutputError) {
    do {
      written += try descriptor.writeAll(buffer)
    } catch {
      throw OutputError(error, name: name)
    }
    buffer.removeAll(keepingCapacity: true)
  }

  /// Puts the file under its name.
  ///
  /// - Parameter suffix: keep what the file held before under its name with `suffix` behind it.
  public func commit(keepingCopyWith suffix: String = "") throws(OutputError) {
    endFile()
    try flush()
    guard let temporary else { return }
    do {
      guard fsync(descriptor.rawValue) == 0 else { throw Errno(rawValue: errno) }
      isCommitted = true
      try descriptor.close()
      if !suffix.isEmpty { try keepCopy(name + suffix) }
      guard rename(temporary, name) == 0 else { throw Errno(rawValue: errno) }
      Interruption.removesNothing()
    } catch {
      if case .removed = leftover { remove(temporary) }
      isCommitted = true
      throw OutputError(error, name: name)
    }
    Self.syncFolder(of: name)
  }

  /// Takes the file away.
  func discard() {
    isCommitted = true
    try? descriptor.close()
    if let temporary { unlink(temporary) }
  }

  private func remove(_ temporary: String) {
    unlink(temporary)
    Interruption.removesNothing()
  }

  /// Gives the old file a second name; the first never vanishes meanwhile.
  private func keepCopy(_ copy: String) throws {
    let link = Self.hiddenName(for: copy, suffix: "jiaokan-\(getpid())")
    unlink(link)
    guard Glibc.link(name, link) == 0, rename(link, copy) == 0 else {
      let reason = Errno(rawValue: errno)
      unlink(link)
      throw reason
    }
  }
}

extension OutputFile {
  /// Puts a file under its name that an earlier run had finished when it was ended.
  static func commitLeftover(of path: String) throws(OutputError) {
    guard rename(partName(for: path), path) == 0 || errno == ENOENT else {
      throw OutputError(Errno(rawValue: errno), name: path)
    }
    syncFolder(of: path)
  }

  /// Takes away what an earlier run has left for a file that is not needed any more.
  static func discardLeftover(of path: String) { unlink(partName(for: path)) }

  /// Whether a run that writes to `path` could be continued: not so where bytes are gone once they are written.
  static func canBeKept(_ path: String?) -> Bool {
    guard let path, path != "-" else { return false }
    var status = stat()
    return stat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG
  }

  static func partName(for path: String) -> String { hiddenName(for: path, suffix: "jiaokan-part") }

  static func hiddenName(for path: String, suffix: String) -> String {
    let path = FilePath(path)
    let last = path.lastComponent?.string ?? "output"
    return path.removingLastComponent().appending(".\(last).\(suffix)").string
  }

  /// Makes a renaming last; a file system that cannot is no reason to fail.
  private static func syncFolder(of path: String) {
    let folder = FilePath(path).removingLastComponent()
    let path = folder.isEmpty ? FilePath(".") : folder
    guard let descriptor = try? FileDescriptor.open(path, .readOnly, options: .closeOnExec) else { return }
    fsync(descriptor.rawValue)
    try? descriptor.close()
  }

  /// The file that a name leads to, links followed.
  static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }
}
