import Jiaokan

/// What a subcommand makes of one record.
public protocol RecordVerb: Sendable {
  /// Whether every record becomes one line of JSON; otherwise its text goes out as it is, and errors become
  /// messages.
  var writesRecords: Bool { get }
  /// Writes one record, its line end included, and adds to `findings` what else is to be known of it. What it
  /// throws becomes the error record.
  func write(_ record: VerbInput, to output: inout JSONWriter, findings: inout Findings) throws
  /// The fields in which a JSON record may bring its content, the preferred one first.
  var contentFields: [StaticString] { get }
}

extension RecordVerb {
  public var writesRecords: Bool { true }
  public var contentFields: [StaticString] { ["text", "html", "bytes"] }
}

/// How far a run has come.
public struct Tally: Sendable, Equatable {
  public var records = 0
  /// How many of them became error records, or messages where no records are written.
  public var errors = 0
  /// How many of them filters have dropped.
  public var dropped = 0
  /// Bytes of input, as decompressed.
  public var bytes = 0

  public init() {}
}

extension Tally {
  public static func += (tally: inout Tally, other: Tally) {
    tally.records += other.records
    tally.errors += other.errors
    tally.dropped += other.dropped
    tally.bytes += other.bytes
  }
}
