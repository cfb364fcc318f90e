import Foundation
import Testing

/// Lines of Data/sources.
enum SourceLines {
  static func records(_ name: String, fields: Int) throws -> [[String]] {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let file = root.appendingPathComponent("Data/sources/\(name).txt")
    return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("#") }
      .map {
        let record = $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        try #require(record.count == fields, "\(name): \($0)")
        return record
      }
  }
}
