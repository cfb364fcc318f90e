import TextCore

/// What became of the text between two paragraphs: the names are those in the log.
enum ExtractionRule: UInt8, EditRule {
  // A dropped block, by its role.
  case title, originalTitle, byline, date, source, editor, keywords, body, heading, caption
  case navigation, related, comments, share, legal, advert, other
  /// White space around a paragraph and empty lines between two.
  case spacing
  /// A paragraph that stood glued to another piece begins a line of its own.
  case gluedLine

  static let names = allCases.map(\.name)

  var name: String {
    switch self {
    case .originalTitle: "original_title"
    case .gluedLine: "glued_line"
    default: "\(self)"
    }
  }

  init(dropping role: Role) {
    self =
      switch role {
      case .title: .title
      case .originalTitle: .originalTitle
      case .byline: .byline
      case .date: .date
      case .source: .source
      case .editor: .editor
      case .keywords: .keywords
      case .caption: .caption
      case .navigation: .navigation
      case .related: .related
      case .comments: .comments
      case .share: .share
      case .legal: .legal
      case .advert: .advert
      case .body: .body
      case .heading: .heading
      case .other: .other
      }
  }
}

/// Reduces a page to its article, or to other roles.
enum ArticleExtraction {
  static func apply(to document: inout Document, keeping roles: Set<Role>) {
    var output: [UInt8] = []
    var log = EditLog(ExtractionRule.self)
    var kept: [Block] = []
    log.reserveCapacity(removed: document.text.count / 2)
    document.text.withUnsafeBufferPointer { text in
      var cursor = 0
      func replace(upTo end: Int, with count: Int, rule: ExtractionRule, confidence: Float) {
        guard end > cursor || count > 0 else { return }
        log.replace(
          at: cursor, removing: text[bytes: cursor..<end], inserting: count, rule: rule,
          confidence: confidence)
        cursor = end
      }
      for block in document.blocks {
        let paragraph = text.trimmed(block.range)
        guard let role = block.role, roles.contains(role), block.metadata == nil, !paragraph.isEmpty else {
          replace(
            upTo: block.range.upperBound, with: 0, rule: ExtractionRule(dropping: block.role ?? .other),
            confidence: block.probability)
          continue
        }
        if output.isEmpty {
          replace(upTo: paragraph.lowerBound, with: 0, rule: .spacing, confidence: 1)
        } else {
          let gap = text[bytes: cursor..<paragraph.lowerBound]
          if !(gap.count == 1 && gap[0] == 0x0A) {
            replace(
              upTo: paragraph.lowerBound, with: 1, rule: gap.isEmpty ? .gluedLine : .spacing, confidence: 1)
          }
          output.append(0x0A)
        }
        var block = block
        block.range = output.count..<output.count + paragraph.count
        output.append(contentsOf: text[bytes: paragraph])
        cursor = paragraph.upperBound
        kept.append(block)
      }
      replace(upTo: text.count, with: 0, rule: .spacing, confidence: 1)
    }
    document.apply(Revision(text: output, log: log), stage: .boilerplate)
    document.blocks = kept
  }
}
