import FuzzSupport
import Jiaokan

private let dictionary = try? WordDictionary(
  contents: Array("雁栖号\n𠮷野家 5 must\n《雁栖》 9\nab must\n，。\n".utf8), name: "own")

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzSegmentation(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  // Any bytes at all: what is not UTF-8 must be covered too.
  let bytes = UnsafeBufferPointer(start: start, count: count)
  var words: [Range<Int>] = []
  for standard in SegmentationStandard.allCases {
    var options = Segmenter.Options()
    options.standard = standard
    options.dictionary = standard == .ud ? dictionary : nil
    words.removeAll(keepingCapacity: true)
    Segmenter(options: options).segment(bytes, into: &words)
    var end = 0
    for word in words {
      precondition(word.lowerBound >= end && !word.isEmpty, "words out of order")
      precondition(!bytes[word].contains(0x0A), "a word over two lines")
      end = word.upperBound
    }
    precondition(end <= bytes.count, "a word beyond the text")
  }
  return 0
}
