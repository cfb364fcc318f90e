import Glibc

enum Machine {
  /// Cores that are online.
  static var cores: Int { min(max(sysconf(Int32(_SC_NPROCESSORS_ONLN)), 1), 1024) }

  /// Ends the program without destructors: work that took too long may still be running in them.
  static func exit(_ status: Int32) -> Never {
    fflush(nil)
    _exit(status)
  }
}
