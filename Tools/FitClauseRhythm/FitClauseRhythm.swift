import Foundation
import LanguageModel
import Repair
import TextCore
import ToolSupport
import TornCorpus

/// Counts how far the character model is mistaken about punctuation, by the length of clauses, on lines that neither it
/// was trained on nor a scorer reads: `FitClauseRhythm DATA OUTPUT`, where DATA holds corpus/*.txt.zst and
/// pages/gold.json and OUTPUT is `Sources/Repair/ClauseRhythmWeights.swift`.
@main
struct FitClauseRhythm {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard arguments.count == 2, let data = arguments.first, let output = arguments.last else {
      FileHandle.standardError.write(Data("usage: FitClauseRhythm DATA OUTPUT\n".utf8))
      exit(2)
    }
    let articles = try ArticleLines(.fitted, of: data).lines
    let official = try HeldOutLines(.fitted, of: data).lines
    // As much of laws and gazettes as of the press.
    let every = max(official.count / articles.count, 1)
    var fit = RhythmFit()
    for line in articles + official.enumerated().filter({ $0.offset % every == 0 }).map(\.element) {
      fit.add(line)
    }
    try Data(source(fit).utf8).write(to: URL(fileURLWithPath: output))
  }

  private static func source(_ fit: RhythmFit) -> String {
    let lists = ClauseRhythm.Mark.allCases.map { mark in
      let weights = fit.weights(of: mark).map { String(format: "%.2f", $0) }
      let width = ClauseRhythm.lengths.count
      let rows = stride(from: 0, to: weights.count, by: width)
        .map { "    " + weights[$0..<$0 + width].joined(separator: ", ") + "," }
      return "  static let \(mark): [Float] = [\n\(rows.joined(separator: "\n"))\n  ]\n"
    }
    return """
      /// What the length of a clause says for a mark, in nats, by `ClauseRhythm.place`. Written by `FitClauseRhythm`, not by
      /// hand.
      enum ClauseRhythmWeights {
      \(lists.joined())}

      """
  }
}

/// Marks that were seen, and those that the model expected, by place.
struct RhythmFit {
  private struct Sum {
    var seen = 0.0
    var expected = 0.0
  }

  /// 、，：；。！？
  private static let marks: [UInt32] = [0x3001, 0xFF0C, 0xFF1A, 0xFF1B, 0x3002, 0xFF01, 0xFF1F]
  /// What is added to both sums, so that a few marks prove little.
  private static let smoothing = 2.0

  private let model = CharacterModel.builtIn
  private var sums = [[Sum]](
    repeating: [Sum](repeating: Sum(), count: ClauseRhythm.placeCount),
    count: ClauseRhythm.Mark.allCases.count)

  mutating func add(_ line: String) {
    var state = model.start
    var rhythm = ClauseRhythm()
    for scalar in line.unicodeScalars.map(\.value) {
      let token = model.token(of: scalar)
      if let place = rhythm.place, token != CharacterModel.skipped {
        for other in Self.marks {
          guard let mark = ClauseRhythm.mark(other) else { continue }
          sums[mark.rawValue][place].expected += exp(
            Double(model.score(model.token(of: other), after: state)))
        }
        if let mark = ClauseRhythm.mark(scalar) { sums[mark.rawValue][place].seen += 1 }
      }
      rhythm.pass(scalar)
      state = model.advance(state, with: token)
    }
  }

  func weights(of mark: ClauseRhythm.Mark) -> [Double] {
    sums[mark.rawValue].map { sum in
      let weight = log((sum.seen + Self.smoothing) / (sum.expected + Self.smoothing))
      return min(max(weight, -ClauseRhythm.largestWeight), ClauseRhythm.largestWeight)
    }
  }
}
