import EncodingCorpus
import FaultSimulator
import Jiaokan

/// UTF-8 pages with paragraphs in GBK, and with a stray byte.
enum MixedPages {
  /// Per cent of the paragraphs that are GBK.
  static let shares = [5, 10, 20, 35, 50]
  private static let pages = 60
  private static let seed: UInt64 = 5

  /// The share of characters in paragraphs that come out right.
  static func score(share: Int, _ text: StressText) -> Double {
    var random = SplitMix(state: seed + UInt64(share))
    var right = 0
    var all = 0
    for _ in 0..<pages {
      let lines = (0..<40).map { _ in text.simplified[random.below(text.simplified.count)] }
      let page = lines.flatMap { line in
        StressSet.encode("<p>", as: "utf-8")
          + StressSet.encode(line, as: random.below(100) < share ? "gb18030" : "utf-8")
          + StressSet.encode("</p>\n", as: "utf-8")
      }
      let decoded = (try? page.withUnsafeBufferPointer { try PageDecoder().decode($0) })?.text ?? []
      let found = decoded.split(separator: 0x0A, omittingEmptySubsequences: false)
      for (line, result) in zip(lines, found) {
        all += line.unicodeScalars.count
        if String(decoding: result, as: UTF8.self) == "<p>\(line)</p>" { right += line.unicodeScalars.count }
      }
    }
    return Double(right) / Double(all)
  }

  /// The share of 20 UTF-8 texts of 3 kB with one byte 0xFF somewhere that are UTF-8 to the detector, with one
  /// substitution to the decoder.
  static func scoreStrayBytes(_ text: StressText) -> Double {
    var random = SplitMix(state: seed)
    let right = (0..<20).count { _ in
      var page: [UInt8] = []
      while page.count < 3000 {
        page += Array(text.simplified[random.below(text.simplified.count)].utf8) + [0x0A]
      }
      // Before a character, not within one.
      var place = random.below(page.count)
      while page[place] & 0xC0 == 0x80 { place -= 1 }
      page.insert(0xFF, at: place)
      let decoded = try? page.withUnsafeBufferPointer { try PageDecoder().decode($0) }
      return decoded?.detection.encoding == .utf8 && decoded?.log.malformedCount == 1
    }
    return Double(right) / 20
  }
}
