import Foundation

/// Paragraphs of news pages' articles, in traditional characters: texts that no model was trained on.
///
/// Two shares of the pages, as `HeldOutLines` has of prose.
public struct ArticleLines {
  public let lines: [String]

  /// The file that they are read from, below the folder of the data.
  public static let input = "pages/gold.json"

  private struct Page: Decodable {
    var body: [String]
  }

  private static let lengths = 20...200

  /// - Parameter folder: the path of the folder of the data.
  public init(_ share: HeldOutLines.Share, of folder: String) throws {
    let gold = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(Self.input)"))
    let converter = try TraditionalConverter()
    let pages = try JSONDecoder().decode([Page].self, from: gold)
    // Copies of an article on several pages count as one, so that no line is in both shares.
    var seen: Set<String> = []
    lines = try pages.enumerated().flatMap { number, page in
      let fresh = page.body.flatMap { $0.split(whereSeparator: \.isNewline).map(String.init) }
        .filter { Self.lengths.contains($0.unicodeScalars.count) && seen.insert($0).inserted }
      return (number % 2 == 0) == (share == .fitted) ? fresh : []
    }.map(converter.convert)
  }
}
