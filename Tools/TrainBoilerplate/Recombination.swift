import BoilerplateCorpus
import TextCore

extension GoldPage {
  /// This page with the article of another in the place of its own: a model that sees both learns what is the page's
  /// and what the article's.
  ///
  /// The other's paragraphs take over the elements of this page's, in order, and what stood between these stays between
  /// them. Title and description become the other's. On every other page short lines of the page's own are set between
  /// some of the paragraphs too, as buttons and labels of adverts are.
  func carrying(
    _ other: GoldPage, labels: [Bool], otherLabels: [Bool], random: inout SplitMix64
  ) -> (document: Document, labels: [Bool])? {
    let places = labels.indices.filter { labels[$0] }
    let paragraphs = otherLabels.indices.filter { otherLabels[$0] }
    guard !places.isEmpty, !paragraphs.isEmpty else { return nil }
    let buttons = document.blocks.indices.filter {
      !labels[$0] && document.blocks[$0].metadata == nil && document.blocks[$0].range.count <= 30
    }
    let hasInsets = random.next() % 2 == 0 && !buttons.isEmpty
    var text: [UInt8] = []
    var blocks: [Block] = []
    var newLabels: [Bool] = []
    func add(_ block: Block, _ bytes: ArraySlice<UInt8>, isArticle: Bool) {
      if !blocks.isEmpty { text.append(0x0A) }
      var block = block
      let linkShare = Double(block.linkedBytes) / Double(max(1, block.range.count))
      block.linkedBytes = Int(linkShare * Double(bytes.count))
      block.range = text.count..<text.count + bytes.count
      text.append(contentsOf: bytes)
      blocks.append(block)
      newLabels.append(isArticle)
    }
    let heads: Set<String> = ["title", "og:title", "headline", "description", "og:description"]
    for (index, block) in document.blocks.enumerated() {
      if let name = block.metadata, heads.contains(name) {
        if let head = other.document.blocks.first(where: { $0.metadata == name }) {
          add(block, other.document.text[head.range], isArticle: false)
        }
      } else if labels[index], let place = places.firstIndex(of: index) {
        let from = place * paragraphs.count / places.count
        let to = (place + 1) * paragraphs.count / places.count
        for paragraph in paragraphs[from..<to] {
          var copy = other.document.blocks[paragraph]
          copy.element = block.element
          add(copy, other.document.text[copy.range], isArticle: true)
          guard hasInsets, random.next() % 4 == 0 else { continue }
          for _ in 0...random.next() % 2 {
            var button = document.blocks[buttons[Int(random.next() % UInt64(buttons.count))]]
            let bytes = document.text[button.range]
            if random.next() % 2 == 0 { button.element = block.element }
            add(button, bytes, isArticle: false)
          }
        }
      } else if block.metadata == nil, document.string(block) == title {
        add(block, Array(other.title.utf8)[...], isArticle: false)
      } else {
        add(block, document.text[block.range], isArticle: false)
      }
    }
    var copy = Document(text: text)
    copy.blocks = blocks
    copy.elements = document.elements
    return (copy, newLabels)
  }
}
