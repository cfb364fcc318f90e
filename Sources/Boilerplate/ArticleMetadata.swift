/// What the page says of its article.
public struct ArticleMetadata: Sendable, Hashable {
  /// Without the site's name.
  public var title: String?
  /// ISO 8601 with the page's local offset; the date alone where the page gives no time.
  public var published: String?
  public var source: String?
  public var byline: String?
  public var editor: String?
  public var originalTitle: String?
  /// The site's name, as its head gives it.
  public var site: String?
  public var keywords: [String] = []
  public init() {}
}
