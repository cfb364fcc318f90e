import Glibc
import LanguageModel
import TextCore

/// How well a model foretells a text, per hanzi.
public struct Perplexity: Sendable {
  public private(set) var hanzi = 0
  public private(set) var unknown = 0
  private var logarithm: Double = 0

  public init() {}

  /// Adds a line of valid UTF-8.
  public mutating func add(_ line: [UInt8], model: CharacterModel) {
    line.withUnsafeBufferPointer { line in
      var state = model.start
      var offset = 0
      while offset < line.count {
        let (scalar, count) = UTF8Cursor.scalar(line, at: offset)
        offset += count
        let token = model.token(of: scalar)
        if ScalarClass.isHanzi(scalar) {
          hanzi += 1
          if Int(token) == ModelLayout.unknown { unknown += 1 }
          logarithm += Double(model.score(token, after: state))
        }
        state = model.advance(state, with: token)
      }
    }
  }

  /// The inverse of the hanzi's geometric mean probability, each given all that stands before it in its line.
  public var value: Double { hanzi == 0 ? 1 : exp(-logarithm / Double(hanzi)) }
}
