import Foundation
import Repair
import TextCore
import ToolSupport
import TornCorpus

/// Fits the map from a torn reading's share among its rivals to its confidence, on lines that no scorer reads:
/// `FitByteConfidence DATA OUTPUT`, where DATA holds corpus/*.txt.zst and pages/gold.json and OUTPUT is
/// `Sources/Repair/ByteConfidencePoints.swift`. With `--explain`, proposals that are wrong are printed.
///
/// The lines are broken by the scorer's faults, each line as a page of its own. A proposal is right when its text, which
/// has some characters of context, stands in the line that was meant; proposals for which something had to be assumed are
/// left out.
@main
struct FitByteConfidence {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst().filter { $0 != "--explain" }
    guard arguments.count == 2, let data = arguments.first, let output = arguments.last else {
      FileHandle.standardError.write(Data("usage: FitByteConfidence DATA OUTPUT [--explain]\n".utf8))
      exit(2)
    }
    let explains = CommandLine.arguments.contains("--explain")
    var fits = TornReading.Kind.allCases.map { ($0, ConfidenceFit()) }
    for lines in [try HeldOutLines(.fitted, of: data).lines, try ArticleLines(.fitted, of: data).lines] {
      for (name, fault) in DamageGenerator.byteFaults(of: lines.joined(separator: "\n")) {
        for pair in DamageGenerator.torn(lines, by: fault) {
          for reading in TornReading.all(in: Array(pair.broken.utf8)) where reading.certainty == 1 {
            let isRight = pair.meant.contains(reading.text)
            for index in fits.indices where fits[index].0 == reading.kind {
              fits[index].1.add(share: reading.share, isRight: isRight)
            }
            if explains, !isRight {
              print("\(name) \(reading.share) \(reading.text)\n  \(pair.broken)\n  \(pair.meant)")
            }
          }
        }
      }
    }
    try Data(source(fits).utf8).write(to: URL(fileURLWithPath: output))
  }

  private static func source(_ fits: [(TornReading.Kind, ConfidenceFit)]) -> String {
    let lists = fits.map { kind, fit in
      let points = fit.points.map { String(format: "%.3f", $0) }.joined(separator: ", ")
      return "  static let \(kind): [Float] = [\n    \(points),\n  ]\n"
    }
    return """
      /// Confidence at the points of `ByteConfidence`, by `TornReading.Kind`. Written by `FitByteConfidence`, not by hand.
      enum ByteConfidencePoints {
      \(lists.joined())}

      """
  }
}
