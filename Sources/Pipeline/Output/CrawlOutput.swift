import Curation
import Jiaokan

/// Where the records of a run go, in their order: the output, in shards if wished, and the rejects. Decides what needs
/// the order, as which of two duplicates came first, and leaves a state from which a later run goes on.
///
/// At a checkpoint all files end with a whole frame and are on the disk before the journal says so; what stands behind
/// it is cut off when the run is continued. Where checkpoints and shards lie depends on the records alone, so the bytes
/// are the same however often a run was ended.
public final class CrawlOutput {
  public struct Options: Sendable {
    /// Nil or `-`: standard output.
    public var path: String?
    /// Nil goes by the name.
    public var packing: OutputPacking?
    /// A shard ends with the record that makes it this long; bytes of lines before packing. Nil: one file.
    public var shardSize: Int?
    /// Where errors and dropped records go; nil leaves a short record of each in its place.
    public var rejects: String?
    public var statistics: String?
    /// Nil: duplicates are kept.
    public var duplicates: DuplicateIndex.Sameness?
    /// Bytes for the memory of what was kept.
    public var duplicateMemory = 256 << 20
    /// Bytes of lines between two checkpoints.
    public var checkpointSize = 8 << 20
    /// Goes on where an earlier run of the same command was ended; starts anew when there was none.
    public var resumes = false
    /// What tells the same command: its inputs and options.
    public var command = ""

    public init() {}
  }

  private let options: Options
  /// The output's path with links followed; nil where nothing could be continued.
  private let path: String?
  private let packing: OutputPacking
  private let names: ShardNames
  private let journal: RunJournal?
  private let index: DuplicateIndex?
  private var output: OutputFile?
  private var rejects: OutputFile?
  /// The fingerprints of all kept records, for a run that goes on.
  private var fingerprints: OutputFile?
  private var state: Checkpoint
  private var bytesSinceCheckpoint = 0
  private var scratch = JSONWriter()

  /// Where reading begins.
  public var start: InputPosition { state.end }
  /// Whether an earlier run has done everything but put its files under their names.
  public var isFinished: Bool { state.isFinished }
  /// Whether a run that is ended now could be continued.
  public var canBeResumed: Bool { journal != nil }
  public var statistics: Statistics { state.statistics }

  /// - Throws: `OutputError`.
  public init(_ options: Options) throws(OutputError) {
    self.options = options
    path = OutputFile.canBeKept(options.path) ? options.path.map(OutputFile.resolved) : nil
    packing = options.packing ?? OutputPacking(name: options.path ?? "")
    names = ShardNames(path: path ?? "", isSingle: options.shardSize == nil)
    journal =
      if let path {
        try RunJournal(output: path, command: options.command, resumes: options.resumes)
      } else { nil }
    index = options.duplicates.map { DuplicateIndex($0, memory: options.duplicateMemory) }
    state = journal?.resumed ?? Checkpoint()
    guard !state.isFinished else { return }
    if state.shard > 0 { try OutputFile.commitLeftover(of: names[state.shard - 1]) }
    output = try OutputFile(
      path: path == nil ? options.path : names[state.shard], packing: packing,
      leftover: leftover(state.output))
    if let rejects = options.rejects {
      self.rejects = try OutputFile(path: rejects, leftover: leftover(state.rejects))
    }
    guard let memory = fingerprintPath else { return }
    fingerprints = try OutputFile(
      path: memory, packing: OutputPacking.none, leftover: leftover(state.fingerprints))
    if state.fingerprints > 0 { try recall(OutputFile.partName(for: memory)) }
  }

  /// Where the fingerprints of kept records stand while the run lasts; nil where none are kept.
  private var fingerprintPath: String? { index == nil ? nil : path.map { $0 + ".fingerprints" } }

  private func leftover(_ length: Int) -> OutputFile.Leftover {
    path == nil ? .removed : .kept(continuingAt: length)
  }

  // MARK: Records

  public func take(_ delivery: Delivery) throws(OutputError) {
    for record in delivery.records { try take(record, delivery.bytes[record.line]) }
    try output?.flushUnlessFile()
    try rejects?.flushUnlessFile()
  }

  private func take(_ record: RecordOutcome, _ line: ArraySlice<UInt8>) throws(OutputError) {
    // Before the record and not behind it, so that no shard is empty.
    if let shardSize = options.shardSize, state.shardBytes >= shardSize { try beginShard() }
    var fate = record.fate
    if case .kept = fate, let index, let fingerprint = record.findings.fingerprint {
      if let rejection = index.rejection(of: fingerprint) {
        fate = .dropped(rejection)
      } else {
        try fingerprints?.append(fingerprint.bytes[...])
      }
    }
    count(record, fate)
    switch fate {
    case .kept: try write(line)
    case .failed:
      if let rejects { try write(line, toRejects: rejects) } else { try write(line) }
    case .dropped(let rejection):
      scratch.rewind(to: 0)
      if let rejects {
        DroppedRecord.write(line, rejection, to: &scratch)
        try write(scratch.bytes[...], toRejects: rejects)
      } else {
        DroppedRecord.write(id: record.id, rejection, to: &scratch)
        try write(scratch.bytes[...])
      }
    }
    state.end = record.end
    if bytesSinceCheckpoint >= options.checkpointSize { try checkpoint() }
  }

  private func write(_ line: ArraySlice<UInt8>) throws(OutputError) {
    try output?.append(line)
    state.shardBytes += line.count
    bytesSinceCheckpoint += line.count
  }

  private func write(_ line: ArraySlice<UInt8>, toRejects rejects: OutputFile) throws(OutputError) {
    try rejects.append(line)
    bytesSinceCheckpoint += line.count
  }

  private func count(_ record: RecordOutcome, _ fate: RecordOutcome.Fate) {
    state.statistics.add(1, .documents, "read")
    state.statistics.add(record.size, .bytes, "read")
    state.statistics.add(record.findings.counts)
    switch fate {
    case .kept:
      state.statistics.add(1, .documents, "kept")
      state.statistics.add(record.line.count, .bytes, "kept")
    case .failed(let code):
      state.statistics.add(1, .documents, "failed")
      state.statistics.add(1, .errors, code.rawValue)
    case .dropped(let rejection):
      state.statistics.add(1, .documents, "dropped")
      state.statistics.add(1, .dropped, rejection.reason.rawValue)
    }
  }

  // MARK: Checkpoints

  private func checkpoint() throws(OutputError) {
    bytesSinceCheckpoint = 0
    guard let journal else { return }
    output?.endFrame()
    try syncAll()
    try journal.append(state)
  }

  /// Brings all files to the disk, each to the end of a frame.
  private func syncAll() throws(OutputError) {
    rejects?.endFrame()
    for file in [output, rejects, fingerprints] { try file?.sync() }
    state.output = output?.length ?? 0
    state.rejects = rejects?.length ?? 0
    state.fingerprints = fingerprints?.length ?? 0
  }

  /// Puts the shard under its name and begins the next. The journal tells first, so that a run that is ended in
  /// between is continued with the new one.
  private func beginShard() throws(OutputError) {
    bytesSinceCheckpoint = 0
    output?.endFile()
    try syncAll()
    state.shard += 1
    state.shardBytes = 0
    state.output = 0
    try journal?.append(state)
    try output?.commit()
    output = try OutputFile(
      path: names[state.shard], packing: packing, leftover: leftover(0))
  }

  /// Reads back which records an earlier run has kept.
  private func recall(_ path: String) throws(OutputError) {
    guard let index, let reader = try? OpenInput(path: path).reader else { return }
    for _ in 0..<state.fingerprints / Fingerprint.byteCount {
      guard let fingerprint = Fingerprint(bytes: reader.take(Fingerprint.byteCount)) else {
        throw .leftoverIsLost(name: path)
      }
      index.remember(fingerprint)
    }
  }

  // MARK: Ends

  /// Puts all files under their names and takes the journal away.
  public func finish() throws(OutputError) {
    if !state.isFinished {
      output?.endFile()
      rejects?.endFile()
      try syncAll()
      state.isFinished = true
      try journal?.append(state)
      try output?.commit()
      try rejects?.commit()
    } else {
      try OutputFile.commitLeftover(of: names[state.shard])
      if let rejects = options.rejects { try OutputFile.commitLeftover(of: OutputFile.resolved(rejects)) }
      // The run may have ended just before it took them away.
      if let fingerprintPath { OutputFile.discardLeftover(of: fingerprintPath) }
    }
    if let path = options.statistics {
      let file = try OutputFile(path: path)
      var json = JSONWriter()
      state.statistics.write(to: &json)
      json.endLine()
      try file.write(json.bytes)
      try file.commit()
    }
    fingerprints?.discard()
    journal?.remove()
  }

  /// Leaves all as it is, to be continued by a run with `resumes`.
  ///
  /// What was done since the last checkpoint is kept too where nothing is packed: a frame that ended here would change
  /// the bytes, so packed output goes back to the checkpoint.
  public func suspend() throws(OutputError) {
    if journal == nil {
      try output?.commit()
      try rejects?.commit()
    } else if output?.isPacked != true, rejects?.isPacked != true {
      try checkpoint()
    }
  }
}

extension Fingerprint {
  static let byteCount = 8 * (1 + bandCount)

  /// Little-endian, the text first.
  fileprivate var bytes: [UInt8] {
    ([text] + bands).flatMap { value in (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
  }

  fileprivate init?(bytes: [UInt8]) {
    guard bytes.count == Self.byteCount else { return nil }
    let values = stride(from: 0, to: bytes.count, by: 8).map { start in
      (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[start + $1]) << (8 * $1) }
    }
    self.init(text: values[0], bands: Array(values.dropFirst()))
  }
}
