import Foundation

/// One line of `Tests/Cases/*.jsonl`.
public struct Case: Decodable, Sendable {
  /// The stage or fixer that the case is for, as `repair` or `conversion`.
  public var stage: String
  public var name: String
  public var input: String
  /// What the stage should make of it; for negatives absent, since it is the input itself.
  public var expected: String?
  /// What the stage needs besides the text, as `{"from": "tw"}`.
  public var options: [String: String]?
}

/// The four files of cases.
public enum CaseFile: String, CaseIterable, Sendable {
  /// Written in the style of what was seen on real pages.
  case inTheWild = "in-the-wild"
  /// Made by the simulator or by hand to exercise one rule.
  case synthetic
  /// Text that must come out untouched.
  case negative
  /// Not solved yet; a known failure that passes fails the run, so that it is moved.
  case knownFailures = "known-failures"

  /// The cases of one stage, in file order.
  public func cases(stage: String) throws -> [Case] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let file = folder.appendingPathComponent("Cases/\(rawValue).jsonl")
    let decoder = JSONDecoder()
    return try String(contentsOf: file, encoding: .utf8)
      .split(separator: "\n")
      .map { try decoder.decode(Case.self, from: Data($0.utf8)) }
      .filter { $0.stage == stage }
  }
}
