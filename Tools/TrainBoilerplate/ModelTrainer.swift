import Boilerplate
import BoilerplateCorpus
import TextCore
import ToolSupport

/// One copy of a page as the models see it.
struct Sample {
  var site: String
  var features: BlockFeatures
  var labels: [Float]
  var weights: [Float]
}

/// Both forests from pages: the second learns from what the first says of pages of sites that it did not see.
struct ModelTrainer {
  var block = ForestTrainer()
  var context = ForestTrainer()

  func train(_ samples: [Sample]) -> BoilerplateModel {
    let inner = Folds(sites: samples.map(\.site), count: 3)
    var scores = [[Float]](repeating: [], count: samples.count)
    for fold in 0..<inner.count {
      let forest = block.train(Self.blockSet(samples.filter { inner[$0.site] != fold }))
      for (index, sample) in samples.enumerated() where inner[sample.site] == fold {
        scores[index] = sample.features.scores(forest)
      }
    }
    var set = TrainingSet(columns: BlockFeatures.contextColumns)
    for (sample, scores) in zip(samples, scores) {
      set.rows += sample.features.contextRows(scores: scores)
      set.labels += sample.labels
      set.weights += sample.weights
    }
    return BoilerplateModel(block: block.train(Self.blockSet(samples)), context: context.train(set))
  }

  private static func blockSet(_ samples: [Sample]) -> TrainingSet {
    var set = TrainingSet(columns: BlockFeatures.columns)
    for sample in samples {
      set.rows += sample.features.rows
      set.labels += sample.labels
      set.weights += sample.weights
    }
    return set
  }
}

/// Sites dealt to folds, the largest first, each to the fold that is smallest then.
struct Folds {
  let count: Int
  private let fold: [String: Int]

  init(sites: [String], count: Int) {
    var sizes: [String: Int] = [:]
    for site in sites { sizes[site, default: 0] += 1 }
    var totals = [Int](repeating: 0, count: count)
    var fold: [String: Int] = [:]
    for (site, size) in sizes.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      let smallest = totals.indices.min { totals[$0] < totals[$1] } ?? 0
      fold[site] = smallest
      totals[smallest] += size
    }
    self.count = count
    self.fold = fold
  }

  subscript(site: String) -> Int { fold[site] ?? 0 }
}

extension GoldPage {
  /// The copies to learn from: the page, the page with the article of another site's, and the page with its article cut
  /// to a few paragraphs, all of them as plain text too.
  ///
  /// - Parameter others: where the other article comes from. No copy holds text of two folds: the other page is one of
  ///   those that the fold of this one is.
  func samples(others: [GoldPage], random: inout SplitMix64) -> [Sample] {
    let labels = BlockLabels.article(document, paragraphs: labelled)
    let article = labels.indices.filter { labels[$0] }
    var copies = [(document, labels)]
    if article.count > 3 {
      for copy in 0..<2 {
        let kept = Int(random.next() % 3) + 1
        // Short articles are described by their beginning, as the long ones are: every other copy keeps it.
        let start = copy == 0 ? 0 : Int(random.next() % UInt64(article.count - kept + 1))
        let keep = Set(article[start..<start + kept])
        let stays = labels.indices.filter { !labels[$0] || keep.contains($0) }
        var cut = document.keeping(stays)
        // Other sites have other names: what is learned should not hang on them.
        if copy == 1 { for index in cut.elements.indices { cut.elements[index].names = "" } }
        copies.append((cut, stays.map { labels[$0] }))
      }
    }
    if !others.isEmpty {
      let other = others[Int(random.next() % UInt64(others.count))]
      let otherLabels = BlockLabels.article(other.document, paragraphs: other.labelled)
      let copy = carrying(other, labels: labels, otherLabels: otherLabels, random: &random)
      if let copy { copies.append(copy) }
    }
    for (document, labels) in copies {
      let visible = document.blocks.indices.filter { document.blocks[$0].metadata == nil }
      let spacing = PlainSpacing.allCases[Int(random.next() % 3)]
      copies.append((document.plainText(spacing: spacing), visible.map { labels[$0] }))
    }
    return copies.map { Sample(site: site, document: $0.0, labels: $0.1) }
  }
}

extension Sample {
  init(site: String, document: Document, labels all: [Bool]) {
    self.site = site
    features = BlockFeatures(document)
    labels = features.visible.map { all[$0] ? 1 : 0 }
    // A page counts by the root of its blocks, a block by its length: measured in characters, a lost paragraph
    // costs more than a line too many.
    let sizes = features.visible.map { index in 1 + min(4, Float(document.blocks[index].range.count) / 60) }
    let total = sizes.reduce(0, +)
    let weight = Float(sizes.count).squareRoot() * 8 / max(1, total)
    weights = sizes.map { $0 * weight }
  }
}
