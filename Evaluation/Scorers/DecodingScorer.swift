import Foundation
import Jiaokan

/// How many documents of the stress set the detector gets right, how far its confidence can be trusted, and what
/// comes out of pages that mix encodings or have a stray byte.
enum DecodingScorer: Scorer {
  static let name = "decoding"
  static let inputs = HeldOutText.inputs

  static func score(shared: URL) throws -> [Figure] {
    let text = try HeldOutText(shared: shared)
    let answers = detect(StressSet(text).documents)
    var figures = [
      figure("all", answers) { _ in true },
      figure("core", answers) { $0.isCore },
      figure("core.short", answers) { $0.isCore && $0.length <= 50 },
      figure("core.corrupt", answers) { $0.isCore && $0.wrapping == .corrupt },
      figure("core.wrong-meta", answers) { $0.isCore && $0.wrapping == .wrongMeta },
      figure("corrupt", answers) { $0.wrapping == .corrupt },
      figure("wrong-meta", answers) { $0.wrapping == .wrongMeta },
    ]
    var kinds: [String] = []
    for answer in answers where kinds.last != answer.document.kind { kinds.append(answer.document.kind) }
    figures += kinds.map { kind in figure("kind.\(kind)", answers) { $0.kind == kind } }
    figures += Calibration(answers).figures
    figures += MixedPages.shares.map { share in
      Figure(name: "mixed.\(share)", value: MixedPages.score(share: share, text))
    }
    figures.append(Figure(name: "stray", value: MixedPages.scoreStrayBytes(text)))
    return figures
  }

  struct Answer {
    var document: StressSet.Document
    var confidence: Float
    var isRight: Bool
  }

  static func detect(_ documents: [StressSet.Document]) -> [Answer] {
    let detector = EncodingDetector()
    return documents.map { document in
      let detection = document.bytes.withUnsafeBufferPointer { detector.detect($0) }
      return Answer(
        document: document, confidence: detection.confidence,
        isRight: detection.encoding.name == document.encoding)
    }
  }

  private static func figure(
    _ name: String, _ answers: [Answer], where isCounted: (StressSet.Document) -> Bool
  ) -> Figure {
    let counted = answers.filter { isCounted($0.document) }
    return Figure(name: name, value: Double(counted.count { $0.isRight }) / Double(counted.count))
  }

  /// How often answers are right, by the confidence they are given with.
  struct Calibration {
    struct Bin {
      var count = 0
      var right = 0
      var confidence: Double = 0
    }
    /// By twentieths of confidence from one half up.
    private(set) var bins = [Bin](repeating: Bin(), count: 10)

    init(_ answers: [Answer]) {
      for answer in answers where answer.confidence >= 0.5 {
        let bin = min(9, Int((Double(answer.confidence) - 0.5) * 20))
        bins[bin].count += 1
        bins[bin].right += answer.isRight ? 1 : 0
        bins[bin].confidence += Double(answer.confidence)
      }
    }

    /// The expected calibration error: how far confidence and share of right answers are apart, weighted by answers;
    /// and for each bin the share of right answers less the mean confidence.
    var figures: [Figure] {
      let total = bins.reduce(0) { $0 + $1.count }
      let gaps = bins.map { $0.count == 0 ? 0 : (Double($0.right) - $0.confidence) / Double($0.count) }
      let error = zip(bins, gaps).reduce(0) { $0 + Double($1.0.count) * abs($1.1) } / Double(total)
      return [Figure(name: "calibration.error", value: error)]
        + zip(bins, gaps).enumerated().filter { $0.element.0.count > 0 }.map { index, entry in
          Figure(name: "calibration.\(50 + 5 * index).gap (\(entry.0.count))", value: entry.1)
        }
    }
  }
}
