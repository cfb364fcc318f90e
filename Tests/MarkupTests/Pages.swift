import Foundation
import TextCore

@testable import Markup

/// Parses a page and gives its document.
func parse(_ page: String, as format: MarkupFormat = .html) throws -> Document {
  try parse(Array(page.utf8), as: format)
}

func parse(_ page: [UInt8], as format: MarkupFormat = .html) throws -> Document {
  var document = Document(text: page)
  try MarkupParser().parse(&document, as: format)
  return document
}

extension Document {
  /// The blocks of visible text.
  var shown: [String] { blocks.filter { $0.metadata == nil }.map(string) }

  /// What is wrong with the document as the parse of `page`; nil when all is well.
  func fault(for page: [UInt8]) -> String? {
    do {
      guard history.count == 1, try history[0].log.undo(text) == page else { return "undo differs" }
    } catch { return "\(error)" }
    if text != Array(blocks.map { Array(text[$0.range]) }.joined(separator: [0x0A])) {
      return "text is not its blocks"
    }
    for block in blocks {
      if block.range.isEmpty { return "an empty block" }
      if text[block.range].contains(0x0A) { return "LF in a block" }
      if block.linkedBytes > block.range.count { return "more links than text" }
      if let element = block.element, !elements.indices.contains(element) { return "no such element" }
    }
    if !elements.enumerated().allSatisfy({ ($1.parent ?? -1) < $0 }) { return "a parent behind its child" }
    if String(validating: text, as: UTF8.self) == nil { return "invalid UTF-8" }
    return nil
  }
}

/// The pages of shared/data beside the package, which are not part of it.
enum SharedPages {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("shared/data/pages/html")
  static let files =
    ((try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? [])
    .sorted { $0.path < $1.path }

  /// Pages that are not UTF-8 are made so, since they only have to be large and wild here.
  static func contents(_ file: URL) throws -> [UInt8] {
    let bytes = [UInt8](try Data(contentsOf: file)).filter { $0 != 0 }
    return Array(String(decoding: bytes, as: UTF8.self).utf8)
  }
}
