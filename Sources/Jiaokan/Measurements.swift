import Glibc
import TextCore

/// What `Cleaner` observes of a page besides its article, when it is asked to.
public struct Measurements: Sendable {
  /// Processor time of each stage in nanoseconds, in the order in which they ran.
  public private(set) var times: [(stage: String, nanoseconds: Int)] = []
  /// How many blocks of the page have each role.
  public var roles: [Role: Int] = [:]

  private var last = Self.now()

  init() {}

  /// Ends the stage that began where the last one ended.
  mutating func end(of stage: String) {
    let now = Self.now()
    times.append((stage, now - last))
    last = now
  }

  private static func now() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }
}
