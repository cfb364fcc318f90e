import Glibc
import SystemPackage

/// Where results go: standard output, a device, or a file that appears under its name only when it is whole.
///
/// A file is written under a temporary name in the same folder, synced, and renamed by `commit`. Without
/// `commit` nothing is left of it.
public final class OutputFile {
  private let name: String
  private let descriptor: FileDescriptor
  /// Nil where bytes go straight to their place.
  private let temporary: String?
  private var isCommitted = false

  /// - Parameter path: nil or `-` is standard output. Links are followed; what is no regular file, as
  ///   /dev/null, is written to directly. An existing file's permissions and owner are kept.
  public init(path: String?) throws(OutputError) {
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
      } else {
        let hidden = Self.hiddenName(for: name)
        unlink(hidden)
        Interruption.removes(hidden)
        descriptor = try FileDescriptor.open(
          FilePath(hidden), .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
          permissions: FilePermissions(rawValue: 0o666))
        temporary = hidden
        if exists {
          // The owner can be kept only by root; the permissions are set last, since a change of owner clears some.
          _ = fchown(descriptor.rawValue, status.st_uid, status.st_gid)
          fchmod(descriptor.rawValue, status.st_mode & 0o7777)
        }
      }
    } catch {
      Interruption.removesNothing()
      throw OutputError(error, name: path)
    }
  }

  deinit {
    guard !isCommitted, descriptor != .standardOutput else { return }
    try? descriptor.close()
    if let temporary { remove(temporary) }
  }

  public func write(_ bytes: [UInt8]) throws(OutputError) {
    do {
      _ = try descriptor.writeAll(bytes)
    } catch {
      throw OutputError(error, name: name)
    }
  }

  /// Puts the file under its name.
  ///
  /// - Parameter suffix: keep what the file held before under its name with `suffix` behind it.
  public func commit(keepingCopyWith suffix: String = "") throws(OutputError) {
    guard let temporary else { return }
    do {
      guard fsync(descriptor.rawValue) == 0 else { throw Errno(rawValue: errno) }
      isCommitted = true
      try descriptor.close()
      if !suffix.isEmpty { try keepCopy(name + suffix) }
      guard rename(temporary, name) == 0 else { throw Errno(rawValue: errno) }
      Interruption.removesNothing()
    } catch {
      remove(temporary)
      isCommitted = true
      throw OutputError(error, name: name)
    }
    syncFolder()
  }

  private func remove(_ temporary: String) {
    unlink(temporary)
    Interruption.removesNothing()
  }

  /// Gives the old file a second name; the first never vanishes meanwhile.
  private func keepCopy(_ copy: String) throws {
    let link = Self.hiddenName(for: copy)
    unlink(link)
    guard Glibc.link(name, link) == 0, rename(link, copy) == 0 else {
      let reason = Errno(rawValue: errno)
      unlink(link)
      throw reason
    }
  }

  /// Makes the renaming last; a file system that cannot is no reason to fail.
  private func syncFolder() {
    let folder = FilePath(name).removingLastComponent()
    let path = folder.isEmpty ? FilePath(".") : folder
    guard let descriptor = try? FileDescriptor.open(path, .readOnly, options: .closeOnExec) else { return }
    fsync(descriptor.rawValue)
    try? descriptor.close()
  }

  private static func hiddenName(for path: String) -> String {
    let path = FilePath(path)
    let last = path.lastComponent?.string ?? "output"
    return path.removingLastComponent().appending(".\(last).jiaokan-\(getpid())").string
  }

  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }
}
