import Glibc
import Pipeline

/// One line on the terminal that is drawn over and over.
final class ProgressBar {
  /// Bytes of all inputs; nil where that cannot be known.
  private let total: Int?
  private let start = ProgressBar.now()
  private var lastDrawn = 0.0
  private var isVisible = false

  init(inputs: [String]) {
    var total: Int? = inputs.isEmpty ? nil : 0
    for path in inputs {
      var status = stat()
      let isPlain = stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
      let isPacked = path.hasSuffix(".gz") || path.hasSuffix(".zst")
      total = isPlain && !isPacked ? total.map { $0 + Int(status.st_size) } : nil
    }
    self.total = total
  }

  /// Draws ten times a second at most.
  func draw(_ tally: Tally) {
    let now = Self.now()
    guard now - lastDrawn > 0.1 else { return }
    lastDrawn = now
    isVisible = true
    let megabytes = Double(tally.bytes) / 1e6
    let speed = megabytes / max(now - start, 0.001)
    var line = "\(Self.rounded(megabytes)) MB  \(Self.rounded(speed)) MB/s  \(tally.records) records"
    if tally.dropped > 0 { line += "  \(tally.dropped) dropped" }
    if tally.errors > 0 { line += "  \(tally.errors) errors" }
    if let total, total > 0 {
      let done = min(20, tally.bytes * 20 / total)
      line =
        "[" + String(repeating: "#", count: done) + String(repeating: " ", count: 20 - done) + "] " + line
    }
    Console.draw("\r\u{1B}[K" + line)
  }

  func erase() {
    guard isVisible else { return }
    isVisible = false
    Console.draw("\r\u{1B}[K")
  }

  private static func rounded(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
