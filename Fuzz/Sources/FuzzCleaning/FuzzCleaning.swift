import FuzzSupport
import Jiaokan

private let cleaner = {
  var options = Cleaner.Options()
  options.wantsWords = true
  options.wantsBlocks = true
  return try? Cleaner(options: options)
}()

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzCleaning(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let page = UnsafeBufferPointer(start: start, count: count)
  guard let cleaner else { fatalError("no cleaner") }
  do {
    let article = try cleaner.clean(page)
    Invariant.isText(Array(article.text.utf8))
    for block in article.blocks {
      precondition(
        block.source.lowerBound >= 0 && block.source.upperBound <= count, "source outside of the page")
    }
  } catch is MarkupError {
    return 0
  } catch {
    fatalError("\(error)")
  }
  return 0
}
