import Jiaokan

/// A page as it comes from a file or an archive.
struct Page: Sendable {
  /// Path of the file, or the record's own id.
  var id: String
  var url: String?
  var contentType: String?
  /// Nil: told from the text.
  var format: MarkupFormat?
  var bytes: [UInt8]
}

/// What a worker takes at once: enough to make the hand-over cheap, little enough to bound memory.
enum Batch: Sendable {
  /// Whole lines of JSON; one of them when it is long.
  case lines([UInt8], PlaceOfLines)
  case pages([Result<Page, IdentifiedError>])
}

/// Where a batch of lines begins.
struct PlaceOfLines: Sendable {
  var name: String
  /// Counted from 1.
  var firstLine: Int
  /// The batch is the beginning, or (`isRest`) a later part, of a line longer than any record may be.
  var isOverlong = false
}

/// An error record and the id it carries.
struct IdentifiedError: Error, Sendable {
  var id: String
  var error: RecordError
}

/// Sizes that bound memory. All are bytes.
public enum Limits {
  /// A batch closes when it holds this much.
  static let batch = 1 << 18
  /// The longest record: lines and pages beyond it become error records. Edit logs address 4 GiB, and a page
  /// may grow on its way.
  static let record = 1 << 30
  /// The longest text that the text verbs take as one page; longer files are cut into several at line ends.
  public static let textPage = 1 << 24
}
