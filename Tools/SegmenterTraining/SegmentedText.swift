import ToolSupport

/// Sentences as words: what a segmenter learns from and is measured on.
public struct SegmentedText: Sendable {
  public typealias Sentence = [Substring]
  public private(set) var sentences: [Sentence] = []
  /// Longer sentences, in words, come apart.
  private static let longest = 200

  public init(sentences: [Sentence]) {
    for sentence in sentences { append(sentence) }
  }

  /// Reads lines of `word word word`, or CoNLL-U when the name ends in `.conllu`.
  public init(path: String) throws {
    let text = String(decoding: try TextFile.read(path), as: UTF8.self)
    let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { Substring($0) }
    if path.hasSuffix(".conllu") { readTreebank(lines) } else { readLines(lines) }
    guard !sentences.isEmpty else { throw ToolError("\(path) holds no words") }
  }

  private mutating func readLines(_ lines: [Substring]) {
    for line in lines {
      append(
        line.unicodeScalars.split { $0.properties.isWhitespace || $0 == "\u{FEFF}" }.map { Substring($0) })
    }
  }

  private mutating func readTreebank(_ lines: [Substring]) {
    var words: Sentence = []
    for line in lines {
      if line.isEmpty {
        append(words)
        words = []
      } else if let first = line.utf8.first, (0x30...0x39).contains(first) {
        let fields = line.split(separator: "\t", maxSplits: 2)
        // Multiword tokens (1-2) and empty nodes (1.1) are no words of the text.
        if fields.count > 2, fields[0].utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
          words += fields[1].split(separator: " ")
        }
      }
    }
    append(words)
  }

  private mutating func append(_ sentence: Sentence) {
    var rest = sentence[...]
    while !rest.isEmpty {
      sentences.append(Sentence(rest.prefix(Self.longest)))
      rest = rest.dropFirst(Self.longest)
    }
  }

  public static func + (left: SegmentedText, right: SegmentedText) -> SegmentedText {
    var sum = left
    sum.sentences += right.sentences
    return sum
  }
}
