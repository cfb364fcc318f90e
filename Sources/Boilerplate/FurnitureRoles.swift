import TextCore

/// What the blocks are that neither belong to the article nor are about it.
extension RoleAssigner {
  /// A block without words of its own is what it stands among: above the title the site's bars, behind the
  /// article what the last short line announced, related titles until then.
  mutating func nameRest() {
    let title = roles.firstIndex(of: .title) ?? -1
    var isBehind = false
    var section = Role.navigation
    for row in roles.indices where roles[row] == nil {
      if row > last, last >= 0, !isBehind { (isBehind, section) = (true, .related) }
      guard row > title else {
        roles[row] = .navigation
        continue
      }
      let scan = features.scans[row]
      let kind = kind(row)
      // A title of another article may hold any word; only what the words nearly fill is told by them.
      let isTitle =
        scan.scalars >= 12 && features.phraseShare(row) < 0.25
      if let kind, !isTitle || kind == .legal {
        roles[row] = kind
        if scan.scalars <= 12, row > last, kind != .advert { section = kind }
      } else {
        if row > last, section == .navigation, isTitle { section = .related }
        roles[row] = section
      }
    }
  }

  /// A word between two legal lines behind the article is of the page's foot, as the name of the site is there.
  mutating func closeFoot() {
    let words: Set<Role> = [.navigation, .related, .share, .advert]
    for row in roles.indices.dropFirst(max(last, 0) + 1).dropLast()
    where features.scans[row].scalars <= 12 && roles[row - 1] == .legal && roles[row + 1] == .legal {
      if let role = roles[row], words.contains(role) { roles[row] = .legal }
    }
  }

  /// The kind of boilerplate that a block's phrases name, else the one that its element's names do.
  private func kind(_ row: Int) -> Role? {
    let families = features.scans[row].families
    func count(_ family: PhraseFamily) -> Int { Int(families[family.rawValue]) }
    let counts: [(Role, Int)] = [
      (.legal, 2 * count(.legal) + 2 * count(.licence)), (.comments, 2 * count(.comments)),
      (.share, count(.share)), (.related, count(.related)),
      (.navigation, count(.navigation) + count(.account) + count(.app)),
      (.advert, count(.advert) + count(.hotline)),
    ]
    var best: (Role, Int)?
    for entry in counts where entry.1 > best?.1 ?? 0 { best = entry }
    if let best { return best.0 }
    let lanes: [(Role, NameFamily)] = [
      (.comments, .comments), (.share, .share), (.legal, .footer), (.advert, .advert), (.related, .related),
      (.navigation, .navigation),
    ]
    guard let node = features.node(row).map({ features.tree.nodes[$0] }) else { return nil }
    let names = node.names.union(node.parent.map { features.tree.nodes[$0].names } ?? NameSet())
    return lanes.first { names.contains($0.1) }?.0
  }
}
