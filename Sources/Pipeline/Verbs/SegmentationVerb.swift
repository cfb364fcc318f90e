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
    var buffer = WordBuffer()
    text.withUnsafeBufferPointer { bytes in
      segmenter.segment(bytes, into: &buffer)
      WordWriter.append(buffer.words, of: bytes, to: &output)
    }
  }

  public func write(_ text: DecodedText, of record: VerbInput, to json: inout JSONWriter) {
    json.name("words")
    json.beginArray()
    var buffer = WordBuffer()
    text.text.withUnsafeBufferPointer { segmenter.segment($0, into: &buffer) }
    for word in buffer.words {
      if offsets { json.range(word) } else { json.string(text.text[word]) }
    }
    json.endArray()
  }
}
