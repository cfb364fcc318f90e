import CXML2

/// The elements of HTML that the parser treats by name; `other` is every element that is not in this list.
enum Tag: String, CaseIterable {
  case other
  case a, address, article, aside, audio, base, blockquote, body, br, button, canvas, caption, center, col,
    colgroup, dd, details, dialog, dir, div, dl, dt, embed, fieldset, figcaption, figure, footer, form, frame,
    frameset, h1, h2, h3, h4, h5, h6, head, header, hgroup, hr, html, iframe, legend, li, link, listing, main,
    marquee, menu, meta, nav, noembed, noframes, noscript, object, ol, optgroup, option, p, plaintext, pre,
    rp,
    rt, ruby, script, search, section, select, source, style, summary, svg, table, tbody, td, template,
    textarea,
    tfoot, th, thead, time, title, tr, ul, video, xmp
}

/// What a tag means for the blocks of a page.
struct TagTraits: OptionSet {
  let rawValue: UInt8

  /// Ends a block where it begins and where it ends.
  static let breaks = TagTraits(rawValue: 1)
  /// Stands in `Document.elements`.
  static let holds = TagTraits(rawValue: 2)
  /// Its content is not shown.
  static let hidden = TagTraits(rawValue: 4)
  /// Has no content.
  static let void = TagTraits(rawValue: 8)
  /// White space and line feeds in it stand as they are.
  static let preformatted = TagTraits(rawValue: 16)
  /// A cell of a table: begins a block at most where its row does.
  static let cell = TagTraits(rawValue: 32)
  /// A reading beside its characters.
  static let annotation = TagTraits(rawValue: 64)
}

extension Tag {
  /// By the display values of the HTML standard's rendering section, form controls apart (they are inline there).
  var traits: TagTraits {
    switch self {
    case .other, .time, .ruby, .object, .audio, .video, .canvas, .iframe, .noembed, .a: []
    case .br, .hr, .frame: [.breaks, .void]
    case .col, .embed, .base, .link, .meta, .source: .void
    case .script, .style, .noscript, .template, .svg: .hidden
    case .rt, .rp: .annotation
    case .td, .th: [.holds, .cell]
    case .pre, .listing, .xmp, .plaintext, .textarea: [.breaks, .holds, .preformatted]
    case .html, .head: [.breaks]
    default: [.breaks, .holds]
    }
  }

  var headingLevel: Int {
    switch self {
    case .h1: 1
    case .h2: 2
    case .h3: 3
    case .h4: 4
    case .h5: 5
    case .h6: 6
    default: 0
    }
  }

  /// All tags, indexed by the numbers that the parser gives them.
  static let all = Tag.allCases
  /// The names for the parser: each ended by NUL.
  static let nameList: [CChar] = all.flatMap { $0.rawValue.utf8.map { CChar($0) } + [0] }
}
