/// Where words begin and end: the conventions that annotators follow.
public enum SegmentationStandard: String, Sendable, CaseIterable {
  /// Words as Chinese news corpora cut them: names whole, a date's number with its unit (`5月`), a number with its
  /// percent sign.
  case news
  /// Universal Dependencies: shorter words; numbers stand apart from units, family names from given names. Of a model
  /// without a second standard, the same as `news`.
  case ud
}
