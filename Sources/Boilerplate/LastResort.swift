/// An article by the page's build alone, where the model found none or nothing that it would bet on: to give back nothing
/// loses all of it.
///
/// Lists of links have no such thing: what is taken stands outside of links.
enum LastResort {
  /// So many scalars that the model would bet on are an article.
  private static let least = 60

  static func admit(to inArticle: inout [Bool], scores: [Float], features: BlockFeatures) {
    guard !features.tree.nodes.isEmpty else { return }
    let likely = inArticle.indices.filter { inArticle[$0] && scores[$0] > 0 }
    let held = scalars(likely, features)
    guard held < least, let rows = named(features) ?? container(features), scalars(rows, features) > held
    else { return }
    for row in inArticle.indices { inArticle[row] = false }
    for row in rows { inArticle[row] = true }
  }

  /// The lines of the element that looks most like an article by paragraphs, commas and links, where nothing else on the
  /// page comes near it and it has 100 scalars of them.
  private static func container(_ features: BlockFeatures) -> [Int]? {
    guard let containers = features.containers, let best = containers.best, containers.lead >= 0.5,
      features.tree.nodes[best].sum.linkShare < 0.25
    else { return nil }
    let rows = features.visible.indices.filter { row in
      features.node(row).map { containers.isInside[$0] } == true && isOwn(row, features)
    }
    return rows.count >= 3 && scalars(rows, features) >= 100 ? rows : nil
  }

  private static func scalars(_ rows: [Int], _ features: BlockFeatures) -> Int {
    rows.reduce(0) { $0 + Int(features.scans[$1].scalars) }
  }

  /// What stands below the page's headline in an element that is called as an article's text, or else tagged as one.
  private static func named(_ features: BlockFeatures) -> [Int]? {
    guard let headline = features.visible.indices.first(where: { features.isHeadline($0) }) else {
      return nil
    }
    func rows(_ isText: (ElementTree.Node) -> Bool) -> [Int]? {
      let rows = features.visible.indices.dropFirst(headline + 1).filter { row in
        features.node(row).map { isText(features.tree.nodes[$0]) } == true && isOwn(row, features)
      }
      return rows.isEmpty ? nil : rows
    }
    return rows { $0.contentNames >= 2 } ?? rows { $0.around.contains(.article) }
  }

  /// Whether a row is neither a link nor a word of the site's own.
  private static func isOwn(_ row: Int, _ features: BlockFeatures) -> Bool {
    guard let node = features.node(row).map({ features.tree.nodes[$0] }), !node.around.contains(.frame) else {
      return false
    }
    let foreign: [NameFamily] = [.navigation, .side, .comments, .share, .related, .advert, .footer]
    return features.places[row].linkShare < 0.3 && features.phraseShare(row) < 0.125
      && !foreign.contains { node.names.contains($0) }
  }
}
