import Decoding

/// UTF-8 pages with paragraphs in GBK: how many characters come out right.
enum MixedPages {
  static func printScores(_ set: StressSet) {
    var random = SplitMix(state: 5)
    for share in [5, 10, 20, 35, 50] {
      var right = 0
      var all = 0
      for _ in 0..<20 {
        var page: [UInt8] = []
        var lines: [String] = []
        for _ in 0..<40 {
          let line = set.simplified[random.below(set.simplified.count)]
          lines.append(line)
          page += "<p>".utf8
          page += encode(Array(line.utf8), to: random.below(100) < share ? "gb18030" : "utf-8")
          page += "</p>\n".utf8
        }
        let decoded = try? page.withUnsafeBufferPointer { try PageDecoder().decode($0) }
        let found = (decoded?.text ?? []).split(separator: 0x0A, omittingEmptySubsequences: false)
        for (line, result) in zip(lines, found) {
          all += line.unicodeScalars.count
          if String(decoding: result, as: UTF8.self) == "<p>\(line)</p>" {
            right += line.unicodeScalars.count
          }
        }
      }
      print("mixed, \(share) % GBK: \((Double(right) / Double(all) * 1000).rounded() / 10) % of characters")
    }
  }
}
