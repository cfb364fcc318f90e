import Foundation
import Segmentation

func bench(_ file: String) throws {
  let text = [UInt8](try Data(contentsOf: URL(fileURLWithPath: file)))
  for standard in [SegmentationStandard.news, .ud] {
    var o = Segmenter.Options(); o.standard = standard
    let s = Segmenter(options: o)
    var words: [Range<Int>] = []
    for _ in 0..<3 {
      words.removeAll(keepingCapacity: true)
      let t = clock()
      text.withUnsafeBufferPointer { s.segment($0, into: &words) }
      let d = Double(clock() - t) / 1e6
      print(standard, Double(text.count) / d / 1e6, "MB/s", words.count)
    }
    if standard == .news {
      print(
        words.prefix(4000).suffix(300).map { String(decoding: text[$0], as: UTF8.self) }.joined(
          separator: " "))
    }
  }
}
