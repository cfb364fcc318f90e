/// A file of Data/sources: `#` lines that name its authority, then lines of tab-separated fields.
public enum SourceFile {
  /// The fields of every line that is not a comment, in file order.
  ///
  /// - Throws: `ToolError` with the line's number when a line has another number of fields.
  public static func records(_ path: String, fields: Int) throws -> [[Substring]] {
    var records: [[Substring]] = []
    for (number, line) in try Files.lines(path).enumerated() where !line.isEmpty && !line.hasPrefix("#") {
      let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard parts.count == fields else {
        throw ToolError("\(path):\(number + 1): \(parts.count) fields instead of \(fields)")
      }
      records.append(parts)
    }
    return records
  }

  /// The one scalar that a field holds.
  public static func scalar(_ field: Substring) throws -> UInt32 {
    guard let scalar = field.unicodeScalars.first, field.unicodeScalars.count == 1 else {
      throw ToolError("`\(field)` is not one character")
    }
    return scalar.value
  }
}
