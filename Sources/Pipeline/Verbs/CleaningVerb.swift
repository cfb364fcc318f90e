import Curation
import Jiaokan

/// What `clean` and `extract` do with articles beyond making them.
public struct CurationOptions: Sendable {
  public var filter = TextFilter.Options()
  public var masks: Set<Masker.Kind> = []
  /// Whether records carry fingerprints.
  public var wantsFingerprints = false
  /// Nil: duplicates are kept.
  public var duplicates: DuplicateIndex.Sameness?

  public init() {}
}

/// `clean` and `extract`: pages to articles.
public struct CleaningVerb: RecordVerb {
  private let cleaner: Cleaner
  private let wantsEdits: Bool
  private let wantsFingerprints: Bool
  private let findsDuplicates: Bool
  private let filter: TextFilter
  private let masker: Masker

  public var contentFields: [StaticString] { ["html", "bytes", "text"] }

  /// - Throws: what the stages say of unusable options.
  public init(_ options: Cleaner.Options, curation: CurationOptions = .init(), edits: Bool) throws {
    cleaner = try Cleaner(options: options)
    wantsEdits = edits
    filter = TextFilter(options: curation.filter)
    masker = Masker(kinds: curation.masks)
    wantsFingerprints = curation.wantsFingerprints
    findsDuplicates = curation.duplicates != nil
  }

  static let reserved: [StaticString] = [
    "title", "published", "source", "byline", "editor", "original_title", "keywords", "site", "article",
    "page", "text", "script",
    "encoding", "damage", "masked", "fingerprint", "blocks", "words", "edits", "dropped", "error", "input",
  ]

  public func write(_ record: VerbInput, to json: inout JSONWriter, findings: inout Findings) throws {
    var article =
      switch record.content {
      case .html(let page): try cleaner.clean(page, hints: record.hints, encoding: .utf8, format: .html)
      case .text(let page): try cleaner.clean(page, hints: record.hints, encoding: .utf8, format: .text)
      case .bytes(let page): try cleaner.clean(page, hints: record.hints, format: record.format)
      }
    let masked = masker.mask(&article)
    let text = Array(article.text.utf8)
    text.withUnsafeBufferPointer { text in
      findings.rejection = filter.rejection(of: text)
      if wantsFingerprints || findsDuplicates { findings.fingerprint = Fingerprint(text) }
    }
    if let measurements = article.measurements {
      findings.counts = ArticleCounts.of(article, measurements, masked: masked)
    }
    json.beginObject()
    json.name("id")
    json.raw(record.id)
    json.name("url")
    json.string(record.url)
    write(article.metadata, to: &json)
    json.name("text")
    json.string(text)
    json.name("script")
    json.string(article.script.rawValue)
    json.name("encoding")
    json.encoding(article.encoding)
    json.name("damage")
    json.damage(article.damage)
    if !masker.kinds.isEmpty { write(masked, to: &json) }
    if wantsFingerprints { write(findings.fingerprint, to: &json) }
    if cleaner.options.wantsBlocks { write(article.blocks, to: &json) }
    if let words = article.words { write(words, of: text, to: &json) }
    if wantsEdits {
      json.name("edits")
      try EditRecords.write(article.history, text: text, decoding: article.decodingLog, to: &json)
    }
    record.writeOtherMembers(known: ["id", "url"], reserved: Self.reserved, to: &json)
    json.endObject()
    json.endLine()
  }

  private func write(_ metadata: ArticleMetadata, to json: inout JSONWriter) {
    json.name("title")
    json.string(metadata.title)
    json.name("published")
    json.string(metadata.published)
    json.name("source")
    json.string(metadata.source)
    json.name("byline")
    json.string(metadata.byline)
    json.name("editor")
    json.string(metadata.editor)
    json.name("original_title")
    json.string(metadata.originalTitle)
    json.name("keywords")
    json.strings(metadata.keywords)
    json.name("site")
    json.string(metadata.site)
  }

  private func write(_ blocks: [PageBlock], to json: inout JSONWriter) {
    json.name("blocks")
    json.beginArray()
    for block in blocks {
      json.beginObject()
      json.name("role")
      json.string(block.role.rawValue)
      json.name("probability")
      json.number(block.probability)
      json.name("text")
      json.string(block.text)
      json.name("source")
      json.range(block.source)
      json.endObject()
    }
    json.endArray()
  }

  /// - Parameter text: the paragraphs, joined by LF.
  private func write(_ words: [[Range<Int>]], of text: [UInt8], to json: inout JSONWriter) {
    json.name("words")
    json.beginArray()
    var start = 0
    for (words, paragraph) in zip(words, text.split(separator: 0x0A, omittingEmptySubsequences: false)) {
      json.beginArray()
      start = paragraph.startIndex
      for word in words { json.string(text[start + word.lowerBound..<start + word.upperBound]) }
      json.endArray()
    }
    json.endArray()
  }

  private func write(_ masked: [Masker.Kind: Int], to json: inout JSONWriter) {
    json.name("masked")
    json.beginArray()
    for kind in Masker.Kind.allCases {
      guard let count = masked[kind] else { continue }
      json.beginObject()
      json.name("kind")
      json.string(kind.name)
      json.name("count")
      json.number(count)
      json.endObject()
    }
    json.endArray()
  }

  private func write(_ fingerprint: Fingerprint?, to json: inout JSONWriter) {
    json.name("fingerprint")
    guard let fingerprint else { return json.null() }
    json.beginObject()
    json.name("text")
    json.string(hexadecimal(fingerprint.text))
    json.name("bands")
    json.strings(fingerprint.bands.map(hexadecimal))
    json.endObject()
  }
}

extension Masker {
  /// Masks all of an article that records show, and tells how many there were in its text.
  fileprivate func mask(_ article: inout Article) -> [Kind: Int] {
    guard !kinds.isEmpty else { return [:] }
    var found: [Kind: Int] = [:]
    for index in article.paragraphs.indices { mask(&article.paragraphs[index], counting: &found) }
    var elsewhere: [Kind: Int] = [:]
    for index in article.blocks.indices { mask(&article.blocks[index].text, counting: &elsewhere) }
    func cover(_ field: inout String?) {
      guard var value = field else { return }
      mask(&value, counting: &elsewhere)
      field = value
    }
    cover(&article.metadata.title)
    cover(&article.metadata.source)
    cover(&article.metadata.byline)
    cover(&article.metadata.editor)
    cover(&article.metadata.originalTitle)
    for index in article.metadata.keywords.indices {
      mask(&article.metadata.keywords[index], counting: &elsewhere)
    }
    return found
  }
}
