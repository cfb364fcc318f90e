import TextCore

/// Why the text of a page's blocks differs from its source.
enum MarkupRule: UInt8, EditRule {
  /// Tags, comments, hidden parts and the white space about them, between two blocks or inside one.
  case markup
  /// A run of white space, shown as one space.
  case whiteSpace
  /// A character reference, replaced by its character.
  case characterReference
  /// An escape in a JSON string, replaced by its character.
  case jsonEscape
  /// The end of a table cell, replaced by one tab.
  case tableCell
  /// A reading beside its characters, with its tags.
  case annotation
  /// Line ends, empty lines and the white space at the ends of lines in plain text.
  case lineBreak

  static let names = allCases.map(\.name)

  var name: String {
    switch self {
    case .markup: "markup"
    case .whiteSpace: "white_space"
    case .characterReference: "character_reference"
    case .jsonEscape: "json_escape"
    case .tableCell: "table_cell"
    case .annotation: "annotation"
    case .lineBreak: "line_break"
    }
  }
}
