import FuzzSupport

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzConversion(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  Invariant.converts(UnsafeBufferPointer(start: start, count: count))
  return 0
}
