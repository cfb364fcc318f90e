import TextCore

/// What the page's metadata says its article is about.
struct PageHeads: Sendable {
  private(set) var title = PairSet()
  private(set) var description = PairSet()

  init(_ document: Document) {
    document.text.withUnsafeBufferPointer { text in
      for block in document.blocks {
        switch block.metadata {
        case "title", "og:title", "headline": title.insert(PairHash.all(in: text[bytes: block.range])[...])
        case "description", "og:description":
          description.insert(PairHash.all(in: text[bytes: block.range])[...])
        default: break
        }
      }
    }
  }
}
