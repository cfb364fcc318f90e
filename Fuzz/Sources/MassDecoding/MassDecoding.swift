import FuzzSupport
import Glibc

/// FuzzDecoding's checks on millions of short inputs, without libFuzzer and sanitizers, at some ten times its speed:
/// `MassDecoding COUNT SEED FILE...`. Each input is a piece of one file and a piece of another with a few bytes changed.
@main
struct MassDecoding {
  static func main() {
    let arguments = CommandLine.arguments
    guard arguments.count > 3, let count = Int(arguments[1]), var state = UInt64(arguments[2]) else {
      fatalError("usage: MassDecoding COUNT SEED FILE...")
    }
    let files = arguments[3...].map(read)
    // Sebastiano Vigna's splitmix64.
    func below(_ bound: Int) -> Int {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return Int((z ^ (z >> 31)) % UInt64(bound))
    }
    func piece(_ longest: Int) -> ArraySlice<UInt8> {
      let file = files[below(files.count)]
      return file[below(file.count)...].prefix(1 + below(longest))
    }
    for number in 1...count {
      var input = [UInt8(below(256))] + piece(48) + piece(24)
      for _ in 0..<below(4) { input[below(input.count)] = UInt8(below(256)) }
      input.withUnsafeBufferPointer(Invariant.decodes)
      if number % 1_000_000 == 0 { print(number) }
    }
  }

  private static func read(_ path: String) -> [UInt8] {
    guard let file = fopen(path, "rb") else { fatalError("cannot read \(path)") }
    defer { fclose(file) }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = fread(&buffer, 1, buffer.count, file)
    precondition(count > 0, "\(path) is empty")
    return Array(buffer[..<count])
  }
}
