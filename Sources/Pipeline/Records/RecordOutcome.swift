import Curation

/// What a verb learned of one record besides the line that it wrote.
public struct Findings: Sendable {
  var counts: [Statistics.Count] = []
  /// Why a filter drops the record; nil keeps it.
  var rejection: Rejection?
  /// Nil when none was asked for, or there is no text.
  var fingerprint: Fingerprint?

  public init() {}
}

/// What became of one record.
public struct RecordOutcome: Sendable {
  enum Fate: Sendable {
    case kept
    case failed(RecordError.Code)
    case dropped(Rejection)
  }

  var fate: Fate
  /// Its line in `Delivery.bytes`.
  var line: Range<Int>
  /// JSON.
  var id: [UInt8]
  /// Bytes that it took in the input.
  var size: Int
  /// Behind the record in the inputs.
  var end: InputPosition
  var findings = Findings()
}

/// The records of one batch, processed.
public struct Delivery: Sendable {
  /// Lines, one behind the other.
  public internal(set) var bytes: [UInt8] = []
  public internal(set) var records: [RecordOutcome] = []
  /// What is to be said where no records are written.
  public internal(set) var messages: [RecordError] = []
  public internal(set) var tally = Tally()
}
