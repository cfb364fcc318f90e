import FuzzSupport

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzDecoding(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  Invariant.decodes(UnsafeBufferPointer(start: start, count: count))
  return 0
}
