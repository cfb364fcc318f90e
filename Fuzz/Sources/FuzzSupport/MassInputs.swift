import Glibc

/// Sebastiano Vigna's splitmix64.
public struct MassRandom {
  private var state: UInt64

  public init(state: UInt64) { self.state = state }

  /// A number from 0 up to `bound`, which is left out.
  public mutating func below(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(bound))
  }
}

/// The first 64 kB of a file, for loops over millions of inputs.
public func massFile(_ path: String) -> [UInt8] {
  guard let file = fopen(path, "rb") else { fatalError("cannot read \(path)") }
  defer { fclose(file) }
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  let count = fread(&buffer, 1, buffer.count, file)
  precondition(count > 0, "\(path) is empty")
  return Array(buffer[..<count])
}

/// Inputs of a byte, a piece of one file and a piece of another, with a few bytes changed.
public struct MassPieces {
  public let count: Int
  private let files: [[UInt8]]
  private var random: MassRandom

  /// - Parameter arguments: a command's, its name first: how many inputs, the seed, the files.
  public init(arguments: [String]) {
    guard arguments.count > 3, let count = Int(arguments[1]), let seed = UInt64(arguments[2]) else {
      fatalError("usage: \(arguments.first ?? "") COUNT SEED FILE...")
    }
    self.count = count
    random = MassRandom(state: seed)
    files = arguments[3...].map(massFile)
  }

  /// - Parameter longest: how many bytes the longer piece has at most; the other one has half of it.
  public mutating func next(longest: Int) -> [UInt8] {
    var input = [UInt8(random.below(256))] + piece(longest) + piece(longest / 2)
    for _ in 0..<random.below(4) { input[random.below(input.count)] = UInt8(random.below(256)) }
    return input
  }

  private mutating func piece(_ longest: Int) -> ArraySlice<UInt8> {
    let file = files[random.below(files.count)]
    return file[random.below(file.count)...].prefix(1 + random.below(longest))
  }
}
