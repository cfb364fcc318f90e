/// Tells documents that a corpus does not want; each criterion is off unless it is set.
public struct TextFilter: Sendable {
  public struct Options: Sendable {
    /// Fewest characters of the article, white space not counted.
    public var minimumLength: Int?
    /// Lowest share of hanzi among the characters, in 0...1.
    public var minimumHanzi: Float?
    /// Highest share of the text that repeats earlier text, in 0...1.
    public var maximumRepetition: Float?
    /// Whether pages whose text is mostly headlines are dropped.
    public var dropsLists = false
    /// The languages that are kept; empty keeps all.
    public var languages: Set<Language> = []

    public init() {}
  }

  /// Below this share of prose a page is a list: half of what is read says nothing in a sentence.
  private static let leastProse: Float = 0.5

  public let options: Options
  private let isActive: Bool

  public init(options: Options) {
    self.options = options
    isActive =
      options.minimumLength != nil || options.minimumHanzi != nil || options.maximumRepetition != nil
      || options.dropsLists || !options.languages.isEmpty
  }

  /// Why an article is not wanted; nil when it is.
  ///
  /// - Parameter text: valid UTF-8, paragraphs separated by LF. O(text).
  public func rejection(of text: UnsafeBufferPointer<UInt8>) -> Rejection? {
    guard isActive else { return nil }
    let measures = TextMeasures(text)
    if let least = options.minimumLength, measures.characters < least {
      return Rejection(.tooShort, .count(measures.characters))
    }
    if !options.languages.isEmpty, !options.languages.contains(measures.language) {
      return Rejection(.language, .language(measures.language))
    }
    if let least = options.minimumHanzi, measures.hanziShare < least {
      return Rejection(.fewHanzi, .share(measures.hanziShare))
    }
    if options.dropsLists, measures.proseShare < Self.leastProse {
      return Rejection(.listPage, .share(measures.proseShare))
    }
    if let most = options.maximumRepetition {
      let share = Repetition.share(of: text)
      if share > most { return Rejection(.repetitive, .share(share)) }
    }
    return nil
  }
}
