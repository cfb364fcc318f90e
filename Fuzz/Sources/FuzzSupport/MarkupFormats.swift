import Jiaokan

/// Parses the fuzzer's bytes in every format and hands each document on; a page beyond a limit is none.
///
/// - Parameter check: what the target does with a parsed document. Afterwards it holds what every document holds, and
///   undoing its stages gives the text back.
public func inEveryFormat(
  _ start: UnsafePointer<UInt8>, _ count: Int, check: (inout Document) throws -> Void = { _ in }
) {
  let text = Invariant.text(start, count)
  for format in [MarkupFormat.html, .text] {
    var document = Document(text: text)
    do {
      try MarkupParser().parse(&document, as: format)
      try check(&document)
      Invariant.holds(document)
      try Invariant.undoes(document, to: text)
    } catch is MarkupError {
      continue
    } catch {
      fatalError("\(error)")
    }
  }
}
