import Glibc
import Synchronization

/// Gives up on work that takes too long.
///
/// The work runs in a helper's thread, since nothing can end a computation from outside. What takes more processor
/// time than allowed is left behind: its helper ends when it comes to its end, or with the program, and nobody reads
/// its result. Processor time and not the wall clock, so that a busy machine does not change what is given up.
final class TimeLimit: Sendable {
  private let nanoseconds: Int
  private let idle = Mutex<[Helper]>([])

  init(seconds: Double) { nanoseconds = Int(seconds * 1e9) }

  deinit {
    for helper in idle.withLock({ $0 }) { helper.end() }
  }

  /// The value of `work`; nil when it took too long.
  func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) -> Value? {
    guard let helper = idle.withLock({ $0.popLast() }) ?? Helper() else { return work() }
    let result = Result<Value>()
    guard helper.run({ result.value.withLock { [value = work()] in $0 = value } }, nanoseconds: nanoseconds)
    else { return nil }
    idle.withLock { $0.append(helper) }
    return result.value.withLock { $0.take() }
  }

  /// What a helper leaves for its client.
  private final class Result<Value: Sendable>: Sendable {
    let value = Mutex<Value?>(nil)
  }
}

/// A thread that does one job after the other for whoever holds it.
private final class Helper: @unchecked Sendable {
  private let monitor = Monitor()
  private var job: (() -> Void)?
  private var isDone = false
  private var isEnded = false
  /// The processor time of the thread.
  private var clock = clockid_t()

  init?() {
    guard let thread = WorkerThread.start({ [self] in work() }) else { return nil }
    pthread_getcpuclockid(thread, &clock)
    pthread_detach(thread)
  }

  /// False when the job took longer; the helper is of no use then.
  func run(_ job: @escaping () -> Void, nanoseconds: Int) -> Bool {
    monitor.lock()
    defer { monitor.unlock() }
    self.job = job
    isDone = false
    monitor.wakeAll()
    let start = time()
    var left = nanoseconds
    while !isDone, left > 0 {
      monitor.wait(nanoseconds: left)
      left = nanoseconds - (time() - start)
    }
    // Done, but too late, is late too: what is given up must not hang on who looks first.
    isEnded = !isDone || time() - start > nanoseconds
    if isEnded { monitor.wakeAll() }
    return !isEnded
  }

  func end() {
    monitor.lock()
    isEnded = true
    monitor.wakeAll()
    monitor.unlock()
  }

  private func work() {
    monitor.lock()
    while !isEnded {
      guard let job else {
        monitor.wait()
        continue
      }
      self.job = nil
      monitor.unlock()
      job()
      monitor.lock()
      isDone = true
      monitor.wakeAll()
    }
    monitor.unlock()
  }

  private func time() -> Int {
    var time = timespec()
    clock_gettime(clock, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }
}
