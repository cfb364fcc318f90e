import Jiaokan

private let dictionary = try? WordDictionary(
  contents: Array("雁栖号\n𠮷野家 5 must\n《雁栖》 9\nab must\n，。\n".utf8), name: "own")

/// By standard and mode, with a dictionary of the user's and without.
private let segmenters = SegmentationStandard.allCases.flatMap { standard in
  SegmentationMode.allCases.map { mode in
    var options = Segmenter.Options()
    options.standard = standard
    options.mode = mode
    options.dictionary = standard == .ud ? dictionary : nil
    return (mode, Segmenter(options: options))
  }
}

extension Invariant {
  /// Whatever the bytes: words ascend, lie within lines, leave out white space alone, and are the same for each line alone.
  public static func segments(_ bytes: UnsafeBufferPointer<UInt8>) {
    for (mode, segmenter) in segmenters {
      var words: [Range<Int>] = []
      segmenter.segment(bytes, into: &words)
      checkOrder(words, mode, bytes)
      var apart: [Range<Int>] = []
      var start = 0
      while start < bytes.count {
        let end = bytes[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
        let first = apart.count
        segmenter.segment(UnsafeBufferPointer(rebasing: bytes[start..<end]), into: &apart)
        for index in first..<apart.count {
          apart[index] = apart[index].lowerBound + start..<apart[index].upperBound + start
        }
        start = end
      }
      precondition(words == apart, "lines depend on each other")
    }
  }

  private static func checkOrder(
    _ words: [Range<Int>], _ mode: SegmentationMode, _ bytes: UnsafeBufferPointer<UInt8>
  ) {
    var covered = 0
    var last = 0
    for word in words {
      precondition(!word.isEmpty && word.upperBound <= bytes.count, "no range of the text")
      precondition(!bytes[word].contains(0x0A), "a word over two lines")
      if mode == .fine {
        precondition(word.lowerBound >= last, "words out of order")
        last = word.lowerBound
      } else {
        precondition(word.lowerBound >= covered, "words overlap")
      }
      for byte in bytes[min(covered, word.lowerBound)..<word.lowerBound] {
        precondition(!(0x21...0x7E).contains(byte), "a character that no word has")
      }
      covered = max(covered, word.upperBound)
    }
  }
}
