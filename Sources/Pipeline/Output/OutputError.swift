import SystemPackage

/// Why results could not be written.
public enum OutputError: Error, Hashable, CustomStringConvertible {
  case unwritable(name: String, Errno)
  /// Whoever read the output has gone; not worth a message.
  case closedPipe
  /// `--in-place` on what has no place: standard input, a folder, a compressed file.
  case noPlace(name: String, reason: String)

  public var description: String {
    switch self {
    case .unwritable(let name, let errno): "\(name): cannot be written: \(errno)"
    case .closedPipe: "the reader of the output has gone"
    case .noPlace(let name, let reason): "\(name): cannot be rewritten in place: \(reason)"
    }
  }

  init(_ error: any Error, name: String) {
    let errno = error as? Errno ?? .ioError
    self = errno == .brokenPipe ? .closedPipe : .unwritable(name: name, errno)
  }
}
