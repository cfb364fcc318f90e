import TextCore

/// What filters judge a text by. White space does not count.
public struct TextMeasures: Sendable, Hashable {
  /// A line of fewer characters is no paragraph of prose, whatever ends it.
  private static let shortestProse = 20

  public private(set) var characters = 0
  public private(set) var hanzi = 0
  public private(set) var kana = 0
  public private(set) var hangul = 0
  /// Letters of alphabets.
  public private(set) var letters = 0
  /// Characters in lines that are long enough for prose and hold the end of a sentence.
  public private(set) var prose = 0

  /// - Parameter text: valid UTF-8, paragraphs separated by LF. O(text).
  public init(_ text: UnsafeBufferPointer<UInt8>) {
    var lineStart = 0
    var endsSentence = false
    var offset = 0
    while offset < text.count {
      let (scalar, count) = UTF8Cursor.scalar(text, at: offset)
      offset += count
      if scalar == 0x0A {
        closeLine(lineStart, endsSentence)
        lineStart = characters
        endsSentence = false
        continue
      }
      guard !Self.isWhiteSpace(scalar) else { continue }
      characters += 1
      classify(scalar)
      endsSentence = endsSentence || Self.endsSentence(scalar)
    }
    closeLine(lineStart, endsSentence)
  }

  /// Hanzi among all characters, in 0...1; 0 for an empty text.
  public var hanziShare: Float { characters == 0 ? 0 : Float(hanzi) / Float(characters) }
  /// The share of characters that stand in prose, in 0...1; 0 for an empty text.
  public var proseShare: Float { characters == 0 ? 0 : Float(prose) / Float(characters) }

  public var language: Language {
    // Chinese quotes a Japanese name now and then; Japanese has kana between any two nouns.
    if kana * 5 > hanzi + kana { return .japanese }
    if hangul > hanzi { return .korean }
    // A hanzi says about as much as three letters.
    if hanzi > 0, hanzi * 3 >= letters { return .chinese }
    return letters + hanzi + hangul == 0 ? .none : .other
  }

  private mutating func closeLine(_ start: Int, _ endsSentence: Bool) {
    if endsSentence, characters - start >= Self.shortestProse { prose += characters - start }
  }

  private mutating func classify(_ scalar: UInt32) {
    switch scalar {
    case 0x41...0x5A, 0x61...0x7A,
      0xC0...0x1FFF where scalar != 0xD7 && scalar != 0xF7:
      letters += 1
    case 0x3041...0x30FF, 0x31F0...0x31FF, 0xFF66...0xFF9F: kana += 1
    case 0x1100...0x11FF, 0xAC00...0xD7A3: hangul += 1
    default: if ScalarClass.isHanzi(scalar) { hanzi += 1 }
    }
  }

  static func isWhiteSpace(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x2000...0x200B, 0x2028, 0x2029, 0x202F, 0x3000, 0xFEFF: true
    default: false
    }
  }

  private static func endsSentence(_ scalar: UInt32) -> Bool {
    switch scalar {
    // 。 ！ ？ ； … and their half-width forms.
    case 0x3002, 0xFF01, 0xFF1F, 0xFF1B, 0x2026, 0x21, 0x3F, 0x3B, 0xFF61: true
    default: false
    }
  }
}
