import Foundation
import ToolSupport

/// Where a gold article holds what is none of its text (captions, editor lines, adverts), or a field what is none of its
/// value.
///
/// Each correction says what is to be dropped and why; it holds no text, so that it can be published where the pages
/// cannot.
public struct GoldCorrections: Sendable {
  /// What the dropped paragraphs are.
  public enum Kind: String, Decodable, Sendable {
    case caption, byline, editor, source, keywords, advert, navigation, legal, title
    /// A mark at the end of a field.
    case mark

    /// Whether such a line stands in the article and is told from its text by its role, not by its place.
    var standsInside: Bool {
      switch self {
      case .caption, .byline, .editor, .source, .keywords: true
      case .advert, .navigation, .legal, .title, .mark: false
      }
    }
  }

  private struct Correction: Decodable {
    struct Paragraph: Decodable {
      /// From 0, in the gold article as it is.
      var paragraph: Int
      /// Its scalars: a gold article that has changed is noticed.
      var characters: Int
    }

    var page: String
    var kind: Kind
    var reason: String
    var drop: [Paragraph]?
    var field: Field?

    struct Field: Decodable {
      var name: String
      /// Its scalars as it is, and how many of them, at its end, are none of it.
      var characters: Int
      var dropLast: Int
    }
  }

  private let byPage: [String: [Correction]]

  /// None.
  public init() { byPage = [:] }

  public init(_ path: String) throws {
    let all = try JSONDecoder().decode([Correction].self, from: Data(Files.read(path)))
    byPage = Dictionary(grouping: all, by: \.page)
  }

  /// The paragraphs less those that are to be dropped, of all kinds or of those that stand outside of the article.
  func apply(to paragraphs: [String], of page: String, outsideOnly: Bool = false) throws -> [String] {
    var dropped: Set<Int> = []
    for correction in byPage[page] ?? [] where !outsideOnly || !correction.kind.standsInside {
      for entry in correction.drop ?? [] {
        guard paragraphs.indices.contains(entry.paragraph),
          paragraphs[entry.paragraph].unicodeScalars.count == entry.characters
        else {
          throw ToolError("\(page): paragraph \(entry.paragraph) is not what its correction was made for")
        }
        dropped.insert(entry.paragraph)
      }
    }
    return paragraphs.indices.filter { !dropped.contains($0) }.map { paragraphs[$0] }
  }

  /// A field of the gold less what is none of its value.
  func apply(to value: String, field: String, of page: String) throws -> String {
    for case let correction? in (byPage[page] ?? []).map(\.field) where correction.name == field {
      guard value.unicodeScalars.count == correction.characters else {
        throw ToolError("\(page): \(field) is not what its correction was made for")
      }
      return String(String.UnicodeScalarView(value.unicodeScalars.dropLast(correction.dropLast)))
    }
    return value
  }
}
