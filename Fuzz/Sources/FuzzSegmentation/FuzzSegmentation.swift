import FuzzSupport

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzSegmentation(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  // Any bytes at all: what is not UTF-8 must be covered too.
  Invariant.segments(UnsafeBufferPointer(start: start, count: count))
  return 0
}
