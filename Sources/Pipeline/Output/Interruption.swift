import Glibc
import Synchronization

/// What happens when a signal asks the program to end.
///
/// Either the temporary file is taken away, since nobody else would do it, or the run is asked to stop: it
/// finishes what is in flight and leaves what it needs to go on. A second signal ends the program at once.
public enum Interruption {
  private static let signals = [SIGINT, SIGTERM, SIGHUP]

  // MARK: A temporary file

  /// Read by the signal handler, which may neither allocate nor lock: a C string that is set while the signals
  /// are blocked. One output is written at a time, so one name is enough.
  nonisolated(unsafe) private static var path: UnsafeMutablePointer<CChar>?

  /// From now on the signals that end programs remove this file first.
  static func removes(_ file: String) {
    set(strdup(file))
    handle { number in
      if let path = Interruption.path { unlink(path) }
      Glibc.signal(number, SIG_DFL)
      raise(number)
    }
  }

  static func removesNothing() { set(nil) }

  private static func set(_ new: UnsafeMutablePointer<CChar>?) {
    var blocked = sigset_t()
    var before = sigset_t()
    sigemptyset(&blocked)
    for signal in signals { sigaddset(&blocked, signal) }
    pthread_sigmask(SIG_BLOCK, &blocked, &before)
    free(path)
    path = new
    pthread_sigmask(SIG_SETMASK, &before, nil)
  }

  // MARK: A run that stops

  /// The signal that asked the run to stop; 0 while none has.
  private static let request = Atomic<Int32>(0)
  /// A pipe that becomes readable with the request, so that waiting for input ends. Set before the handler is.
  nonisolated(unsafe) private static var bell: (read: Int32, write: Int32) = (-1, -1)

  public static var isRequested: Bool { request.load(ordering: .relaxed) != 0 }

  /// From now on the signals that end programs ask the run to stop.
  public static func requestsStop() {
    var ends: [Int32] = [-1, -1]
    guard bell.read < 0, pipe(&ends) == 0 else { return }
    bell = (ends[0], ends[1])
    // A file beyond the limit of its size is an error like a full disk.
    signal(SIGXFSZ, SIG_IGN)
    _ = isRequested
    handle { number in
      Glibc.signal(number, SIG_DFL)
      Interruption.request.store(number, ordering: .relaxed)
      var byte: UInt8 = 0
      Glibc.write(Interruption.bell.write, &byte, 1)
    }
  }

  /// Waits until `descriptor` can be read; false when the run is to stop.
  static func waitToRead(_ descriptor: Int32) -> Bool {
    guard bell.read >= 0 else { return true }
    var ready = [
      pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: bell.read, events: Int16(POLLIN), revents: 0),
    ]
    while !isRequested {
      if poll(&ready, 2, -1) > 0, ready[0].revents != 0 { return true }
    }
    return false
  }

  /// Ends the program as the signal would have done.
  public static func obey() {
    let number = request.load(ordering: .relaxed)
    if number != 0 { raise(number) }
  }

  private static func handle(_ handler: @escaping @convention(c) (Int32) -> Void) {
    for signal in signals {
      var action = sigaction()
      sigaction(signal, nil, &action)
      // What is ignored, as SIGHUP under nohup, stays ignored.
      if action.__sigaction_handler.sa_handler == nil { Glibc.signal(signal, handler) }
    }
  }
}
