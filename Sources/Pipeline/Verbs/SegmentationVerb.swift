import Jiaokan

/// `segment`: text to words.
public struct SegmentationVerb: TextVerb {
  public let decoder: PageDecoder
  private let segmenter: Segmenter
  private let offsets: Bool

  public var reserved: [StaticString] { ["words"] }

  /// - Parameter offsets: records hold `[start, end]` in UTF-8 bytes of the text in place of each word.
  public init(decoder: PageDecoder, options: Segmenter.Options, offsets: Bool) {
    self.decoder = decoder
    segmenter = Segmenter(options: options)
    self.offsets = offsets
  }

  public func write(_ text: ArraySlice<UInt8>, to output: inout [UInt8]) {
    output.reserveCapacity(text.count * 3 / 2)
    var words: [Range<Int>] = []
    text.withUnsafeBufferPointer { bytes in
      var start = 0
      while start < bytes.count {
        let end = bytes.firstLF(from: start) ?? bytes.count
        let line = UnsafeBufferPointer(rebasing: bytes[start..<end])
        words.removeAll(keepingCapacity: true)
        segmenter.segment(line, into: &words)
        for (index, word) in words.enumerated() {
          if index > 0 { output.append(UInt8(ascii: " ")) }
          output.append(contentsOf: UnsafeBufferPointer(rebasing: line[word]))
        }
        if end < bytes.count { output.append(0x0A) }
        start = end + 1
      }
    }
  }

  public func write(_ text: DecodedText, of record: VerbInput, to json: inout JSONWriter) {
    json.name("words")
    json.beginArray()
    var words: [Range<Int>] = []
    text.text.withUnsafeBufferPointer { segmenter.segment($0, into: &words) }
    for word in words {
      if offsets { json.range(word) } else { json.string(text.text[word]) }
    }
    json.endArray()
  }
}
