import Glibc
import TextCore

/// Gives the blocks their roles, once it is known which belong to the article.
///
/// The model decides article or not; the names of the parts are read off the blocks themselves, by labels, dates
/// and phrase families, since no data says them.
struct RoleAssigner {
  let text: UnsafeBufferPointer<UInt8>
  private let blocks: [Block]
  let features: BlockFeatures
  var roles: [Role?]
  private let inArticle: [Bool]
  let first: Int
  let last: Int

  /// The role of each row of `features`.
  static func roles(
    of document: Document, text: UnsafeBufferPointer<UInt8>, features: BlockFeatures, inArticle: [Bool]
  ) -> [Role] {
    var assigner = RoleAssigner(document: document, text: text, features: features, inArticle: inArticle)
    assigner.nameArticle()
    assigner.nameHead()
    assigner.nameFields()
    assigner.nameRest()
    assigner.closeFoot()
    return assigner.roles.map { $0 ?? .other }
  }

  private init(
    document: Document, text: UnsafeBufferPointer<UInt8>, features: BlockFeatures, inArticle: [Bool]
  ) {
    self.text = text
    blocks = document.blocks
    self.features = features
    self.inArticle = inArticle
    roles = [Role?](repeating: nil, count: inArticle.count)
    first = inArticle.firstIndex(of: true) ?? inArticle.count
    last = inArticle.lastIndex(of: true) ?? -1
  }

  func range(_ row: Int) -> Range<Int> { blocks[features.visible[row]].range }

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
      } else if let role = LineRoles.notice(scan, in: text, range: text.trimmed(range(row))) {
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
    if features.places[row].headingLevel > 0 { return true }
    return scan.stops == 0 && scan.hanzi * 2 > scan.scalars && !scan.hasDate
      && row + 1 < features.scans.count && features.scans[row + 1].isProse
  }

  /// A line under a picture: in a figcaption, or short with the words that captions begin and end with.
  private func isCaption(_ row: Int) -> Bool {
    let scan = features.scans[row]
    if let node = features.node(row).map({ features.tree.nodes[$0] }) {
      if node.around.contains(.figureCaption) { return true }
      if scan.scalars <= 120, node.names.contains(.caption) { return true }
    }
    return LineRoles.isCaption(scan, in: text, range: text.trimmed(range(row)))
  }

  /// Inside a box of facts, a bar of links or a list of references, as encyclopedias have them.
  private func isReference(_ row: Int) -> Bool {
    guard let node = features.node(row).map({ features.tree.nodes[$0] }) else { return false }
    return node.inheritedNames.contains(.reference)
  }

  // MARK: Labels

  /// The role of a block that holds nothing but labelled fields, or nothing but a date.
  func fieldRole(_ row: Int) -> Role? {
    let scan = features.scans[row]
    let range = range(row)
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
    let range = range(row)
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
}
