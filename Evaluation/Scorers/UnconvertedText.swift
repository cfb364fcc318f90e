import Conversion
import Foundation
import TextCore

/// Text that `auto` must leave as it is: Japanese, Korean and simplified Chinese, and what it has converted once.
enum UnconvertedText {
  private static let corpus = "data/corpus"
  private static let newsFiles = ["jpn", "kor", "zho-CN"]
  static let inputs = newsFiles.map { "data/ntrex/\($0).txt" } + [corpus]

  static func score(shared: URL) throws -> [Figure] {
    var figures: [Figure] = []
    for name in newsFiles {
      let lines = try String(
        contentsOf: shared.appendingPathComponent("data/ntrex/\(name).txt"), encoding: .utf8
      )
      .split(separator: "\n")
      figures.append(
        Figure(
          name: "ntrex.\(name).lines-changed", value: Double(lines.count { changes(Array($0.utf8)) > 0 })))
    }
    let files = try FileManager.default.contentsOfDirectory(
      at: shared.appendingPathComponent(corpus), includingPropertiesForKeys: nil
    ).filter { $0.lastPathComponent.hasSuffix(".txt.zst") }.sorted { $0.path < $1.path }
    var simplified = (changed: 0, hanzi: 0)
    var unstable = 0
    var samples: (traditional: [UInt8], simplified: [UInt8]) = ([], [])
    for file in files {
      let isSimplified = file.lastPathComponent.hasPrefix("hans_")
      for document in try documents(of: file) {
        if isSimplified, samples.simplified.count < 4_000_000 { samples.simplified += document }
        if !isSimplified, samples.traditional.count < 4_000_000 { samples.traditional += document }
        if isSimplified {
          simplified.changed += changes(document)
          simplified.hanzi += document.count / 3
        }
        let once = Converter().convert(document).text
        if !Converter().convert(once).log.isEmpty {
          unstable += 1
          Evaluation.explain("not idempotent in \(file.lastPathComponent): \(explanation(once))")
        }
      }
    }
    figures.append(
      Figure(
        name: "simplified.changes-per-million",
        value: Double(simplified.changed) / Double(simplified.hanzi) * 1e6))
    figures.append(Figure(name: "idempotent.corpus.unstable", value: Double(unstable)))
    return figures
      + ConversionSpeed.score(traditional: samples.traditional, simplified: samples.simplified)
  }

  /// How many changes `auto` makes in a text.
  private static func changes(_ text: [UInt8]) -> Int {
    let log = Converter().convert(text).log
    if !log.isEmpty { Evaluation.explain("changed: \(explanation(text))") }
    return log.edits.count
  }

  /// The changes of a text with what stands around them.
  private static func explanation(_ text: [UInt8]) -> String {
    let revision = Converter().convert(text)
    return revision.log.edits.prefix(5).map { edit in
      let before = text[max(0, edit.source.lowerBound - 30)..<edit.source.lowerBound]
      let behind = text[edit.source.upperBound..<min(text.count, edit.source.upperBound + 30)]
      func string(_ bytes: some Sequence<UInt8>) -> String { String(decoding: Array(bytes), as: UTF8.self) }
      return
        "\(string(before))[\(string(text[edit.source]))>\(string(revision.text[edit.target]))]\(string(behind))"
        .replacingOccurrences(of: "\n", with: "⏎")
    }.joined(separator: "  ")
  }

  /// A file's text in documents of about 50 kB that end with a line; a sample of them unless all are wanted.
  private static func documents(of file: URL) throws -> [[UInt8]] {
    let text = try decompressed(file)
    var documents: [[UInt8]] = []
    var start = 0
    while start < text.count {
      let near = min(text.count, start + 50_000)
      let end = text[near...].firstIndex(of: 0x0A).map { $0 + 1 } ?? text.count
      documents.append(Array(text[start..<end]))
      start = end
    }
    guard !Evaluation.wantsAll, documents.count > 12 else { return documents }
    return (0..<12).map { documents[$0 * documents.count / 12] }
  }

  private static func decompressed(_ file: URL) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["zstd", "-dcq", file.path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return Array(data)
  }
}
