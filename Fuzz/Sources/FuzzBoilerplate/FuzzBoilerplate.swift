import FuzzSupport
import Jiaokan

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzBoilerplate(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let classifier = BoilerplateClassifier()
  var options = BoilerplateClassifier.Options()
  options.now = Timestamp("2020-03-11T01:30:00+08:00")
  options.siteLearner = SiteLearner()
  inEveryFormat(start, count) { document in
    classifier.classify(&document, options: options)
    precondition(
      document.blocks.allSatisfy { $0.role != nil && (0...1).contains($0.probability) }, "no role")
    _ = classifier.metadata(of: document, options: options)
    classifier.extract(&document)
  }
  return 0
}
