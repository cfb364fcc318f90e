import Glibc

/// A mutex and a condition in one: what threads that take turns need.
final class Monitor: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init() {
    pthread_mutex_init(mutex, nil)
    var attributes = pthread_condattr_t()
    pthread_condattr_init(&attributes)
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    pthread_cond_init(condition, &attributes)
    pthread_condattr_destroy(&attributes)
  }

  deinit {
    pthread_mutex_destroy(mutex)
    pthread_cond_destroy(condition)
    mutex.deallocate()
    condition.deallocate()
  }

  func lock() { pthread_mutex_lock(mutex) }
  func unlock() { pthread_mutex_unlock(mutex) }
  /// Gives the lock up until `wakeAll` is called, then takes it again. May also return without reason.
  func wait() { pthread_cond_wait(condition, mutex) }
  /// The same for so long at most.
  func wait(nanoseconds: Int) {
    var until = timespec()
    clock_gettime(CLOCK_MONOTONIC, &until)
    let (seconds, rest) = (until.tv_nsec + nanoseconds).quotientAndRemainder(dividingBy: 1_000_000_000)
    until.tv_sec += seconds
    until.tv_nsec = rest
    pthread_cond_timedwait(condition, mutex, &until)
  }
  func wakeAll() { pthread_cond_broadcast(condition) }
}
