import TextCore

/// Traditional Chinese to simplified.
///
/// A converter holds no state beyond its options, so one serves any number of threads.
public struct Converter: Sendable {
  public struct Options: Sendable {
    public var profile = ConversionProfile.auto
    /// Words of Taiwan and Hong Kong to mainland words, as OpenCC's tw2sp; with `hk`, as hk2sp.
    public var vocabulary = false
    /// Users' dictionaries in OpenCC's text format, later ones above earlier ones. Their entries apply everywhere,
    /// before the profile and whatever the script.
    public var dictionaries: [ConversionDictionary] = []
    public init() {}

    /// OpenCC's configurations that have a counterpart here.
    public static let openCCNames = ["t2s", "tw2s", "tw2sp", "hk2s", "hk2sp"]

    /// The options that do what one of OpenCC's configurations does: t2s, tw2s, tw2sp, hk2s or hk2sp, with or
    /// without `.json`. Nil for any other name.
    public init?(openCCName name: String) {
      switch name.hasSuffix(".json") ? String(name.dropLast(5)) : name {
      case "t2s": profile = .traditional
      case "tw2s": profile = .tw
      case "tw2sp": (profile, vocabulary) = (.tw, true)
      case "hk2s": profile = .hk
      case "hk2sp": (profile, vocabulary) = (.hk, true)
      default: return nil
      }
    }
  }
  public let options: Options

  public init(options: Options = .init()) { self.options = options }

  /// Converts text, each change with its `ConversionRule` in the log. LF is never touched; bytes that are no UTF-8
  /// are copied, and so is a text above 4 GiB, which no log can address. O(text).
  public func convert(_ text: [UInt8]) -> Revision {
    text.withUnsafeBufferPointer { text in ConversionRun.revision(of: text) { convert(&$0) } }
  }

  /// Appends the converted text to `output`, without the cost of a log. O(text).
  public func convert(_ text: UnsafeBufferPointer<UInt8>, into output: inout [UInt8]) {
    ConversionRun.run(over: text, into: &output, keepsLog: false) { convert(&$0) }
  }

  private func convert(_ run: inout ConversionRun) {
    guard options.profile == .auto else {
      convert(0..<run.text.count, as: true, below: options.dictionaries.count, &run)
      return
    }
    var routing = ScriptRouting(text: run.text, table: options.vocabulary ? .autoVocabulary : .auto)
    routing.forEachSpan { range, isTraditional in
      convert(range, as: isTraditional, below: options.dictionaries.count, &run)
    }
  }

  /// The entries of the dictionaries below `layer`, the topmost first, and between them the profile.
  private func convert(
    _ range: Range<Int>, as isTraditional: Bool, below layer: Int, _ run: inout ConversionRun
  ) {
    guard layer > 0 else {
      if isTraditional { convert(range, &run) } else { run.keep(range) }
      return
    }
    let dictionary = options.dictionaries[layer - 1]
    var start = range.lowerBound
    var offset = range.lowerBound
    while offset < range.upperBound {
      guard let entry = dictionary.match(run.text, at: offset, limit: range.upperBound) else {
        offset += 1
        continue
      }
      convert(start..<offset, as: isTraditional, below: layer - 1, &run)
      let end = offset + entry.source.count
      entry.target.withUnsafeBufferPointer { run.replace(offset..<end, by: $0, .dictionary) }
      offset = end
      start = end
    }
    convert(start..<range.upperBound, as: isTraditional, below: layer - 1, &run)
  }

  private func convert(_ range: Range<Int>, _ run: inout ConversionRun) {
    switch (options.profile, options.vocabulary) {
    case (.auto, false): run.convert(range, .auto)
    case (.auto, true): run.convert(range, .autoVocabulary)
    case (.traditional, false): run.convert(range, .traditional)
    case (.tw, false): run.convert(range, .tw)
    case (.traditional, true), (.tw, true): run.convert(range, .twVocabulary)
    case (.hk, false): run.convert(range, .hk)
    case (.hk, true): run.convert(range, .hkVocabulary)
    case (.icu, _): run.transliterate(range)
    }
  }

  /// The script of a text, judged sentence by sentence: `mixed` when each script has at least a tenth of the
  /// characters judged. Japanese and Korean count as none. O(text).
  public func script(of text: [UInt8]) -> Script {
    let summary = text.withUnsafeBufferPointer {
      ScriptRouting(text: $0, table: .auto).summary(ofFirst: text.count)
    }
    let judged = summary.traditional + summary.simplified
    if judged == 0 { return .none }
    if min(summary.traditional, summary.simplified) * 10 >= judged { return .mixed }
    return summary.traditional > summary.simplified ? .hant : .hans
  }

  /// Notes the script and converts the document's text.
  public func apply(to document: inout Document) {
    document.script = script(of: document.text)
    document.apply(convert(document.text), stage: .conversion)
  }
}
