import FuzzSupport

/// FuzzConversion's checks on millions of short inputs, without libFuzzer and sanitizers:
/// `MassConversion COUNT SEED FILE...`.
@main
struct MassConversion {
  static func main() {
    var inputs = MassPieces(arguments: CommandLine.arguments)
    for number in 1...inputs.count {
      inputs.next(longest: 96).withUnsafeBufferPointer(Invariant.converts)
      if number % 100_000 == 0 { print(number) }
    }
  }
}
