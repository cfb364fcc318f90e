import Jiaokan

/// `clean` and `extract`: pages to articles.
public struct CleaningVerb: RecordVerb {
  private let cleaner: Cleaner
  private let wantsEdits: Bool

  public var contentFields: [StaticString] { ["html", "bytes", "text"] }

  /// - Throws: what the stages say of unusable options.
  public init(_ options: Cleaner.Options, edits: Bool) throws {
    cleaner = try Cleaner(options: options)
    wantsEdits = edits
  }

  static let reserved: [StaticString] = [
    "title", "published", "source", "byline", "editor", "original_title", "keywords", "text", "script",
    "encoding", "damage", "blocks", "words", "edits", "error",
    "input",
  ]

  public func write(_ record: VerbInput, to json: inout JSONWriter) throws {
    let article =
      switch record.content {
      case .html(let page): try cleaner.clean(page, hints: record.hints, encoding: .utf8, format: .html)
      case .text(let page): try cleaner.clean(page, hints: record.hints, encoding: .utf8, format: .text)
      case .bytes(let page): try cleaner.clean(page, hints: record.hints, format: record.format)
      }
    json.beginObject()
    json.name("id")
    json.raw(record.id)
    json.name("url")
    json.string(record.url)
    write(article.metadata, to: &json)
    let text = article.text
    json.name("text")
    json.string(text)
    json.name("script")
    json.string(article.script.rawValue)
    json.name("encoding")
    json.encoding(article.encoding)
    json.name("damage")
    json.damage(article.damage)
    if cleaner.options.wantsBlocks { write(article.blocks, to: &json) }
    if let words = article.words { write(words, to: &json) }
    if wantsEdits {
      json.name("edits")
      try EditRecords.write(
        article.history, text: Array(text.utf8), decoding: article.decodingLog, to: &json)
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

  private func write(_ words: [[String]], to json: inout JSONWriter) {
    json.name("words")
    json.beginArray()
    for paragraph in words { json.strings(paragraph) }
    json.endArray()
  }
}
