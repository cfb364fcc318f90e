import FuzzSupport
import Jiaokan

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzDecoding(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = UnsafeBufferPointer(start: start, count: count)
  var decoder = PageDecoder()
  // The first byte chooses an encoding, so that each decoder is reached; 0 leaves it to the detector.
  let names = [
    "", "gb18030", "big5", "euc-tw", "hz-gb-2312", "iso-2022-cn", "utf-16le", "utf-8", "windows-1252",
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
  return 0
}
