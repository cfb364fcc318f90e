import Jiaokan

/// Decodes a file page by page and gives its text in batches of whole lines. Used by one thread at a time.
///
/// A file of up to 16 MiB is one page, or of 256 KiB where lines do not explain each other; a longer one is cut at line
/// ends, and each page is decoded by itself.
final class TextReader {
  private(set) var failure: InputError?
  private let reader: ByteReader
  private let decoder: PageDecoder
  private let wholePages: Bool
  private var pageSize: Int { wholePages ? Limits.textPage : Limits.textPart }
  private var text: ArraySlice<UInt8> = []

  init(_ reader: ByteReader, decoder: PageDecoder, wholePages: Bool) {
    self.reader = reader
    self.decoder = decoder
    self.wholePages = wholePages
  }

  func next() -> ArraySlice<UInt8>? {
    if text.isEmpty, !nextPage() { return nil }
    var end = text.endIndex
    if !wholePages, text.count > Limits.textBatch {
      let near = text.startIndex + Limits.textBatch
      end = text.firstLF(from: near).map { $0 + 1 } ?? end
    }
    defer { text = text[end...] }
    return text[..<end]
  }

  private func nextPage() -> Bool {
    while failure == nil {
      let position = reader.position
      guard var bytes = reader.takeLines(about: pageSize, limit: Limits.record) else {
        failure = reader.fault
        return false
      }
      do throws(DecodingError) {
        var decoded = try decode(bytes)
        if !decoded.detection.encoding.endsLinesWithByteLF, !reader.isAtEnd {
          bytes += reader.take(Limits.record - bytes.count)
          decoded = try decode(bytes)
        }
        guard bytes.count < Limits.record else {
          failure = .lineTooLong(name: reader.name, limit: Limits.record)
          return false
        }
        text = decoded.text[...]
        if !text.isEmpty { return true }
      } catch {
        var error = error
        error.offset += position
        failure = .undecodable(name: reader.name, error)
      }
    }
    return false
  }

  private func decode(_ bytes: [UInt8]) throws(DecodingError) -> DecodedText {
    try bytes.withUnsafeBufferPointer { (bytes) throws(DecodingError) in try decoder.decode(bytes) }
  }
}

extension TextEncoding {
  /// Whether the byte 0A always is a line end: so in all encodings but those of wider units.
  fileprivate var endsLinesWithByteLF: Bool { !name.hasPrefix("utf-16") && !name.hasPrefix("utf-32") }
}
