import TextCore

/// Which block above the article is its title.
extension RoleAssigner {
  mutating func nameHead() {
    guard first <= last else { return }
    let body = bodyPairs()
    let place = headPlace()
    var best: (score: Float, row: Int)?
    for row in max(0, first - 60)..<min(first + 3, roles.count) {
      if row >= first, features.places[row].headingLevel == 0 || features.places[row].headingLevel > 2 {
        continue
      }
      guard var score = titleScore(row, body: body) else { continue }
      if row == place.row { score += (place.isDated ? 2 : 1) * Self.placeBonus }
      guard score > best?.score ?? Self.titleThreshold else { continue }
      best = (score, row)
    }
    // Without any above, a heading that opens the article is its title.
    if best == nil, roles[first] == .heading, let score = titleScore(first, body: body),
      score + Self.placeBonus > Self.titleThreshold
    {
      best = (score, first)
    }
    guard let best else { return }
    let hash = features.scans[best.row].hash
    // Some pages print it twice; the model may take the second for the first paragraph.
    for row in 0..<min(first + 3, roles.count) where features.scans[row].hash == hash { roles[row] = .title }
  }

  /// Below it a line is no title. Set by hand, as the parts of the score are: a line of a title's length in a
  /// title's place needs something in common with the body, elsewhere it needs much, or a heading element.
  private static let titleThreshold: Float = 1.5

  /// For the line where titles stand; twice that where a date below it confirms the place.
  private static let placeBonus: Float = 0.4

  /// The line right above the article, or right above the lines that date and sign it.
  private func headPlace() -> (row: Int?, isDated: Bool) {
    var row = first - 1
    while row >= 0, first - row <= 6, fieldRole(row) != nil { row -= 1 }
    return (row >= 0 ? row : nil, row < first - 1)
  }

  /// How much a block looks like the article's title: what it shares with the body and with the page's own
  /// title, its heading level, its length and its distance.
  private func titleScore(_ row: Int, body: PairSet) -> Float? {
    let scan = features.scans[row]
    guard scan.scalars >= 5, scan.scalars <= 100, scan.last != 0x3002 else { return nil }
    let pairs = features.pairs[row]
    var score = 1.6 * Float(body.overlap(pairs)) / Float(max(1, pairs.count))
    score += 2 * (features.titleCoverage(row) ?? 0) * features.titleOverlap(row)
    score += features.places[row].headingLevel == 1 ? 1.2 : features.places[row].headingLevel > 0 ? 0.6 : 0
    score += (8...60).contains(scan.scalars) ? 0.6 : 0
    score -= 0.02 * Float(abs(first - row))
    score -= features.places[row].linkShare + features.phraseShare(row) + (scan.hasTime ? 0.8 : 0)
    score -= scan.separators > 2 ? 0.5 : 0
    return score
  }

  /// The body's pairs of characters; the first 64 kB of it say what it is about.
  private func bodyPairs() -> PairSet {
    var pairs = PairSet(sizeLog2: 18)
    var bytes = 0
    for row in first...last where roles[row] == .body && bytes < 1 << 16 {
      pairs.insert(features.pairs[row])
      bytes += range(row).count
    }
    return pairs
  }
}
