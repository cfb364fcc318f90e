import FuzzSupport

/// FuzzSegmentation's checks on millions of short inputs, without libFuzzer and sanitizers:
/// `MassSegmentation COUNT SEED FILE...`. Each input is made of pieces of the files with a few bytes changed; one in 4096 is
/// longer than a stretch has room for.
@main
struct MassSegmentation {
  static func main() {
    let arguments = MassArguments(CommandLine.arguments)
    let files = arguments.files
    var random = arguments.random
    func piece(_ longest: Int) -> ArraySlice<UInt8> {
      let file = files[random.below(files.count)]
      return file[random.below(file.count)...].prefix(1 + random.below(longest))
    }
    for number in 1...arguments.count {
      var input = piece(60) + piece(30)
      if number % 4096 == 0 { for _ in 0..<100 { input += piece(120) } }
      for _ in 0..<random.below(4) {
        input[input.startIndex + random.below(input.count)] = UInt8(random.below(256))
      }
      input.withUnsafeBufferPointer(Invariant.segments)
      if number % 1_000_000 == 0 { print(number) }
    }
  }
}
