/// The article's title out of the page's title element, its OpenGraph title and the title block.
struct TitleReconciler {
  var page: String?
  var head: String?
  var block: String?
  var sites: [String] = []

  /// The title block where the page's own title confirms it or there is none; else the page's own, less the name
  /// of the site.
  var title: String? {
    let stripped = page.map { strip($0) }
    let headStripped = head.map { strip($0) }
    if let block {
      let own = Self.bare(block)
      let rivals = [headStripped, stripped].compactMap { $0 }
      if rivals.isEmpty { return block }
      for whole in [head, page].compactMap({ $0 }) where Self.contains(Self.bare(whole), own) { return block }
      // A short form in the head is a poorer title than the long one on the page.
      for rival in rivals
      where own.count < 2 * Self.bare(rival).count + 8 && Self.contains(own, Self.bare(rival)) {
        return block
      }
      if let rival = rivals.first(where: { $0.count >= 6 }) { return rival }
      return block
    }
    return [headStripped, stripped].compactMap { $0 }.first { $0.count >= 4 }
  }

  /// Cuts what stands behind the last marks that set a site's name apart: `_`, `|`, ` - `, `—`, `-`; what is left must
  /// be the longer part, or the part cut the name of the site.
  private func strip(_ title: String) -> String {
    var text = Substring(title)
    while let cut = Self.lastMark(in: text) {
      let front = Self.trim(text[..<cut.lowerBound])
      let back = Self.trim(text[cut.upperBound...])
      let isSite = sites.contains { Self.bare($0) == Self.bare(String(back)) }
      guard front.count >= 6, back.count <= 16, isSite || front.count > back.count || back.count <= 8 else {
        break
      }
      text = front
    }
    return String(Self.trim(text))
  }

  private static func lastMark(in text: Substring) -> Range<Substring.Index>? {
    var index = text.endIndex
    while index > text.startIndex {
      let before = text.index(before: index)
      if "_|｜-–—".contains(text[before]) {
        var start = before
        while start > text.startIndex, "_|｜-–—".contains(text[text.index(before: start)]) {
          start = text.index(before: start)
        }
        return start..<index
      }
      index = before
    }
    return nil
  }

  private static func trim(_ text: Substring) -> Substring {
    var text = text
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }

  private static func bare(_ text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.filter { !$0.properties.isWhitespace }
  }

  private static func contains(_ whole: [Unicode.Scalar], _ part: [Unicode.Scalar]) -> Bool {
    guard !part.isEmpty, part.count <= whole.count else { return false }
    return (0...whole.count - part.count).contains { whole[$0..<$0 + part.count].elementsEqual(part) }
  }
}
