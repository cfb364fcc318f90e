import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Pipeline

@Suite struct RunnerTests {
  private struct Stop: Error {}

  @Test(arguments: [1, 2, 3, 8])
  func keepsTheOrder(_ threads: Int) throws {
    var next = 0
    var written: [Int] = []
    try OrderedRunner(threads: threads).run(
      next: { () -> Int? in
        next += 1
        return next <= 2_000 ? next : nil
      },
      work: { (job: Int) -> Int in
        var random = Generator(seed: UInt64(job))
        if job % 50 == 0 { usleep(.random(in: 0...2_000, using: &random)) }
        return job * job
      },
      write: { written.append($0) })
    #expect(written == (1...2_000).map { $0 * $0 })
  }

  @Test func boundsWhatIsInFlight() throws {
    let inFlight = Mutex((now: 0, most: 0))
    var next = 0
    try OrderedRunner(threads: 4).run(
      next: { () -> Int? in
        next += 1
        inFlight.withLock {
          $0.now += 1
          $0.most = max($0.most, $0.now)
        }
        return next <= 500 ? next : nil
      },
      work: { (job: Int) -> Int in
        if job % 100 == 1 { usleep(20_000) }
        return job
      },
      write: { _ in inFlight.withLock { $0.now -= 1 } })
    // Four at work, eight waiting to be written, and the end asked for by each.
    #expect(inFlight.withLock { $0.most } <= 4 + 8 + 4)
  }

  @Test(arguments: [1, 2, 4]) func endsWhenWritingFails(_ threads: Int) {
    var next = 0
    var written = 0
    #expect(throws: Stop.self) {
      try OrderedRunner(threads: threads).run(
        next: { () -> Int? in
          next += 1
          return next
        }, work: { (job: Int) -> Int in job },
        write: {
          if $0 == 100 { throw Stop() }
          written += 1
        })
    }
    #expect(written == 99)
  }

  @Test func endsWithoutJobs() throws {
    try OrderedRunner(threads: 4).run(
      next: { () -> Int? in nil }, work: { (job: Int) -> Int in job },
      write: { _ in Issue.record("nothing to write") })
  }
}
