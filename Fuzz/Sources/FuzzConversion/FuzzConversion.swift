import FuzzSupport
import Jiaokan

private let converters = ConversionProfile.allCases.map { profile in
  var options = Converter.Options()
  options.profile = profile
  options.vocabulary = profile == .tw
  return Converter(options: options)
}

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzConversion(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let text = Invariant.text(start, count)
  for converter in converters {
    do { try Invariant.holds(converter.convert(text), of: text) } catch { fatalError("\(error)") }
  }
  return 0
}
