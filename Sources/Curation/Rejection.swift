/// Why a document is left out of a corpus.
public struct Rejection: Sendable, Hashable {
  /// The stable names in records.
  public enum Reason: String, Sendable, CaseIterable {
    case tooShort = "too_short"
    case fewHanzi = "few_hanzi"
    case repetitive
    case listPage = "list_page"
    case language
    case exactDuplicate = "exact_duplicate"
    case nearDuplicate = "near_duplicate"
  }

  /// What was measured or found.
  public enum Evidence: Sendable, Hashable {
    /// Characters.
    case count(Int)
    /// A share in 0...1.
    case share(Float)
    case language(Language)
    /// The text fingerprint of the earlier document.
    case document(UInt64)
  }

  public var reason: Reason
  public var evidence: Evidence

  public init(_ reason: Reason, _ evidence: Evidence) {
    self.reason = reason
    self.evidence = evidence
  }
}

/// The language of a document, as far as its script tells it.
public enum Language: String, Sendable, CaseIterable {
  case chinese = "zh"
  case japanese = "ja"
  case korean = "ko"
  /// Another script, or several.
  case other
  /// No letters.
  case none
}
