import Glibc

/// Takes the temporary file away when a signal ends the program: nobody else would.
///
/// One output is written at a time, so one name is enough.
enum Interruption {
  /// Read by the signal handler, which may neither allocate nor lock: a C string that is set while the signals
  /// are blocked.
  nonisolated(unsafe) private static var path: UnsafeMutablePointer<CChar>?
  private static let signals = [SIGINT, SIGTERM, SIGHUP]

  /// From now on the signals that end programs remove this file first.
  static func removes(_ file: String) {
    set(strdup(file))
    for signal in signals {
      var action = sigaction()
      sigaction(signal, nil, &action)
      // What is ignored, as SIGHUP under nohup, stays ignored.
      guard action.__sigaction_handler.sa_handler == nil else { continue }
      Glibc.signal(signal) { number in
        if let path = Interruption.path { unlink(path) }
        Glibc.signal(number, SIG_DFL)
        raise(number)
      }
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
}
