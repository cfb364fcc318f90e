/// Why a line is not one JSON value, and where.
public struct JSONError: Error, Hashable, CustomStringConvertible {
  public enum Reason: String, Sendable {
    case invalidUTF8 = "not valid UTF-8"
    case unexpectedByte = "unexpected byte"
    case unexpectedEnd = "the line ends too early"
    case invalidEscape = "invalid escape in a string"
    case controlCharacter = "unescaped control character in a string"
    case invalidNumber = "invalid number"
    case tooDeep = "nested more than 512 deep"
    case trailingBytes = "more text after the value"
    case notAnObject = "not an object"
  }

  public var reason: Reason
  /// Byte of the line at which reading stopped.
  public var offset: Int

  public var description: String { "\(reason.rawValue) at byte \(offset)" }
}

/// Checks the grammar of RFC 8259 and finds where values end; it builds nothing.
///
/// The project has its own because records must carry unknown members through byte for byte, which no coder
/// does, and because start-up must not pay for Foundation.
struct JSONScanner {
  /// Deeper nesting is an error: readers of records in other languages recurse.
  static let maximumDepth = 512

  let bytes: UnsafeBufferPointer<UInt8>
  private(set) var offset = 0
  private var depth = 0

  /// - Parameter bytes: valid UTF-8.
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  var isAtEnd: Bool { offset == bytes.count }

  func error(_ reason: JSONError.Reason) -> JSONError {
    JSONError(reason: isAtEnd && reason == .unexpectedByte ? .unexpectedEnd : reason, offset: offset)
  }

  func peek() -> UInt8? { offset < bytes.count ? bytes[offset] : nil }

  mutating func skipWhiteSpace() {
    while offset < bytes.count, isJSONWhiteSpace(bytes[offset]) { offset += 1 }
  }

  /// Steps over `byte` if it is next.
  mutating func skip(_ byte: Character) -> Bool {
    guard peek() == byte.asciiValue else { return false }
    offset += 1
    return true
  }

  mutating func expect(_ byte: Character) throws(JSONError) {
    guard skip(byte) else { throw error(.unexpectedByte) }
  }

  /// Steps over one value, white space around it excluded.
  mutating func skipValue() throws(JSONError) {
    switch peek() {
    case UInt8(ascii: "\""): try skipString()
    case UInt8(ascii: "{"): try skipObject { (_, _) in }
    case UInt8(ascii: "["): try skipArray { _ in }
    case UInt8(ascii: "t"): try skipWord("true")
    case UInt8(ascii: "f"): try skipWord("false")
    case UInt8(ascii: "n"): try skipWord("null")
    default: try skipNumber()
    }
  }

  /// Steps over an object and tells the ranges of each name (with its quotes) and value.
  mutating func skipObject(
    _ member: (_ name: Range<Int>, _ value: Range<Int>) -> Void
  ) throws(JSONError) {
    try enter("{")
    if skip("}") { return leave() }
    repeat {
      skipWhiteSpace()
      let name = offset
      try skipString()
      let nameEnd = offset
      skipWhiteSpace()
      try expect(":")
      skipWhiteSpace()
      let value = offset
      try skipValue()
      member(name..<nameEnd, value..<offset)
      skipWhiteSpace()
    } while skip(",")
    try expect("}")
    leave()
  }

  /// Steps over an array and tells the range of each element.
  mutating func skipArray(_ element: (Range<Int>) -> Void) throws(JSONError) {
    try enter("[")
    if skip("]") { return leave() }
    repeat {
      skipWhiteSpace()
      let start = offset
      try skipValue()
      element(start..<offset)
      skipWhiteSpace()
    } while skip(",")
    try expect("]")
    leave()
  }

  private mutating func enter(_ bracket: Character) throws(JSONError) {
    try expect(bracket)
    depth += 1
    guard depth <= Self.maximumDepth else { throw error(.tooDeep) }
    skipWhiteSpace()
  }

  private mutating func leave() { depth -= 1 }

  private mutating func skipWord(_ word: StaticString) throws(JSONError) {
    for index in 0..<word.utf8CodeUnitCount {
      guard peek() == word.utf8Start[index] else { throw error(.unexpectedByte) }
      offset += 1
    }
  }

  private mutating func skipString() throws(JSONError) {
    try expect("\"")
    while offset < bytes.count {
      skipPlain()
      guard offset < bytes.count else { break }
      let byte = bytes[offset]
      switch byte {
      case UInt8(ascii: "\""):
        offset += 1
        return
      case UInt8(ascii: "\\"):
        offset += 1
        try skipEscape()
      case 0..<0x20:
        throw error(.controlCharacter)
      default:
        offset += 1
      }
    }
    throw error(.unexpectedEnd)
  }

  /// Steps over bytes of a string that mean themselves, eight at a time.
  private mutating func skipPlain() {
    guard let start = bytes.baseAddress else { return }
    let ones: UInt64 = 0x0101_0101_0101_0101
    while offset + 8 <= bytes.count {
      let word = UInt64(littleEndian: UnsafeRawPointer(start + offset).loadUnaligned(as: UInt64.self))
      let quotes = word ^ 0x22 * ones
      let backslashes = word ^ 0x5C * ones
      // The lowest of these bits is right: borrows run upwards only.
      let marks =
        ((word &- 0x20 * ones) & ~word | (quotes &- ones) & ~quotes | (backslashes &- ones) & ~backslashes)
        & (0x80 * ones)
      if marks != 0 {
        offset += marks.trailingZeroBitCount / 8
        return
      }
      offset += 8
    }
  }

  private mutating func skipEscape() throws(JSONError) {
    guard let letter = peek() else { throw error(.unexpectedEnd) }
    switch letter {
    case UInt8(ascii: "u"):
      offset += 1
      for _ in 0..<4 {
        guard let digit = peek(), hexValue(digit) != nil else { throw error(.invalidEscape) }
        offset += 1
      }
    case _ where simpleEscape(letter) != nil: offset += 1
    default: throw error(.invalidEscape)
    }
  }

  private mutating func skipNumber() throws(JSONError) {
    let start = offset
    _ = skip("-")
    if !skip("0") {
      guard skipDigits() else { throw error(start == offset ? .unexpectedByte : .invalidNumber) }
    }
    if skip(".") { guard skipDigits() else { throw error(.invalidNumber) } }
    if skip("e") || skip("E") {
      if !skip("+") { _ = skip("-") }
      guard skipDigits() else { throw error(.invalidNumber) }
    }
  }

  /// Steps over digits; false when there is none.
  private mutating func skipDigits() -> Bool {
    let start = offset
    while let byte = peek(), UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte { offset += 1 }
    return offset > start
  }
}

func isJSONWhiteSpace(_ byte: UInt8) -> Bool {
  byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
}

/// The byte that `\letter` stands for; nil when it stands for nothing.
func simpleEscape(_ letter: UInt8) -> UInt8? {
  switch letter {
  case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): letter
  case UInt8(ascii: "b"): 0x08
  case UInt8(ascii: "f"): 0x0C
  case UInt8(ascii: "n"): 0x0A
  case UInt8(ascii: "r"): 0x0D
  case UInt8(ascii: "t"): 0x09
  default: nil
  }
}

func hexValue(_ digit: UInt8) -> UInt32? {
  switch digit {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(digit - UInt8(ascii: "0"))
  case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(digit - UInt8(ascii: "a") + 10)
  case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(digit - UInt8(ascii: "A") + 10)
  default: nil
  }
}
