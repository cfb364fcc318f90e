/// Paragraphs that stand beside the article's own, in the same element and of the same kind, and that the model left
/// out by a little: the first, when it is set apart by its length, or one between two others.
enum SiblingParagraphs {
  static func admit(to inArticle: inout [Bool], features: BlockFeatures) {
    guard !features.tree.nodes.isEmpty, let first = inArticle.firstIndex(of: true),
      let last = inArticle.lastIndex(of: true)
    else { return }
    func belongs(_ row: Int, beside other: Int) -> Bool {
      guard let parent = features.parent(row), parent == features.parent(other),
        features.shape(row) == features.shape(other)
      else { return false }
      return features.isPlainProse(row)
    }
    var row = first
    while row > 0, belongs(row - 1, beside: row) {
      row -= 1
      inArticle[row] = true
    }
    row = last
    // An advert may stand before the last ones.
    while let next = (row + 1..<min(inArticle.count, row + 5)).first(where: { belongs($0, beside: row) }) {
      inArticle[next] = true
      row = next
    }
    guard first < last else { return }
    var before = first
    for row in first...last {
      if inArticle[row] {
        before = row
      } else if belongs(row, beside: before) {
        inArticle[row] = true
        before = row
      }
    }
  }
}
