import FuzzSupport

/// FuzzDecoding's checks on millions of short inputs: `MassDecoding COUNT SEED FILE...`.
@main
struct MassDecoding {
  static func main() {
    var inputs = MassInputs(arguments: CommandLine.arguments)
    for number in 1...inputs.count {
      inputs.next().withUnsafeBufferPointer(Invariant.decodes)
      if number % 1_000_000 == 0 { print(number) }
    }
  }
}
