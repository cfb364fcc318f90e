import Conversion
import Foundation

/// Cases with a known right answer: this project's hard set (`Conversion/hard.tsv`), by batch and together, and
/// OpenCC's own cases in the profiles that follow its configurations.
enum ConversionCases {
  static func score() throws -> [Figure] { try hard() + openCC() }

  private static func hard() throws -> [Figure] {
    let converter = Converter()
    var results: [String: [Bool]] = [:]
    for record in try records("hard.tsv", fields: 4) {
      let converted = converter.convert(record[2])
      let isRight = converted == record[3]
      results["hard", default: []].append(isRight)
      results["hard.\(record[0])", default: []].append(isRight)
      if !isRight { Evaluation.explain("\(record[1]): \(converted) instead of \(record[3])") }
    }
    return results.sorted { $0.key < $1.key }.map { Figure(name: $0.key, value: share($0.value)) }
  }

  private static func openCC() throws -> [Figure] {
    let file = Evaluation.packageFolder.appendingPathComponent("Data/sources/opencc-testcases.txt")
    var results: [String: [Bool]] = [:]
    for record in try records(file, fields: 3) {
      guard let options = Converter.Options(openCCName: record[0]) else { continue }
      let converted = Converter(options: options).convert(record[1])
      results[record[0], default: []].append(converted == record[2])
      if converted != record[2] {
        Evaluation.explain("\(record[0]): \(converted) instead of \(record[2])")
      }
    }
    return results.sorted { $0.key < $1.key }.map {
      Figure(name: "opencc.\($0.key)", value: share($0.value))
    }
  }

  private static func share(_ results: [Bool]) -> Double {
    Double(results.count { $0 }) / Double(results.count)
  }

  /// The lines of a file of Evaluation/Conversion, split at tabs; `#` begins a comment.
  static func records(_ name: String, fields: Int) throws -> [[String]] {
    try records(
      Evaluation.packageFolder.appendingPathComponent("Evaluation/Conversion/\(name)"), fields: fields)
  }

  private static func records(_ file: URL, fields: Int) throws -> [[String]] {
    try String(contentsOf: file, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("#") }.map {
      let record = $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      precondition(record.count == fields, "\(file.lastPathComponent): \($0)")
      return record
    }
  }
}
