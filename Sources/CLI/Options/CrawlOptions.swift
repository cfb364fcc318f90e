import ArgumentParser
import Pipeline

extension OutputPacking: ExpressibleByArgument {}

/// How a long run over many documents is kept in hand.
struct CrawlOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Put error records and dropped documents into this file, each with its reason, instead of the output.",
      valueName: "file"))
  var rejects: String?

  @Option(
    help: ArgumentHelp("Write counts and times of the stages to this file, as JSON.", valueName: "file"))
  var stats: String?

  @Flag(
    help: "Go on where a run of the same command was ended, by a signal, a crash or a full disk; needs -o.")
  var resume = false

  @Option(
    help: ArgumentHelp(
      "Begin a new output file when one holds this much before packing: name-00000.jsonl and so on.",
      valueName: "size"))
  var shardSize: ByteSize?

  @Option(help: "Pack the output. (default: as the extension .gz or .zst tells)")
  var compression: OutputPacking?

  @Option(
    help: ArgumentHelp(
      "Write a state from which --resume goes on behind each of this much output.", valueName: "size"))
  var checkpointSize = ByteSize(8 << 20)

  @Option(
    help: ArgumentHelp(
      "A document that takes more processor time becomes an error record.", valueName: "seconds"))
  var timeout: Double?

  @Option(help: ArgumentHelp("A longer document becomes an error record.", valueName: "size"))
  var maxBytes = ByteSize(Limits.record)

  func validate() throws {
    if let timeout, !(timeout > 0 && timeout < 1e6) {
      throw ValidationError("--timeout takes seconds above 0")
    }
    guard maxBytes.bytes <= Limits.record else {
      throw ValidationError("--max-bytes cannot be more than \(ByteSize(Limits.record))")
    }
  }

  /// - Throws: `ValidationError` for what only a file can do.
  func validate(output: String?) throws {
    if let rejects, rejects == "-" || rejects == output {
      throw ValidationError("--rejects needs a file of its own")
    }
    guard output == nil || output == "-" else { return }
    if resume { throw ValidationError("--resume needs an output file: name it with -o") }
    if shardSize != nil { throw ValidationError("--shard-size needs an output file: name it with -o") }
  }
}
