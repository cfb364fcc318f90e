import Glibc

/// Millions of short inputs from a seed: each is a byte, a piece of one file and a piece of another, with a few bytes
/// changed. For checks without libFuzzer and sanitizers, at some ten times its speed.
public struct MassInputs {
  public let count: Int
  private let files: [[UInt8]]
  private var state: UInt64

  /// - Parameter arguments: a command's, its name first: how many inputs, the seed, the files.
  public init(arguments: [String]) {
    guard arguments.count > 3, let count = Int(arguments[1]), let seed = UInt64(arguments[2]) else {
      fatalError("usage: \(arguments.first ?? "") COUNT SEED FILE...")
    }
    self.count = count
    state = seed
    files = arguments[3...].map(Self.read)
  }

  /// - Parameter longest: how many bytes the two pieces have at most.
  public mutating func next(longest: (first: Int, second: Int) = (48, 24)) -> [UInt8] {
    var input = [UInt8(below(256))] + piece(longest.first) + piece(longest.second)
    for _ in 0..<below(4) { input[below(input.count)] = UInt8(below(256)) }
    return input
  }

  /// Sebastiano Vigna's splitmix64.
  private mutating func below(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(bound))
  }

  private mutating func piece(_ longest: Int) -> ArraySlice<UInt8> {
    let file = files[below(files.count)]
    return file[below(file.count)...].prefix(1 + below(longest))
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
