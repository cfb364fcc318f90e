import ToolSupport

/// Folds a text to the symbols that a model counts: see `CharacterModel` for what is folded and why.
public struct Folding: Sendable {
  /// Stands for scalars that are no part of running text.
  static let skipped = UInt32.max
  static let digit = UInt32(UInt8(ascii: "0"))
  static let latinLetter = UInt32(UInt8(ascii: "a"))
  static let scalarCount = 0x110000

  /// The symbol of each scalar.
  private var symbols: [UInt32]

  /// - Parameter dictionary: lines in the form of OpenCC's TSCharacters: a traditional character, a tab, its
  ///   simplified ones with the usual one first; lines that begin with `#` are comments.
  public init(dictionary: [String]) throws {
    symbols = (0..<UInt32(Self.scalarCount)).map(Self.symbolBesidesTraditional)
    for (number, line) in dictionary.enumerated() where !line.isEmpty && !line.hasPrefix("#") {
      let fields = line.split(separator: "\t")
      guard fields.count >= 2, fields[0].unicodeScalars.count == 1,
        let traditional = fields[0].unicodeScalars.first, let simplified = fields[1].unicodeScalars.first
      else {
        throw ToolError("line \(number + 1) of the dictionary is not `character TAB characters`: \(line)")
      }
      symbols[Int(traditional.value)] = simplified.value
    }
  }

  /// The symbol of a scalar, or `skipped`.
  func symbol(of scalar: UInt32) -> UInt32 { symbols[Int(scalar)] }

  private static func symbolBesidesTraditional(_ scalar: UInt32) -> UInt32 {
    switch scalar {
    // White space, the zero-width marks and the byte order mark.
    case 0x09, 0x0D, 0x20, 0xA0, 0xAD, 0x2000...0x200F, 0x2028...0x202F, 0x205F...0x2064, 0x3000, 0xFEFF:
      skipped
    case 0x30...0x39, 0xFF10...0xFF19: digit
    case 0x41...0x5A, 0x61...0x7A, 0xFF21...0xFF3A, 0xFF41...0xFF5A: latinLetter
    case UInt32(UInt8(ascii: ",")): 0xFF0C
    case UInt32(UInt8(ascii: ";")): 0xFF1B
    case UInt32(UInt8(ascii: ":")): 0xFF1A
    case UInt32(UInt8(ascii: "!")): 0xFF01
    case UInt32(UInt8(ascii: "?")): 0xFF1F
    case UInt32(UInt8(ascii: "(")): 0xFF08
    case UInt32(UInt8(ascii: ")")): 0xFF09
    case 0x300C: 0x201C
    case 0x300D: 0x201D
    case 0x300E: 0x2018
    case 0x300F: 0x2019
    default: scalar
    }
  }
}
