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
  case pages([PlacedPage])
}

/// A place behind a record of the inputs, from which reading can go on.
public struct InputPosition: Sendable, Hashable {
  /// Inputs begun so far, each page of a folder counted.
  var inputs: Int
  /// Lines, or pages and error records, that were taken from the last of them.
  var units: Int

  public init() { self.init(inputs: 0) }

  init(inputs: Int, units: Int = 0) {
    self.inputs = inputs
    self.units = units
  }
}

/// A page, or why there is none, and the place behind it.
struct PlacedPage: Sendable {
  var page: Result<Page, IdentifiedError>
  var end: InputPosition
}

/// Where a batch of lines begins.
struct PlaceOfLines: Sendable {
  var name: String
  /// The input's number, as positions count them.
  var input: Int
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
  public static let record = 1 << 30
  /// The longest text that the text verbs take as one page; longer files are cut into several at line ends.
  public static let textPage = 1 << 24
  /// What is decoded at once of a text whose lines are looked at one by one.
  static let textPart = 1 << 18
  /// A batch of lines of text.
  static let textBatch = 1 << 16
}
