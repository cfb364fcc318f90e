import TextCore

/// Names under which pages give their metadata (meta elements, OpenGraph, JSON-LD), lower-case.
enum MetadataKey {
  case title, pageTitle, published, source, author, editor, keywords, site

  init?(_ name: String) {
    switch name {
    case "og:title", "headline", "twitter:title", "article:title", "contenttitle", "articletitle":
      self = .title
    case "title": self = .pageTitle
    case "article:published_time", "datepublished", "datePublished", "og:release_date", "publishdate",
      "pubdate",
      "pubtime", "publish_time", "og:time", "weibo: article:create_at", "weibo:article:create_at",
      "firstpublishedtime", "date", "dc.date", "apub:time", "og:published_time", "_pubtime":
      self = .published
    case "source", "contentsource", "mediaid", "og:source", "contentsource_name", "dc.source": self = .source
    case "author", "article:author", "dc.creator", "og:author": self = .author
    case "editor", "editorname": self = .editor
    case "keywords", "news_keywords", "article:tag": self = .keywords
    case "og:site_name", "application-name", "apple-mobile-web-app-title", "publisher", "copyright":
      self = .site
    default: return nil
    }
  }

  var role: Role {
    switch self {
    case .title, .pageTitle: .title
    case .published: .date
    case .source: .source
    case .author: .byline
    case .editor: .editor
    case .keywords: .keywords
    case .site: .other
    }
  }
}

/// Reads the record's fields off the labelled blocks and the page's own metadata.
struct MetadataReader {
  private(set) var metadata = ArticleMetadata()
  private var pageTitle: String?
  private var headTitle: String?
  private var siteNames: [String] = []
  private var headPublished: PublicationTime?
  private var headSource: String?
  private var headKeywords: [String] = []
  private var blockTitle: String?
  private var published: PublicationTime?

  private let options: BoilerplateClassifier.Options

  init(_ document: Document, options: BoilerplateClassifier.Options) {
    self.options = options
    document.text.withUnsafeBufferPointer { text in
      for block in document.blocks {
        if let name = block.metadata {
          readHead(name, text, block.range)
        } else if let role = block.role {
          read(role, text, block)
        }
      }
    }
    settle()
  }

  private mutating func readHead(_ name: String, _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    let range = text.trimmed(range)
    guard !range.isEmpty, let key = MetadataKey(name) else { return }
    switch key {
    case .title: headTitle = headTitle ?? text.string(range)
    case .pageTitle: pageTitle = pageTitle ?? text.string(range)
    case .published: headPublished = headPublished ?? PublicationTime.find(in: text[bytes: range])?.time
    case .source: if text.scalarCount(range) <= 30 { headSource = headSource ?? text.string(range) }
    case .keywords: if headKeywords.isEmpty { headKeywords = Self.keywords(text.string(range)) }
    case .site: siteNames.append(text.string(range))
    // Pages put the site's or the template's name where the author and the editor should be.
    case .author, .editor: break
    }
  }

  private mutating func read(_ role: Role, _ text: UnsafeBufferPointer<UInt8>, _ block: Block) {
    switch role {
    case .title: if blockTitle == nil { blockTitle = text.string(text.trimmed(block.range)) }
    case .date, .source, .byline, .editor, .originalTitle, .keywords: readFields(role, text, block.range)
    default: break
    }
  }

  private mutating func readFields(_ role: Role, _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    for field in LabelledField.all(in: text, range: range) where !field.value.isEmpty {
      let value = text.string(field.value)
      switch field.role {
      case .source: if text.scalarCount(field.value) <= 30 { metadata.source = metadata.source ?? value }
      case .byline: if text.scalarCount(field.value) <= 30 { metadata.byline = metadata.byline ?? value }
      case .editor: if text.scalarCount(field.value) <= 20 { metadata.editor = metadata.editor ?? value }
      case .originalTitle: metadata.originalTitle = metadata.originalTitle ?? value
      case .keywords: if metadata.keywords.isEmpty { metadata.keywords = Self.keywords(value) }
      default: break
      }
    }
    if role == .date, published == nil, let now = options.now {
      let value = LabelledField.all(in: text, range: range).first { $0.role == .date }?.value ?? range
      published = RelativeTime.find(in: text, range: value, now: now)
    }
    guard role == .date || published == nil, let (time, date) = PublicationTime.find(in: text[bytes: range])
    else {
      return
    }
    if published == nil || published?.clock == nil && time.clock != nil { published = time }
    if metadata.source == nil, role == .date {
      metadata.source = Self.source(
        in: text, behind: range.lowerBound + date.upperBound, limit: range.upperBound)
    }
  }

  /// A source printed right of the date: one word of 2 to 20 characters, hanzi at its front, that is no label.
  private static func source(in text: UnsafeBufferPointer<UInt8>, behind start: Int, limit: Int) -> String? {
    let rest = text.trimmed(start..<limit)
    guard LabelledField.all(in: text, range: rest).isEmpty, !rest.isEmpty,
      (2...20).contains(text.scalarCount(rest)),
      ScalarClass.isHanzi(UTF8Cursor.scalar(text, at: rest.lowerBound).value)
    else { return nil }
    let scan = BlockScan(text[bytes: rest])
    guard scan.spaces == 0, scan.phraseScalars == 0, scan.separators == 0, !scan.hasDate, !scan.hasTime,
      scan.families[PhraseFamily.time.rawValue] == 0
    else { return nil }
    return text.string(rest)
  }

  private mutating func settle() {
    metadata.title =
      TitleReconciler(page: pageTitle, head: headTitle, block: blockTitle, sites: siteNames).title
    // The page's clock is what its reader sees; its head often has the time of the last build.
    let time =
      published.flatMap { $0.clock != nil || headPublished == nil ? $0 : nil } ?? headPublished ?? published
    metadata.published = time?.iso(zone: SiteZone.minutes(ofURL: options.url))
    metadata.site = siteNames.first
    metadata.source = metadata.source ?? headSource
    if metadata.keywords.isEmpty { metadata.keywords = headKeywords }
  }

  /// Splits at commas, semicolons, bars and white space, whichever the list uses.
  static func keywords(_ text: String) -> [String] {
    let marks: Set<Character> = [",", "，", "、", ";", "；", "|", "｜", "\u{3000}", "\u{A0}", " ", "\t"]
    var words: [String] = []
    for word in text.split(whereSeparator: { marks.contains($0) }).map(String.init)
    where !words.contains(word) {
      words.append(word)
    }
    return words
  }
}
