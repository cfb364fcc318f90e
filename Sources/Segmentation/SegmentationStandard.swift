/// Where words begin and end: the conventions that annotators follow.
public enum SegmentationStandard: String, Sendable, CaseIterable {
  /// Words as Chinese news corpora cut them: names whole, a date's number with its unit (`5月`), a number with its
  /// percent sign.
  case news
  /// Universal Dependencies: shorter words. Now this means that numbers stand apart from units, the family name
  /// of a name found by rule apart from the given name, and that words of three characters and more pay for
  /// their length, so that they come apart where their parts are common words.
  case ud
}
