import Glibc
import TextCore

/// Gives the blocks their roles, once it is known which belong to the article.
///
/// The model decides article or not; the names of the parts are read off the blocks themselves, by labels, dates
/// and phrase families, since no data says them.
struct RoleAssigner {
  private let text: UnsafeBufferPointer<UInt8>
  private let blocks: [Block]
  private let features: BlockFeatures
  private var roles: [Role?]
  private let inArticle: [Bool]
  private let first: Int
  private let last: Int

  /// The role of each row of `features`.
  static func roles(
    of document: Document, text: UnsafeBufferPointer<UInt8>, features: BlockFeatures, inArticle: [Bool]
  ) -> [Role] {
    var assigner = RoleAssigner(document: document, text: text, features: features, inArticle: inArticle)
    assigner.nameArticle()
    assigner.nameHead()
    assigner.nameFields()
    assigner.nameRest()
    return assigner.roles.map { $0 ?? .other }
  }

  private init(
    document: Document, text: UnsafeBufferPointer<UInt8>, features: BlockFeatures, inArticle: [Bool]
  ) {
    self.text = text
    blocks = features.visible.map { document.blocks[$0] }
    self.features = features
    self.inArticle = inArticle
    roles = [Role?](repeating: nil, count: inArticle.count)
    first = inArticle.firstIndex(of: true) ?? inArticle.count
    last = inArticle.lastIndex(of: true) ?? -1
  }

  // MARK: Inside

  private mutating func nameArticle() {
    guard first <= last else { return }
    for row in first...last where !inArticle[row] && isCaption(row) { roles[row] = .caption }
    for row in first...last where inArticle[row] {
      let scan = features.scans[row]
      if let role = fieldRole(row), role != .date || scan.scalars < 40 {
        roles[row] = role
      } else if isCaption(row) {
        roles[row] = .caption
      } else if let role = LineRoles.notice(scan, in: text, range: text.trimmed(blocks[row].range)) {
        roles[row] = role
      } else if isReference(row) {
        roles[row] = .other
      } else if row < last, isHeading(row) {
        roles[row] = .heading
      } else {
        roles[row] = .body
      }
    }
  }

  /// A heading element, or a line of up to 60 characters without a sentence mark among paragraphs.
  private func isHeading(_ row: Int) -> Bool {
    let scan = features.scans[row]
    guard scan.scalars <= 60, !Mark.endsSentence(scan.last), scan.last != 0x3A, scan.last != 0xFF1A
    else {
      return false
    }
    if blocks[row].headingLevel > 0 { return true }
    return scan.stops == 0 && scan.hanzi * 2 > scan.scalars && !scan.hasDate
      && row + 1 < features.scans.count && features.scans[row + 1].isProse
  }

  /// A line under a picture: in a figcaption, or short with the words that captions begin and end with.
  private func isCaption(_ row: Int) -> Bool {
    let scan = features.scans[row]
    if let node = features.node(row).map({ features.tree.nodes[$0] }) {
      if node.around.contains(.figureCaption) { return true }
      if scan.scalars <= 120, node.names[NameFamily.caption.rawValue] > 0 { return true }
    }
    return LineRoles.isCaption(scan, in: text, range: text.trimmed(blocks[row].range))
  }

  /// Inside a box of facts, a bar of links or a list of references, as encyclopedias have them.
  private func isReference(_ row: Int) -> Bool {
    guard let node = features.node(row).map({ features.tree.nodes[$0] }) else { return false }
    return node.names[NameFamily.reference.rawValue] > 0
      || node.inheritedNames[NameFamily.reference.rawValue] > 0
  }

  // MARK: Labels

  /// The role of a block that holds nothing but labelled fields, or nothing but a date.
  private func fieldRole(_ row: Int) -> Role? {
    let scan = features.scans[row]
    let range = blocks[row].range
    guard scan.scalars <= 200 else { return nil }
    if scan.families[PhraseFamily.label.rawValue] > 0 || scan.families[PhraseFamily.source.rawValue] > 0
      || scan.families[PhraseFamily.editor.rawValue] > 0 || scan.families[PhraseFamily.time.rawValue] > 0
    {
      let fields = LabelledField.all(in: text, range: range)
      if let field = fields.first, LabelledField.fills(fields, of: text, range: range) {
        switch field.role {
        case .originalTitle, .keywords: return field.role
        case .editor: return scan.scalars <= 60 ? field.role : nil
        case .source, .byline: return scan.scalars <= 40 && scan.stops == 0 ? field.role : nil
        default: return scan.scalars <= 60 && scan.stops == 0 ? .date : nil
        }
      }
    }
    if let role = LineRoles.signature(scan, in: text, range: text.trimmed(range)) { return role }
    if scan.scalars <= 16, RelativeTime.isDate(text, range) {
      return .date
    }
    return isDateLine(row) ? .date : nil
  }

  /// A date and little else: at most 24 characters besides, and no sentence.
  private func isDateLine(_ row: Int) -> Bool {
    let scan = features.scans[row]
    guard scan.hasDate, scan.scalars <= 60, scan.stops == 0, scan.commas == 0 else { return false }
    let range = blocks[row].range
    guard let (_, date) = PublicationTime.find(in: text[bytes: range]) else { return false }
    return text.scalarCount(range) - date.count <= 24
  }

  private mutating func nameFields() {
    // Fields stand above the article and close behind it; farther off they belong to other articles.
    for row in roles.indices where roles[row] == nil && row <= last + 10 && last >= 0 {
      guard let role = fieldRole(row) else { continue }
      if row > last, role == .date || features.places[row].linkShare > 0.9 {
        continue
      }
      if row < first, first - row > 40 { continue }
      roles[row] = role
    }
  }

  // MARK: Title

  private mutating func nameHead() {
    guard first <= last else { return }
    let body = bodyPairs()
    let place = headPlace()
    var best: (score: Float, row: Int)?
    for row in max(0, first - 60)..<min(first + 3, roles.count) {
      if row >= first, blocks[row].headingLevel == 0 || blocks[row].headingLevel > 2 { continue }
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
    score += blocks[row].headingLevel == 1 ? 1.2 : blocks[row].headingLevel > 0 ? 0.6 : 0
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
      bytes += blocks[row].range.count
    }
    return pairs
  }

  // MARK: The rest

  /// A block without words of its own is what it stands among: above the title the site's bars, behind the
  /// article what the last short line announced, related titles until then.
  private mutating func nameRest() {
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
    let names = node.names | (node.parent.map { features.tree.nodes[$0].names } ?? FamilyCounts())
    return lanes.first { names[$0.1.rawValue] > 0 }?.0
  }
}
