import Glibc

/// Runs one function over a stream of jobs in several threads and hands the products on in the jobs' order.
///
/// There is no reader's and no writer's thread: the workers take turns. Whoever needs a job reads it, whoever
/// finishes the product that is due writes it and all that wait behind it. Threads and not tasks, because the
/// work never suspends, because `-j` may exceed the cores, and because deep pages need stacks of a known size.
struct OrderedRunner: Sendable {
  var threads: Int

  /// - Parameters:
  ///   - next: gives the jobs, then nil; called by one thread at a time.
  ///   - work: called by all threads at once.
  ///   - write: takes the products in order; called by one thread at a time. What it throws ends the run.
  func run<Job: Sendable, Product: Sendable>(
    next: () -> Job?, work: (Job) -> Product, write: (Product) throws -> Void
  ) throws {
    try withoutActuallyEscaping(next) { next in
      try withoutActuallyEscaping(work) { work in
        try withoutActuallyEscaping(write) { write in
          let turns = Turns(next: next, work: work, write: write, room: 2 * threads)
          Self.inThreads(threads) { turns.work() }
          if let failure = turns.failure { throw failure }
        }
      }
    }
  }

  /// Calls `body` in `count` threads and waits for all; in this one if the machine gives none.
  private static func inThreads(_ count: Int, _ body: @escaping () -> Void) {
    let running = (0..<max(1, count)).compactMap { _ in WorkerThread.start(body) }
    if running.isEmpty { body() }
    for thread in running { pthread_join(thread, nil) }
  }
}

/// The state that the workers share. `reading` guards what concerns jobs, `writing` what concerns products.
private final class Turns<Job, Product>: @unchecked Sendable {
  private let next: () -> Job?
  private let perform: (Job) -> Product
  private let write: (Product) throws -> Void
  /// How many products may wait for their turn.
  private let room: Int

  private let reading = Monitor()
  private var jobsRead = 0
  private var isExhausted = false

  private let writing = Monitor()
  private var waiting: [Int: Product] = [:]
  private var due = 0
  private var isWriting = false
  private(set) var failure: (any Error)?

  init(
    next: @escaping () -> Job?, work: @escaping (Job) -> Product, write: @escaping (Product) throws -> Void,
    room: Int
  ) {
    self.next = next
    perform = work
    self.write = write
    self.room = room
  }

  func work() {
    while let (job, number) = take(), deliver(perform(job), number) {}
  }

  private func take() -> (Job, number: Int)? {
    reading.lock()
    defer { reading.unlock() }
    guard !isExhausted, let job = next() else {
      isExhausted = true
      return nil
    }
    jobsRead += 1
    return (job, jobsRead - 1)
  }

  /// Leaves a product for the writer, or is the writer; false when the run has failed.
  ///
  /// Whoever holds the product that is due never waits for room, so the others cannot wait for ever.
  private func deliver(_ product: Product, _ number: Int) -> Bool {
    writing.lock()
    defer { writing.unlock() }
    while number != due, waiting.count >= room, failure == nil { writing.wait() }
    waiting[number] = product
    guard !isWriting else { return failure == nil }
    isWriting = true
    while failure == nil, let ready = waiting.removeValue(forKey: due) {
      writing.unlock()
      let outcome = Result { try write(ready) }
      writing.lock()
      due += 1
      if case .failure(let error) = outcome { failure = error }
      writing.wakeAll()
    }
    isWriting = false
    return failure == nil
  }
}
