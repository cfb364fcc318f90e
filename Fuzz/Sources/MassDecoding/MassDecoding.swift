import FuzzSupport

/// FuzzDecoding's checks on millions of short inputs, without libFuzzer and sanitizers, at some ten times its speed:
/// `MassDecoding COUNT SEED FILE...`.
@main
struct MassDecoding {
  static func main() {
    let arguments = MassArguments(CommandLine.arguments)
    var inputs = MassPieces(arguments)
    for number in 1...arguments.count {
      inputs.next(longest: 48).withUnsafeBufferPointer(Invariant.decodes)
      if number % 1_000_000 == 0 { print(number) }
    }
  }
}
