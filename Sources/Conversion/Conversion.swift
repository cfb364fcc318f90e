import TextCore

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

/// Traditional Chinese to simplified.
public struct Converter: Sendable {
  public struct Options: Sendable {
    public var profile = ConversionProfile.auto
    /// Words of Taiwan and Hong Kong to mainland words, as OpenCC's tw2sp.
    public var vocabulary = false
    /// Users' dictionaries in OpenCC's text format, later ones above earlier ones.
    public var dictionaries: [ConversionDictionary] = []
    public init() {}
  }
  public let options: Options

  public init(options: Options = .init()) { self.options = options }

  public func convert(_ text: [UInt8]) -> Revision { Revision(text: text, log: EditLog()) }

  /// The script of a text, by its convertible characters.
  public func script(of text: [UInt8]) -> Script { .none }

  public func apply(to document: inout Document) {
    document.script = script(of: document.text)
    document.apply(convert(document.text), stage: .conversion)
  }
}

/// A user's dictionary: lines of `source TAB target [SPACE alternative...]`.
public struct ConversionDictionary: Sendable {
  /// - Throws: `ConversionDictionaryError` with the line's number.
  public init(contents: [UInt8], name: String) throws(ConversionDictionaryError) {}
}

public struct ConversionDictionaryError: Error, Hashable, CustomStringConvertible {
  public var name: String
  public var line: Int
  public var reason: String
  public var description: String { "\(name):\(line): \(reason)" }
}
