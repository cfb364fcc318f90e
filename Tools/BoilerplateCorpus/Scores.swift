import Boilerplate
import TextCore

/// Character 4-gram F1 of many pages.
public struct Scores {
  public private(set) var entries: [(id: String, f1: Double)] = []

  public init() {}

  public mutating func add(_ page: GoldPage, _ f1: Double) { entries.append((page.id, f1)) }

  public var mean: Double { entries.reduce(0) { $0 + $1.f1 } / Double(max(1, entries.count)) }

  public var summary: String {
    let sorted = entries.map(\.f1).sorted()
    let median = sorted.isEmpty ? 0 : sorted[sorted.count / 2]
    return
      "mean \(mean.rounded3), median \(median.rounded3), \(sorted.count { $0 < 0.5 }) of \(sorted.count) under .5"
  }
}

extension Double {
  /// To three decimals.
  public var rounded3: Double { (self * 1000).rounded() / 1000 }
}

extension GoldPage {
  /// F1 of a text against the gold article, corrected and as it is.
  public func scores(_ text: String) -> (corrected: Double, asIs: Double) {
    let corrected = NGramScore.f1(text, paragraphs.joined(separator: "\n"))
    let isCorrected = paragraphs != uncorrected
    return (corrected, isCorrected ? NGramScore.f1(text, uncorrected.joined(separator: "\n")) : corrected)
  }

  /// What a classifier takes for the article in a copy of the page.
  public func article(in copy: Document, classifier: BoilerplateClassifier) -> String {
    var document = copy
    var options = BoilerplateClassifier.Options()
    options.url = url
    classifier.classify(&document, options: options)
    classifier.extract(&document)
    return String(decoding: document.text, as: UTF8.self)
  }
}
