import FuzzSupport
import Jiaokan

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzMarkup(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  _ = MarkupFormat.sniff(Invariant.text(start, count))
  inEveryFormat(start, count)
  return 0
}
