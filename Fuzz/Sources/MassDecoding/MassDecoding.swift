import FuzzSupport

/// FuzzDecoding's checks on millions of short inputs, without libFuzzer and sanitizers, at some ten times its speed:
/// `MassDecoding COUNT SEED FILE...`. Each input is a piece of one file and a piece of another with a few bytes changed.
@main
struct MassDecoding {
  static func main() {
    let arguments = CommandLine.arguments
    guard arguments.count > 3, let count = Int(arguments[1]), let seed = UInt64(arguments[2]) else {
      fatalError("usage: MassDecoding COUNT SEED FILE...")
    }
    let files = arguments[3...].map(massFile)
    var random = MassRandom(state: seed)
    func piece(_ longest: Int) -> ArraySlice<UInt8> {
      let file = files[random.below(files.count)]
      return file[random.below(file.count)...].prefix(1 + random.below(longest))
    }
    for number in 1...count {
      var input = [UInt8(random.below(256))] + piece(48) + piece(24)
      for _ in 0..<random.below(4) { input[random.below(input.count)] = UInt8(random.below(256)) }
      input.withUnsafeBufferPointer(Invariant.decodes)
      if number % 1_000_000 == 0 { print(number) }
    }
  }
}
