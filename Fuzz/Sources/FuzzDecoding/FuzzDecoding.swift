import FuzzSupport
import Jiaokan

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzDecoding(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = UnsafeBufferPointer(start: start, count: count)
  var decoder = PageDecoder()
  // The first byte chooses an encoding, so that each decoder is reached; 0 leaves it to the detector.
  let names = [
    "", "gb18030", "big5", "euc-tw", "hz-gb-2312", "iso-2022-cn", "utf-16le", "utf-8", "windows-1252",
    "utf-16be",
    "utf-32le", "euc-jp", "shift_jis", "euc-kr", "iso-2022-jp",
  ]
  if let choice = bytes.first, !names[Int(choice) % names.count].isEmpty {
    decoder.encoding = TextEncoding(label: names[Int(choice) % names.count])
  }
  let source = UnsafeBufferPointer(rebasing: bytes.dropFirst())
  guard let decoded = try? decoder.decode(source) else { fatalError("replacing decoder threw") }
  Invariant.isText(decoded.text)
  let origin = decoded.sourceRange(of: 0..<decoded.text.count, in: source)
  precondition(
    origin.lowerBound >= 0 && origin.upperBound <= source.count, "source range outside of the source")
  precondition(
    decoded.detection.spans.map(\.range.count).reduce(0, +) == source.count, "spans leave bytes out")
  if decoded.detection.spans.count == 1 {
    let encoding = decoded.detection.encoding == .unknown ? decoder.fallback : decoded.detection.encoding
    let size = 1 + Int(source.first ?? 0) % 19
    precondition(
      inPieces(source, of: size, encoding) == decoded.text, "pieces are decoded otherwise than the whole")
  }
  return 0
}

private func inPieces(_ source: UnsafeBufferPointer<UInt8>, of size: Int, _ encoding: TextEncoding) -> [UInt8]
{
  var text: [UInt8] = []
  var decoder = TextDecoder(encoding)
  for start in stride(from: 0, through: source.count, by: size) {
    let end = min(start + size, source.count)
    let piece = UnsafeBufferPointer(rebasing: source[start..<end])
    guard (try? decoder.decode(piece, isLast: start + size > source.count, into: &text)) != nil else {
      fatalError("replacing decoder threw")
    }
  }
  return text
}
