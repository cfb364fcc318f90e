import EncodingCorpus
import Foundation
import Jiaokan

/// How many documents of the stress set the detector gets right, how far its confidence can be trusted, and what
/// comes out of pages that mix encodings or have a stray byte.
enum DecodingScorer: Scorer {
  static let name = "decoding"
  static let inputs = HeldOutText.inputs

  static func score(shared: URL) throws -> [Figure] {
    let text = try HeldOutText.read(shared: shared)
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
    let doubtful = detect(
      StressSet(
        try HeldOutText.read(shared: shared, uncalibrated: true), lengths: StressSet.shortLengths,
        seed: StressSet.seed + 2, samples: 120
      ).documents)
    figures.append(figure("short", doubtful) { _ in true })
    figures += DetectorCalibration(doubtful).figures
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
}
