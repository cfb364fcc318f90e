import TextCore

/// Lines that the model left out though they stand as the article's own do: in the same element and of the same shape.
///
/// Prices, questions or verses inside an article have few marks of prose, and what stands between its parts (buttons,
/// pictures) can part the last of them from the rest. How a page is built tells that they are one.
enum AlikeLines {
  /// The log odds from which a line between two of the article's is taken in, and a paragraph behind or above them.
  private static let least: (between: Float, beyond: Float) = (-3, -2)
  /// How far beyond the last of its like a paragraph may stand.
  private static let reach = 6

  /// The rows of one element that have one shape.
  private struct Group {
    var rows: [Int] = []
    var found = 0
  }

  static func admit(to inArticle: inout [Bool], scores: [Float], features: BlockFeatures) {
    guard !features.tree.nodes.isEmpty, inArticle.contains(true) else { return }
    var keys = KeyNumbers()
    var groups: [Group] = []
    for row in inArticle.indices where features.places[row].linkShare < 0.3 {
      guard let parent = features.parent(row) else { continue }
      let number = keys.insert(UInt64(parent) << 32 | UInt64(features.shape(row)))
      if number == groups.count { groups.append(Group()) }
      groups[number].rows.append(row)
      if inArticle[row] { groups[number].found += 1 }
    }
    for group in groups where group.found > 0 {
      admitBetween(group.rows, to: &inArticle, scores: scores, features: features)
      admitBeyond(group.rows, to: &inArticle, scores: scores, features: features)
    }
    admitHeadings(to: &inArticle, features: features)
  }

  /// Takes in what stands between the first and the last that was found, where that is most of it.
  private static func admitBetween(
    _ rows: [Int], to inArticle: inout [Bool], scores: [Float], features: BlockFeatures
  ) {
    guard let first = rows.firstIndex(where: { inArticle[$0] }),
      let last = rows.lastIndex(where: { inArticle[$0] })
    else { return }
    let inner = rows[first...last]
    let found = inner.count { inArticle[$0] }
    guard found >= 3, found * 2 >= inner.count else { return }
    for row in inner where scores[row] > least.between && !LineRoles.isStatement(features.scans[row]) {
      inArticle[row] = true
    }
  }

  /// Takes in paragraphs above and behind what was found, each near the one before.
  private static func admitBeyond(
    _ rows: [Int], to inArticle: inout [Bool], scores: [Float], features: BlockFeatures
  ) {
    func walk(_ rows: some Sequence<Int>) {
      var last: Int?
      for row in rows {
        if inArticle[row] {
          last = row
        } else if let before = last, abs(row - before) <= reach, scores[row] > least.beyond,
          features.isPlainProse(row)
        {
          inArticle[row] = true
          last = row
        }
      }
    }
    walk(rows)
    walk(rows.reversed())
  }

  /// Takes in headings between two paragraphs, from the same element as one of them or from one beside it.
  private static func admitHeadings(to inArticle: inout [Bool], features: BlockFeatures) {
    guard let first = inArticle.firstIndex(of: true), let last = inArticle.lastIndex(of: true) else { return }
    let nodes = features.tree.nodes
    var holds = [Bool](repeating: false, count: nodes.count)
    for row in first...last where inArticle[row] {
      if let parent = features.parent(row) { holds[parent] = true }
    }
    for row in first...last where !inArticle[row] && features.places[row].headingLevel > 1 {
      guard features.places[row].linkShare < 0.3, features.scans[row].phraseScalars == 0,
        let parent = features.parent(row)
      else { continue }
      inArticle[row] = holds[parent] || nodes[parent].parent.map { holds[$0] } == true
    }
  }
}
