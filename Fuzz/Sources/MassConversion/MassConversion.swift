import FuzzSupport

/// FuzzConversion's checks on millions of short inputs, without libFuzzer and sanitizers:
/// `MassConversion COUNT SEED FILE...`.
@main
struct MassConversion {
  static func main() {
    let arguments = MassArguments(CommandLine.arguments)
    var inputs = MassPieces(arguments)
    for number in 1...arguments.count {
      inputs.next(longest: 96).withUnsafeBufferPointer(Invariant.converts)
      if number % 100_000 == 0 { print(number) }
    }
  }
}
