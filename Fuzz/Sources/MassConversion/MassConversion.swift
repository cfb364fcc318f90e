import FuzzSupport

/// FuzzConversion's checks on millions of short inputs: `MassConversion COUNT SEED FILE...`.
@main
struct MassConversion {
  static func main() {
    var inputs = MassInputs(arguments: CommandLine.arguments)
    for number in 1...inputs.count {
      inputs.next(longest: (96, 48)).withUnsafeBufferPointer(Invariant.converts)
      if number % 1_000_000 == 0 { print(number) }
    }
  }
}
