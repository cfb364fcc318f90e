import Jiaokan

/// `segment --new-words`: what behaves like a word in a corpus and is in no dictionary.
public struct NewWordsRun {
  private var finder: NewWordFinder
  private let decoder: PageDecoder

  public init(decoder: PageDecoder, model: SegmentationModel) {
    self.decoder = decoder
    finder = NewWordFinder(model: model)
  }

  /// Counts the strings of a text file.
  ///
  /// - Throws: `InputError` after all that could be read was counted.
  public mutating func add(_ input: TextInput) throws {
    let reader = TextReader(input.input.reader, decoder: decoder, wholePages: false)
    while let text = reader.next() { text.withUnsafeBufferPointer { finder.add($0) } }
    if let failure = reader.failure { throw failure }
  }

  /// Lines of word, count and score, parted by tabs, the best first.
  public var report: [UInt8] {
    var output: [UInt8] = []
    for word in finder.words() {
      let score = Int((word.score * 100).rounded())
      let hundredths = score % 100
      output +=
        "\(word.text)\t\(word.count)\t\(score / 100).\(hundredths < 10 ? "0" : "")\(hundredths)\n".utf8
    }
    return output
  }
}
