/// Where the text comes from, which decides the tables.
public enum ConversionProfile: String, Sendable, CaseIterable {
  /// Routes by script: what is not traditional Chinese is left alone.
  case auto
  /// OpenCC's t2s.
  case traditional
  /// OpenCC's tw2s.
  case tw
  /// OpenCC's hk2s.
  case hk
  /// ICU's Traditional-Simplified.
  case icu
}
