import LanguageModelTraining
import ToolSupport

/// Lines of official prose that the character model was not trained on, in traditional characters.
///
/// Two shares, so that what is fitted on one of them can be measured on the other.
public struct HeldOutLines {
  public enum Share { case fitted, scored }

  public let lines: [String]

  /// The files that lines are read from, below the folder of the data.
  public static let inputs = [
    "hans_govreport", "hans_policy", "hans_law", "hant_gazette", "hant_law_tw",
  ].map { "corpus/\($0).txt.zst" }

  /// What the model's trainer was told to hold out.
  private static let heldOut = Corpus.HeldOut(every: 50)
  private static let linesOfTwoShares = 2 * 50 * 20
  private static let shortest = 30

  /// - Parameter folder: the path of the folder of the data.
  public init(_ share: Share, of folder: String) throws {
    let converter = try TraditionalConverter()
    lines = try Self.inputs.flatMap { path in
      let text = String(decoding: try TextFile.read("\(folder)/\(path)"), as: UTF8.self)
      return try text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        .filter { Self.heldOut.contains($0.offset) && Self.share(of: $0.offset) == share }
        .filter { $0.element.unicodeScalars.count >= Self.shortest }
        .map { try converter.convert(String($0.element)) }
    }
  }

  private static func share(of line: Int) -> Share {
    line % linesOfTwoShares < linesOfTwoShares / 2 ? .fitted : .scored
  }
}
