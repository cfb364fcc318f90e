import Foundation

/// The sentences of a CoNLL-U file.
struct Treebank {
  struct Sentence {
    var id: String
    var text: String
    var words: [String]
  }
  var sentences: [Sentence] = []

  init(_ file: URL) throws {
    var words: [String] = []
    var id = ""
    var text = ""
    for line in try String(contentsOf: file, encoding: .utf8).split(
      separator: "\n", omittingEmptySubsequences: false)
    {
      if line.isEmpty {
        if !words.isEmpty { sentences.append(Sentence(id: id, text: text, words: words)) }
        words = []
      } else if line.hasPrefix("# sent_id = ") {
        id = String(line.dropFirst(12))
      } else if line.hasPrefix("# text = ") {
        text = String(line.dropFirst(9))
      } else if line.first?.isNumber == true {
        let fields = line.split(separator: "\t", maxSplits: 2)
        // Multiword tokens (1-2) and empty nodes (1.1) are no words of the text.
        if fields.count > 2, fields[0].allSatisfy(\.isNumber) { words.append(String(fields[1])) }
      }
    }
    if !words.isEmpty { sentences.append(Sentence(id: id, text: text, words: words)) }
  }
}
