import Glibc

enum Machine {
  /// Cores that are online.
  static var cores: Int { min(max(sysconf(Int32(_SC_NPROCESSORS_ONLN)), 1), 1024) }
}
