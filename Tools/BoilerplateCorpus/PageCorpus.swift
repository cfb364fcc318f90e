import Foundation
import Markup
import TextCore
import ToolSupport

/// A page with the article that a person read off it.
public struct GoldPage: Sendable {
  public var id: String
  /// The publisher: pages of one never stand on both sides of a split.
  public var site: String
  public var url: String
  public var document: Document
  /// The article, corrected.
  public var paragraphs: [String]
  /// The article as `gold.json` has it.
  public var uncorrected: [String]
  /// For labels: the article with the captions, bylines and editor lines that stand inside it.
  public var labelled: [String]
  public var title: String
  /// `YYYY-MM-DD`, or empty.
  public var date: String
  public var source: String
  public var editor: String
}

/// Reads `gold.json` and the pages beside it.
public enum PageCorpus {
  private struct Entry: Decodable {
    var id: String
    var file: String
    var url: String
    var title: String
    var date: String
    var source: String?
    var editor: String?
    var body: [String]

    private enum CodingKeys: String, CodingKey {
      case id, url, title, date, source, editor, body
      case file = "html_file"
    }
  }

  public static func load(_ folder: String, corrections: GoldCorrections) throws -> [GoldPage] {
    let entries = try JSONDecoder().decode([Entry].self, from: Data(Files.read(folder + "/gold.json")))
    return try entries.map { entry in
      var document = Document(text: try Files.read("\(folder)/\(entry.file)"))
      try MarkupParser().parse(&document, as: .html)
      return try GoldPage(
        id: entry.id, site: site(id: entry.id, url: entry.url), url: entry.url, document: document,
        paragraphs: corrections.apply(to: entry.body, of: entry.id), uncorrected: entry.body,
        labelled: corrections.apply(to: entry.body, of: entry.id, outsideOnly: true), title: entry.title,
        date: entry.date, source: entry.source ?? "",
        editor: corrections.apply(to: entry.editor ?? "", field: "editor", of: entry.id))
    }
  }

  /// The registered name in the URL's host (`sina` of news.sina.com.cn), else the second word of the id.
  private static func site(id: String, url: String) -> String {
    let suffixes: Set<Substring> = ["com", "cn", "net", "org", "gov", "tw", "hk"]
    if let host = URL(string: url)?.host ?? url.split(separator: "/").dropFirst().first.map(String.init) {
      let labels = host.split(separator: ".")
      if let name = labels.last(where: { !suffixes.contains($0) }) { return String(name) }
    }
    let words = id.split(separator: "_")
    return words.count > 1 ? String(words[1]) : id
  }
}

/// Where a plain-text copy of a page has empty lines.
public enum PlainSpacing: CaseIterable, Sendable {
  case none, everywhere
  /// Where the enclosing element changes, as converters to text do.
  case structured
}

extension Document {
  /// The page as plain text: the same blocks without anything that HTML says of them.
  public func plainText(spacing: PlainSpacing) -> Document {
    let visible = blocks.indices.filter { blocks[$0].metadata == nil }
    var copy = keeping(visible)
    var last: Int?
    for (index, original) in visible.enumerated() {
      let parent = blocks[original].element.flatMap { elements[$0].parent }
      var block = Block(range: copy.blocks[index].range)
      switch spacing {
      case .none: break
      case .everywhere: block.blankLinesBefore = 1
      case .structured: block.blankLinesBefore = parent == last ? 0 : 1
      }
      last = parent
      copy.blocks[index] = block
    }
    copy.elements = []
    return copy
  }

  /// The document with only these blocks.
  public func keeping(_ indices: [Int]) -> Document {
    var text: [UInt8] = []
    var kept: [Block] = []
    for index in indices {
      if !kept.isEmpty { text.append(0x0A) }
      var block = blocks[index]
      let start = text.count
      text.append(contentsOf: self.text[block.range])
      block.range = start..<text.count
      kept.append(block)
    }
    var document = Document(text: text)
    document.blocks = kept
    document.elements = elements
    return document
  }
}
