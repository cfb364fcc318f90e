import Foundation
import Jiaokan
import ToolSupport

/// What Repair changes in text that is whole: all of the corpus, 18 languages of news, and the pages' articles. Each
/// change is printed, to be judged; and repairing again must change nothing more.
enum HarmlessScorer: Scorer {
  static let name = "harmless"
  static let inputs = ["data/corpus", "data/ntrex", "data/pages/gold.json"]
  /// Bytes of text that are repaired as one page.
  private static let pageSize = 1 << 20

  private struct Page: Decodable {
    var body: [String]
  }

  static func score(shared: URL) throws -> [Figure] {
    let repairer = try Repairer()
    var characters = 0
    var edits = 0
    var unstable = 0
    for (name, text) in try texts(shared) {
      for page in pages(of: text) {
        characters += page.count { $0 & 0xC0 != 0x80 }
        let repaired = repairer.repair(page).revision
        if repaired.log.isEmpty { continue }
        edits += repaired.log.edits.count
        if repairer.repair(repaired.text).revision.text != repaired.text { unstable += 1 }
        for edit in repaired.log.edits { print("  \(name): \(description(edit, page, repaired))") }
      }
    }
    return [
      Figure(name: "changesPerMillion", value: Double(edits) / Double(characters) * 1e6),
      Figure(name: "unstable", value: Double(unstable)),
    ]
  }

  private static func texts(_ shared: URL) throws -> [(name: String, text: [UInt8])] {
    var texts: [(String, [UInt8])] = []
    for folder in inputs.prefix(2) {
      let files = try FileManager.default.contentsOfDirectory(
        atPath: shared.appendingPathComponent(folder).path)
      for file in files.sorted() where file.contains(".txt") {
        texts.append((file, try TextFile.read(shared.appendingPathComponent("\(folder)/\(file)").path)))
      }
    }
    let pages = try JSONDecoder().decode(
      [Page].self, from: Data(contentsOf: shared.appendingPathComponent(inputs[2])))
    texts.append(("pages", Array(pages.flatMap(\.body).joined(separator: "\n").utf8)))
    return texts
  }

  private static func pages(of text: [UInt8]) -> [[UInt8]] {
    var pages: [[UInt8]] = []
    var start = 0
    while start < text.count {
      let end = text[min(start + pageSize, text.count)...].firstIndex(of: 0x0A) ?? text.count
      pages.append(text[start..<end].filter { $0 != 0 })
      start = end + 1
    }
    return pages
  }

  private static func description(_ edit: Edit, _ page: [UInt8], _ repaired: Revision) -> String {
    func shown(_ bytes: some Sequence<UInt8>) -> String {
      String(decoding: Array(bytes), as: UTF8.self).unicodeScalars.prefix(12).map {
        $0.properties.isDefaultIgnorableCodePoint || $0.value >= 0xE000 && $0.value < 0xF900
          ? "U+" + String($0.value, radix: 16) : String($0)
      }.joined()
    }
    let before = shown(page[max(0, edit.source.lowerBound - 12)..<edit.source.lowerBound])
    return
      "\(repaired.log.ruleName(edit)) …\(before)[\(shown(page[edit.source]))→\(shown(repaired.text[edit.target]))]"
  }
}
