import Jiaokan

/// The encoding that the first byte chooses, so that each decoder is reached; nil leaves it to the detector.
private let choices: [TextEncoding?] =
  [nil, nil, nil]
  + [
    "gb18030", "big5", "euc-tw", "hz-gb-2312", "iso-2022-cn", "utf-16le", "utf-8", "windows-1252", "utf-16be",
    "utf-32le", "euc-jp", "shift_jis", "euc-kr", "iso-2022-jp",
  ].map { TextEncoding(label: $0) }

extension Invariant {
  /// Whatever the bytes, decoding gives text, a log that fits both sides, and the same in pieces as in one.
  public static func decodes(_ bytes: UnsafeBufferPointer<UInt8>) {
    var decoder = PageDecoder()
    if let choice = bytes.first {
      decoder.encoding = choices[Int(choice) % choices.count]
      if choice >= 0x80 { decoder.errors = .skip }
    }
    let source = UnsafeBufferPointer(rebasing: bytes.dropFirst())
    guard let decoded = try? decoder.decode(source) else { fatalError("a decoder that does not stop threw") }
    isText(decoded.text)
    let origin = decoded.sourceRange(of: 0..<decoded.text.count, in: source)
    precondition(
      origin.lowerBound >= 0 && origin.upperBound <= source.count, "source range outside of the source")
    checkLog(decoded.log, decoded.text, source)
    let detection = decoded.detection
    precondition(detection.spans.map(\.range.count).reduce(0, +) == source.count, "spans leave bytes out")
    precondition((0...1).contains(detection.confidence), "the confidence is no probability")
    if detection.spans.count == 1 {
      let encoding = detection.encoding == .unknown ? decoder.fallback : detection.encoding
      let pieces = inPieces(source, of: 1 + Int(source.first ?? 0) % 19, encoding, decoder.errors)
      precondition(pieces.text == decoded.text, "pieces are decoded otherwise than the whole")
      precondition(pieces.log == decoded.log, "the log of pieces is not that of the whole")
    }
  }
}

/// The log is in order and tells what stands in the source and in the text.
private func checkLog(_ log: DecodingLog, _ text: [UInt8], _ source: UnsafeBufferPointer<UInt8>) {
  var end = (source: 0, text: 0)
  for substitution in log.substitutions {
    precondition(
      substitution.source.lowerBound >= end.source && substitution.target.lowerBound >= end.text,
      "the log is out of order")
    precondition(source[substitution.source].elementsEqual(substitution.bytes), "the log has other bytes")
    precondition(
      substitution.target.isEmpty || text[substitution.target].elementsEqual([0xEF, 0xBF, 0xBD]),
      "what the log names is no U+FFFD")
    end = (substitution.source.upperBound, substitution.target.upperBound)
  }
}

private func inPieces(
  _ source: UnsafeBufferPointer<UInt8>, of size: Int, _ encoding: TextEncoding, _ errors: DecodingErrorPolicy
) -> (text: [UInt8], log: DecodingLog) {
  var text: [UInt8] = []
  var decoder = TextDecoder(encoding, errors: errors)
  for start in stride(from: 0, through: source.count, by: size) {
    let piece = UnsafeBufferPointer(rebasing: source[start..<min(start + size, source.count)])
    guard (try? decoder.decode(piece, isLast: start + size > source.count, into: &text)) != nil else {
      fatalError("a decoder that does not stop threw")
    }
  }
  return (text, decoder.log)
}
