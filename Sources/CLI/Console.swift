import ArgumentParser
import Glibc
import Pipeline
import SystemPackage

/// What a run has to say on standard error, and the exit status that follows from it.
///
/// Used by one thread at a time: the pipeline takes care of that.
final class Console {
  private var complaints = 0
  private let progress: ProgressBar?

  /// - Parameters:
  ///   - inputs: what progress is measured against.
  ///   - toTerminal: whether results may go to the terminal, where a progress bar would cut them apart.
  init(inputs: [String], toTerminal: Bool) {
    let isWanted = Self.isTerminal && !(toTerminal && isatty(STDOUT_FILENO) == 1)
    progress = isWanted ? ProgressBar(inputs: inputs) : nil
  }

  static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  static func say(_ message: String) { draw(message.hasSuffix("\n") ? message : message + "\n") }

  /// Writes to standard error as it is. Nobody is left to be told that this fails.
  static func draw(_ text: String) {
    _ = try? FileDescriptor.standardError.writeAll(text.utf8)
  }

  /// Says what could not be read or done; the run goes on.
  func complain(_ error: any Error) {
    complaints += error is RecordError ? 0 : 1
    progress?.erase()
    Self.say("jiaokan: \(error)")
  }

  func show(_ tally: Tally) { progress?.draw(tally) }

  /// Ends the run with the status of the contract.
  func finish(_ tally: Tally = Tally()) throws {
    progress?.erase()
    if complaints > 0 { throw ExitCode(2) }
    if tally.errors > 0 { throw ExitCode(1) }
  }

  /// Ends a crawl with the same, and with a summary on a terminal.
  func finish(_ statistics: Statistics) throws {
    var tally = Tally()
    tally.errors = statistics[.documents, "failed"]
    if Self.isTerminal {
      progress?.erase()
      Self.say(Summary.of(statistics))
    }
    try finish(tally)
  }

  /// Says that a run was interrupted, and how to go on with it.
  func leave(_ advice: String?) {
    progress?.erase()
    Self.say("jiaokan: interrupted" + (advice.map { "; " + $0 } ?? ""))
  }

  /// Runs what writes output; output that cannot be written ends the run.
  static func reportingOutputErrors<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as OutputError {
      if error != .closedPipe { say("jiaokan: \(error)") }
      throw ExitCode(2)
    }
  }
}
