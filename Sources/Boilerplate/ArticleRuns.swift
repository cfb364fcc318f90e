import TextCore

/// A page may carry a second article below the first, or the beginnings of others. The path through the page takes
/// them all for one with something set into it; what tells them apart is how far they stand from each other.
enum ArticleRuns {
  /// More blocks than that between two paragraphs are more than is set into an article.
  private static let widestInset = 5

  /// Leaves one article: the one with the anchor, else the one with the most evidence. In plain text no element holds
  /// what stands far apart together.
  static func single(_ inArticle: inout [Bool], scores: [Float], features: BlockFeatures, document: Document)
  {
    let isPlain = document.elements.isEmpty
    var runs: [[Int]] = []
    for row in inArticle.indices where inArticle[row] {
      if let last = runs.last?.last,
        row - last <= widestInset + 1 || !isPlain && features.isNear(last, row)
      {
        runs[runs.count - 1].append(row)
      } else {
        runs.append([row])
      }
    }
    guard runs.count > 1 else { return }
    func evidence(_ run: [Int]) -> Float {
      run.reduce(0) { $0 + max(0, scores[$1]) * Float(features.scans[$1].scalars) }
    }
    let anchored = features.anchor.flatMap { anchor in runs.firstIndex { $0.contains(anchor) } }
    let main = anchored ?? runs.indices.max { evidence(runs[$0]) < evidence(runs[$1]) } ?? 0
    for (index, run) in runs.enumerated() where index != main {
      for row in run { inArticle[row] = false }
    }
  }
}
