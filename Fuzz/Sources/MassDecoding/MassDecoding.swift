import FuzzSupport

/// FuzzDecoding's checks on millions of short inputs, without libFuzzer and sanitizers, at some ten times its speed:
/// `MassDecoding COUNT SEED FILE...`.
@main
struct MassDecoding {
  static func main() {
    var inputs = MassPieces(arguments: CommandLine.arguments)
    for number in 1...inputs.count {
      inputs.next(longest: 48).withUnsafeBufferPointer(Invariant.decodes)
      if number % 1_000_000 == 0 { print(number) }
    }
  }
}
