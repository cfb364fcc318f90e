import FuzzSupport
import Jiaokan

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzBoilerplate(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let text = Invariant.text(start, count)
  let classifier = BoilerplateClassifier()
  for format in [MarkupFormat.html, .text] {
    var document = Document(text: text)
    do {
      try MarkupParser().parse(&document, as: format)
      classifier.classify(&document)
      precondition(
        document.blocks.allSatisfy { $0.role != nil && (0...1).contains($0.probability) }, "no role")
      _ = classifier.metadata(of: document)
      classifier.extract(&document)
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
