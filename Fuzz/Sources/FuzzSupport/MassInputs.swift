import FaultSimulator
import Glibc

/// What a loop over millions of inputs is told: `NAME COUNT SEED FILE...`.
public struct MassArguments {
  /// How many inputs.
  public let count: Int
  /// The first 64 kB of each file.
  public let files: [[UInt8]]
  public let random: SplitMix

  /// - Parameter arguments: a command's, its name first.
  public init(_ arguments: [String]) {
    guard arguments.count > 3, let count = Int(arguments[1]), let seed = UInt64(arguments[2]) else {
      fatalError("usage: \(arguments.first ?? "") COUNT SEED FILE...")
    }
    self.count = count
    random = SplitMix(state: seed)
    files = arguments[3...].map(Self.read)
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

/// Inputs of a byte, a piece of one file and a piece of another, with a few bytes changed.
public struct MassPieces {
  private let files: [[UInt8]]
  private var random: SplitMix

  public init(_ arguments: MassArguments) {
    files = arguments.files
    random = arguments.random
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
