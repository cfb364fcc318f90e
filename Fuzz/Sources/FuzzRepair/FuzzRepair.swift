import FuzzSupport
import Jiaokan

private let repairer = try? Repairer()

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzRepair(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let text = Invariant.text(start, count)
  guard let repairer else { fatalError("no repairer") }
  do { try Invariant.holds(repairer.repair(text).revision, of: text) } catch { fatalError("\(error)") }
  return 0
}
