/// The stages of the house, in the order in which a page passes them.
public enum Stage: String, Sendable, CaseIterable {
  case decoding, markup, repair, conversion, boilerplate
}

/// The names of the rules that one stage writes into its log.
///
/// A stage declares `enum SomeRule: UInt8, EditRule`; the raw value is what an `Edit` stores, the name is what
/// users read. A rule has the same name as the fixer it stands for.
public protocol EditRule: RawRepresentable<UInt8>, CaseIterable, Sendable {
  var name: String { get }
  /// The names of all cases, in order. A stored property: a log is begun for every text, and names found by reflection
  /// are dear.
  static var names: [String] { get }
}

/// One change: the bytes `source` of a stage's input became the bytes `target` of its output.
public struct Edit: Sendable, Hashable {
  @usableFromInline var sourceStart: UInt32
  @usableFromInline var sourceCount: UInt32
  @usableFromInline var targetStart: UInt32
  @usableFromInline var targetCount: UInt32
  /// Index into `EditLog.rules`.
  public var rule: UInt16
  /// The probability that the change is right, in 0...1.
  public var confidence: Float

  @inlinable
  init(source: Range<Int>, target: Range<Int>, rule: UInt16, confidence: Float) {
    sourceStart = UInt32(source.lowerBound)
    sourceCount = UInt32(source.count)
    targetStart = UInt32(target.lowerBound)
    targetCount = UInt32(target.count)
    self.rule = rule
    self.confidence = confidence
  }

  /// Bytes of the input that were replaced; empty for an insertion.
  @inlinable public var source: Range<Int> { Int(sourceStart)..<Int(sourceStart) + Int(sourceCount) }
  /// Bytes of the output that replaced them; empty for a deletion.
  @inlinable public var target: Range<Int> { Int(targetStart)..<Int(targetStart) + Int(targetCount) }
}

/// Why a log and a text do not belong together.
public enum EditLogError: Error, Equatable, CustomStringConvertible {
  /// An edit reaches outside the text or overlaps the one before it.
  case misplacedEdit(index: Int, offset: Int)
  /// A text is longer than a log can address (4 GiB).
  case textTooLong(Int)

  public var description: String {
    switch self {
    case .misplacedEdit(let index, let offset):
      "edit \(index) at byte \(offset) does not fit the text it is to be undone on"
    case .textTooLong(let count): "a text of \(count) bytes is longer than an edit log can address (4 GiB)"
    }
  }
}

/// What one stage (or several, composed) changed, in ascending order; unchanged runs cost nothing.
///
/// A log owns the bytes that its edits removed, so it can undo itself on the output alone. Offsets are bytes.
public struct EditLog: Sendable, Equatable {
  /// Names of the rules, indexed by `Edit.rule`.
  public private(set) var rules: [String]
  @usableFromInline var storage: [Edit] = []
  /// The replaced bytes of all edits, one after the other.
  @usableFromInline var removed: [UInt8] = []
  /// Output offset minus input offset behind the last edit.
  @usableFromInline var shift = 0

  public init<Rule: EditRule>(_ rules: Rule.Type) {
    self.rules = Rule.names
  }

  public init(rules: [String] = []) {
    self.rules = rules
  }

  @inlinable public var edits: [Edit] { storage }
  @inlinable public var isEmpty: Bool { storage.isEmpty }

  /// Makes room for so many bytes that edits will remove.
  public mutating func reserveCapacity(removed count: Int) { removed.reserveCapacity(count) }

  /// Appends a change behind all earlier ones.
  ///
  /// - Parameters:
  ///   - start: first replaced byte in the input; not before the end of the last edit.
  ///   - bytes: the replaced bytes themselves.
  ///   - count: how many bytes stand in the output instead.
  @inlinable
  public mutating func replace<Rule: EditRule>(
    at start: Int, removing bytes: UnsafeBufferPointer<UInt8>, inserting count: Int, rule: Rule,
    confidence: Float = 1
  ) {
    append(at: start, removing: bytes, inserting: count, rule: UInt16(rule.rawValue), confidence: confidence)
  }

  /// The same for a log whose rules are known by index only, as one read back from a record.
  @inlinable
  public mutating func append(
    at start: Int, removing bytes: some Collection<UInt8>, inserting count: Int, rule: UInt16,
    confidence: Float
  ) {
    assert(start >= (edits.last?.source.upperBound ?? 0), "edits must be appended in order")
    let target = start + shift
    storage.append(
      Edit(
        source: start..<start + bytes.count, target: target..<target + count, rule: rule,
        confidence: confidence))
    removed.append(contentsOf: bytes)
    shift += count - bytes.count
  }

  public func ruleName(_ edit: Edit) -> String { rules[Int(edit.rule)] }

  /// Calls `body` with every edit and the bytes that it removed.
  public func forEach(_ body: (Edit, ArraySlice<UInt8>) throws -> Void) rethrows {
    var offset = 0
    for edit in edits {
      let end = offset + Int(edit.sourceCount)
      try body(edit, removed[offset..<end])
      offset = end
    }
  }

  // MARK: Undo

  /// The stage's input, byte for byte, from its output. O(output + removed bytes).
  ///
  /// - Throws: `EditLogError.misplacedEdit` when the log was made for another text.
  public func undo(_ output: [UInt8]) throws(EditLogError) -> [UInt8] {
    var input: [UInt8] = []
    input.reserveCapacity(max(0, output.count - shift))
    var copied = 0
    var taken = 0
    for (index, edit) in edits.enumerated() {
      let target = edit.target
      guard target.lowerBound >= copied, target.upperBound <= output.count else {
        throw .misplacedEdit(index: index, offset: target.lowerBound)
      }
      input.append(contentsOf: output[copied..<target.lowerBound])
      input.append(contentsOf: removed[taken..<taken + Int(edit.sourceCount)])
      copied = target.upperBound
      taken += Int(edit.sourceCount)
    }
    input.append(contentsOf: output[copied...])
    return input
  }

  // MARK: Offsets

  /// The tightest range of the input that the bytes `range` of the output came from. O(log edits).
  public func sourceRange(of range: Range<Int>) -> Range<Int> {
    let lower = sourceOffset(of: range.lowerBound)
    // The last edit that begins before the range's end decides where it ends.
    let index = edits.partitioningIndex { $0.target.lowerBound >= range.upperBound } - 1
    var upper = range.upperBound
    if index >= 0 {
      let edit = edits[index]
      upper =
        edit.target.upperBound >= range.upperBound
        ? edit.source.upperBound : range.upperBound - edit.target.upperBound + edit.source.upperBound
    }
    return lower..<max(lower, upper)
  }

  /// The input offset that the byte at `offset` of the output came from: its own where it was copied, the start
  /// of the replaced bytes where it was written by an edit. O(log edits).
  public func sourceOffset(of offset: Int) -> Int {
    let index = edits.partitioningIndex { $0.target.lowerBound > offset } - 1
    guard index >= 0 else { return offset }
    let edit = edits[index]
    return edit.target.upperBound > offset
      ? edit.source.lowerBound : offset - edit.target.upperBound + edit.source.upperBound
  }

  /// The range of the output that holds all that became of the bytes `range` of the input, text inserted at its
  /// edges included. O(log edits).
  public func targetRange(of range: Range<Int>) -> Range<Int> {
    // First edit that ends at or behind the start: it, or plain distance from the one before.
    let first = edits.partitioningIndex { $0.source.upperBound >= range.lowerBound }
    var lower = range.lowerBound + shift(before: first)
    if first < edits.count {
      let edit = edits[first]
      if edit.source.lowerBound < range.lowerBound,
        edit.source.upperBound > range.lowerBound
          || edit.source.isEmpty
      {
        lower = edit.target.lowerBound
      } else if edit.source.upperBound == range.lowerBound, !edit.source.isEmpty {
        lower = edit.target.upperBound
      }
    }
    let last = edits.partitioningIndex { $0.source.lowerBound > range.upperBound } - 1
    var upper = range.upperBound
    if last >= 0 {
      let edit = edits[last]
      if edit.source.lowerBound == range.upperBound, !edit.source.isEmpty {
        upper = edit.target.lowerBound
      } else {
        upper =
          edit.source.upperBound >= range.upperBound
          ? edit.target.upperBound : range.upperBound - edit.source.upperBound + edit.target.upperBound
      }
    }
    return lower..<max(lower, upper)
  }

  private func shift(before index: Int) -> Int {
    guard index > 0 else { return 0 }
    let edit = edits[index - 1]
    return edit.target.upperBound - edit.source.upperBound
  }
}

extension RandomAccessCollection where Index == Int {
  /// First index whose element fulfils `predicate`, all later ones fulfilling it too. O(log count).
  @inlinable
  package func partitioningIndex(where predicate: (Element) -> Bool) -> Int {
    var low = startIndex
    var high = endIndex
    while low < high {
      let middle = low + (high - low) / 2
      if predicate(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
