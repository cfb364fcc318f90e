import TextCore

/// Why bytes of a source are not in its text.
public enum DecodingRule: UInt8, EditRule {
  /// The bytes are no text in the encoding: U+FFFD stands for them, or nothing under the policy `skip`.
  case malformed
  /// The byte order mark at the start.
  case byteOrderMark

  public static let names = allCases.map(\.name)

  public var name: String {
    switch self {
    case .malformed: "malformed"
    case .byteOrderMark: "byte_order_mark"
    }
  }
}

/// Bytes that decoding did not take over.
public struct Substitution: Sendable, Hashable {
  public var rule: DecodingRule
  /// Where they stand in the source, as fetched.
  public var source: Range<Int>
  /// What stands for them in the text.
  public var target: Range<Int>
  public var bytes: [UInt8]

  public init(rule: DecodingRule, source: Range<Int>, target: Range<Int>, bytes: [UInt8]) {
    self.rule = rule
    self.source = source
    self.target = target
    self.bytes = bytes
  }
}

/// The substitutions that decoding made, in order; text that was decoded costs nothing.
///
/// It is no `EditLog`: between two substitutions a text is as long as its source in UTF-8 only, and the way from one to
/// the other is the encoding.
public struct DecodingLog: Sendable, Hashable {
  /// One substitution in 24 bytes: noise has one for nearly every byte.
  private struct Entry: Hashable {
    var source: Int
    var target: Int
    var sourceCount: UInt8
    var targetCount: UInt8
    var rule: DecodingRule
  }

  private var entries: [Entry] = []
  /// The bytes of all substitutions, one after the other.
  private var removed: [UInt8] = []

  public init() {}

  public var isEmpty: Bool { entries.isEmpty }
  /// How many malformed sequences were replaced or skipped. O(substitutions).
  public var malformedCount: Int { entries.count { $0.rule == .malformed } }

  /// All substitutions, made of the log when asked for. O(substitutions).
  public var substitutions: [Substitution] {
    var offset = 0
    return entries.map { entry in
      let bytes = removed[offset..<offset + Int(entry.sourceCount)]
      offset = bytes.endIndex
      return Substitution(
        rule: entry.rule, source: entry.source..<entry.source + bytes.count,
        target: entry.target..<entry.target + Int(entry.targetCount), bytes: Array(bytes))
    }
  }

  /// Appends a substitution behind all earlier ones.
  ///
  /// - Parameters:
  ///   - bytes: at most 255.
  ///   - source: where they begin in the source.
  ///   - target: where the `count` bytes that stand for them begin in the text.
  mutating func append(
    _ rule: DecodingRule, _ bytes: some Collection<UInt8>, at source: Int, target: Int, count: Int
  ) {
    entries.append(
      Entry(
        source: source, target: target, sourceCount: UInt8(bytes.count), targetCount: UInt8(count), rule: rule
      ))
    removed.append(contentsOf: bytes)
  }
}
