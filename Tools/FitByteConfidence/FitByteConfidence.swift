import Foundation
import Repair
import TextCore
import ToolSupport
import TornCorpus

/// Fits the map from a torn reading's share among its rivals to its confidence, on lines that no scorer reads:
/// `FitByteConfidence SHARED OUTPUT`, where SHARED is the folder beside the project and OUTPUT
/// `Sources/Repair/ByteConfidencePoints.swift`. With `--explain`, proposals that are wrong are printed.
///
/// The lines are broken by the scorer's faults, each line as a page of its own. A proposal is right when its text, which
/// has some characters of context, stands in the line that was meant; proposals for which something had to be assumed are
/// left out.
@main
struct FitByteConfidence {
  private struct Page: Decodable {
    var body: [String]
  }

  private static let lineLengths = 20...200

  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst().filter { $0 != "--explain" }
    guard arguments.count == 2, let shared = arguments.first, let output = arguments.last else {
      FileHandle.standardError.write(Data("usage: FitByteConfidence SHARED OUTPUT [--explain]\n".utf8))
      exit(2)
    }
    let explains = CommandLine.arguments.contains("--explain")
    var decided = ConfidenceFit()
    var chosen = ConfidenceFit()
    for lines in [try HeldOutLines(.fitted, shared: shared).lines, try articles(shared)] {
      for (name, fault) in DamageGenerator.byteFaults(of: lines.joined(separator: "\n")) {
        for pair in DamageGenerator.torn(lines, by: fault) {
          for reading in TornReading.all(in: Array(pair.broken.utf8)) where reading.certainty == 1 {
            let isRight = pair.meant.contains(reading.text)
            if reading.isChosen {
              chosen.add(share: reading.share, isRight: isRight)
            } else {
              decided.add(share: reading.share, isRight: isRight)
            }
            if explains, !isRight {
              print("\(name) \(reading.share) \(reading.text)\n  \(pair.broken)\n  \(pair.meant)")
            }
          }
        }
      }
    }
    try Data(source(decided, chosen).utf8).write(to: URL(fileURLWithPath: output))
  }

  /// Paragraphs of the pages' articles, made traditional.
  private static func articles(_ shared: String) throws -> [String] {
    let gold = try Data(contentsOf: URL(fileURLWithPath: "\(shared)/data/pages/gold.json"))
    let converter = try TraditionalConverter()
    return try JSONDecoder().decode([Page].self, from: gold).flatMap(\.body)
      .flatMap { $0.split(whereSeparator: \.isNewline).map(String.init) }
      .filter { lineLengths.contains($0.unicodeScalars.count) }.map(converter.convert)
  }

  private static func source(_ decided: ConfidenceFit, _ chosen: ConfidenceFit) -> String {
    func list(_ fit: ConfidenceFit) -> String {
      fit.points.map { String(format: "%.3f", $0) }.joined(separator: ", ")
    }
    return """
      /// Written by `FitByteConfidence`; not to be edited by hand.
      enum ByteConfidencePoints {
        /// Repairs of which every byte is known.
        static let decided: [Float] = [
          \(list(decided)),
        ]
        /// Repairs in which the language model chose a character.
        static let chosen: [Float] = [
          \(list(chosen)),
        ]
      }

      """
  }
}
