import FuzzSupport
import Jiaokan

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzMarkup(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let text = Invariant.text(start, count)
  for format in [MarkupFormat.html, .text, .sniff(text)] {
    var document = Document(text: text)
    do {
      try MarkupParser().parse(&document, as: format)
      Invariant.holds(document)
      try Invariant.undoes(document, to: text)
    } catch is MarkupError {
      continue
    } catch {
      fatalError("\(error)")
    }
  }
  return 0
}
