import ArgumentParser
import Pipeline

/// A run over many documents that may be ended and continued.
struct CrawlRun<Verb: RecordVerb> {
  var pipeline: RecordPipeline<Verb>
  var inputs: [String]
  var output: CrawlOutput.Options

  func run() throws {
    let console = Console(inputs: inputs, toTerminal: output.path == nil || output.path == "-")
    let output = try Console.reportingOutputErrors { try CrawlOutput(self.output) }
    Interruption.requestsStop()
    do {
      if !output.isFinished { try process(into: output, console) }
      if Interruption.isRequested {
        try output.suspend()
        console.leave(advice(output))
        Interruption.obey()
      }
      try output.finish()
    } catch let error as OutputError {
      if error != .closedPipe { Console.say("jiaokan: \(error)\(advice(output).map { "; " + $0 } ?? "")") }
      throw ExitCode(2)
    }
    try console.finish(output.statistics)
  }

  private func process(into output: CrawlOutput, _ console: Console) throws {
    var tally = Tally()
    try pipeline.run(inputs, from: output.start, report: console.complain) { delivery in
      try output.take(delivery)
      tally += delivery.tally
      console.show(tally)
    }
  }

  private func advice(_ output: CrawlOutput) -> String? {
    output.canBeResumed ? "the same command with --resume goes on from here" : nil
  }
}
