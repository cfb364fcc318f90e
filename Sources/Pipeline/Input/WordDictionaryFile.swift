import Jiaokan

extension WordDictionary {
  private static let piece = 1 << 20

  /// Reads a dictionary of any size, twice, and holds no more of it than a piece.
  ///
  /// - Throws: `InputError`, and `WordDictionaryError` with the line's number.
  public init(path: String) throws {
    var lines = 0
    try Self.read(path) { lines += $0.reduce(1) { $1 == 0x0A ? $0 + 1 : $0 } }
    var builder = Builder(name: path, lines: lines)
    try Self.read(path) { try builder.add($0[...]) }
    self = builder.dictionary
  }

  private static func read(_ path: String, _ body: ([UInt8]) throws -> Void) throws {
    let reader = try OpenInput(path: path).reader
    while let lines = reader.takeLines(about: piece, limit: Limits.record) { try body(lines) }
    if let fault = reader.fault { throw fault }
  }
}
