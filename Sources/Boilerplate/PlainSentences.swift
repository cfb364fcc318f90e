import TextCore

/// Sentences of plain text that the model misses for want of context.
///
/// It learned from whole pages: a text of a line or two, or a lead above the first paragraph, looks to it like a
/// title among others. In plain text, what ends as a sentence and has no word of a site's own is prose.
enum PlainSentences {
  /// Takes sentences right above the article into it, and all of them where it found no article; what has not one
  /// among its lines is no article.
  static func admit(to inArticle: inout [Bool], features: BlockFeatures, document: Document) {
    guard document.elements.isEmpty else { return }
    let hasProse = inArticle.indices.contains {
      inArticle[$0] && (features.scans[$0].isProse || isSentence(features.scans[$0]))
    }
    if !hasProse { inArticle = [Bool](repeating: false, count: inArticle.count) }
    guard var row = inArticle.firstIndex(of: true) else {
      for row in inArticle.indices { inArticle[row] = isSentence(features.scans[row]) }
      return
    }
    while row > 0, isSentence(features.scans[row - 1]) {
      row -= 1
      inArticle[row] = true
    }
  }

  /// At least ten scalars, mostly hanzi, and a full stop at the end: titles end in other marks, but not in this.
  private static func isSentence(_ scan: BlockScan) -> Bool {
    scan.scalars >= 10 && scan.hanzi * 2 > scan.scalars && scan.phraseScalars == 0
      && scan.last == 0x3002
  }
}
