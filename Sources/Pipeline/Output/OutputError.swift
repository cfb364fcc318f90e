import SystemPackage

/// Why results could not be written.
public enum OutputError: Error, Hashable, CustomStringConvertible {
  case unwritable(name: String, Errno)
  /// Whoever read the output has gone; not worth a message.
  case closedPipe
  /// `--in-place` on what has no place: standard input, a folder, a compressed file.
  case noPlace(name: String, reason: String)

  /// Another program holds the journal.
  case isBeingWritten(name: String)
  /// The journal is of a run with other inputs or options, or of another version.
  case anotherRun(name: String)
  /// A file that is to be continued is shorter than its journal says, or gone.
  case leftoverIsLost(name: String)

  public var description: String {
    switch self {
    case .unwritable(let name, let errno): "\(name): cannot be written: \(errno)"
    case .closedPipe: "the reader of the output has gone"
    case .isBeingWritten(let name): "\(name): another run is writing it"
    case .anotherRun(let name):
      "\(name): what was left of a run is of one with other inputs or options; without --resume it starts anew"
    case .leftoverIsLost(let name):
      "\(name): what the interrupted run had written is gone; without --resume it starts anew"
    case .noPlace(let name, let reason): "\(name): cannot be rewritten in place: \(reason)"
    }
  }

  init(_ error: any Error, name: String) {
    let errno = error as? Errno ?? .ioError
    self = errno == .brokenPipe ? .closedPipe : .unwritable(name: name, errno)
  }
}
