import FuzzSupport
import Jiaokan

private let learner = SiteLearner()

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzBoilerplate(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  var options = BoilerplateClassifier.Options()
  options.now = Timestamp("2020-03-11T01:30:00+08:00")
  options.siteLearner = learner
  Invariant.classifies(
    UnsafeBufferPointer(start: start, count: count), with: BoilerplateClassifier(), options: options)
  return 0
}
