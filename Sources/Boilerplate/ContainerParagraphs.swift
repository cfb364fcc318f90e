/// Paragraphs and headings that stand in the article's container and that the model left out: where short lines of the
/// site's own stand between the paragraphs, it takes these for boilerplate as well.
///
/// Only where two counts that know nothing of each other agree: what was found lies in the element that looks most like
/// an article by its paragraphs, commas and links, and nothing else on the page comes near that.
enum ContainerParagraphs {
  /// How far the container must be ahead of the next.
  private static let lead: Float = 0.5
  /// The log odds from which a paragraph is taken in.
  private static let least: Float = -3

  static func admit(to inArticle: inout [Bool], scores: [Float], features: BlockFeatures) {
    guard let containers = features.containers, let best = containers.best, containers.lead >= lead,
      features.tree.nodes[best].sum.linkShare < 0.25
    else { return }
    func isInside(_ row: Int) -> Bool {
      features.node(row).map { containers.isInside[$0] } ?? false
    }
    let found = inArticle.indices.filter { inArticle[$0] }
    guard !found.isEmpty, found.allSatisfy(isInside) else { return }
    for row in inArticle.indices where !inArticle[row] && isInside(row) && scores[row] > least {
      inArticle[row] = features.isPlainProse(row)
    }
    admitHeadings(to: &inArticle, features: features)
  }

  /// Headings between two paragraphs.
  private static func admitHeadings(to inArticle: inout [Bool], features: BlockFeatures) {
    guard let first = inArticle.firstIndex(of: true), let last = inArticle.lastIndex(of: true) else { return }
    for row in first...last where !inArticle[row] {
      let place = features.places[row]
      guard place.headingLevel > 1, place.linkShare < 0.3,
        let element = features.node(row), features.containers?.isInside[element] == true
      else { continue }
      inArticle[row] = features.scans[row].phraseScalars == 0
    }
  }
}
