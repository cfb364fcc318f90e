/// The steps of the HTML standard's prescan over raw bytes.
struct MarkupScanner {
  let bytes: UnsafeBufferPointer<UInt8>
  var position = 0

  init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  var byte: UInt8? { position < bytes.count ? bytes[position] : nil }

  /// Whether a meta element goes on here with attributes.
  var isAtAttribute: Bool { byte.map { Self.isSpace($0) || $0 == 0x2F } ?? false }

  /// Goes to the next `wanted`; false where there is none.
  mutating func skip(to wanted: UInt8) -> Bool {
    position = bytes.firstIndex(of: wanted, from: position) ?? bytes.count
    return position < bytes.count
  }

  mutating func skipSpace() {
    while let byte, Self.isSpace(byte) { position += 1 }
  }

  /// Takes an ASCII text in any case, where it stands here.
  mutating func takes(_ text: StaticString) -> Bool {
    guard position + text.utf8CodeUnitCount <= bytes.count else { return false }
    for index in 0..<text.utf8CodeUnitCount
    where Self.lowered(bytes[position + index]) != text.utf8Start[index] { return false }
    position += text.utf8CodeUnitCount
    return true
  }

  /// Goes behind the next `text`, or to the end.
  @discardableResult
  mutating func skip(behind text: StaticString) -> Bool {
    while position < bytes.count {
      if takes(text) { return true }
      position += 1
    }
    return false
  }

  /// Takes `<` or `</` and the name of a tag.
  mutating func takesTag() -> Bool {
    let start = position
    position += 1
    if byte == 0x2F { position += 1 }
    guard let byte, (0x61...0x7A).contains(Self.lowered(byte)) else {
      position = start
      return false
    }
    while let byte = self.byte, !Self.isSpace(byte), byte != 0x3E { position += 1 }
    return true
  }

  /// "Get an attribute" of the prescan; nil at the tag's end.
  mutating func attribute() -> (name: MarkupScanner, value: MarkupScanner)? {
    while let byte, Self.isSpace(byte) || byte == 0x2F { position += 1 }
    guard let first = byte, first != 0x3E else { return nil }
    let start = position
    while let byte, byte != 0x3E, byte != 0x2F, !Self.isSpace(byte), byte != 0x3D || position == start {
      position += 1
    }
    let name = slice(start..<position)
    skipSpace()
    guard takes("=") else { return (name, slice(position..<position)) }
    skipSpace()
    let begin: Int
    let end: Int
    if let quote = byte, quote == 0x22 || quote == 0x27 {
      begin = position + 1
      position = begin
      while let byte, byte != quote { position += 1 }
      end = position
      position = min(position + 1, bytes.count)
    } else {
      begin = position
      while let byte, !Self.isSpace(byte), byte != 0x3E { position += 1 }
      end = position
    }
    return (name, slice(begin..<end))
  }

  /// Whether the bytes are just this ASCII text, in any case.
  func isWholly(_ text: StaticString) -> Bool {
    var scanner = self
    return bytes.count == text.utf8CodeUnitCount && scanner.takes(text)
  }

  private func slice(_ range: Range<Int>) -> MarkupScanner {
    MarkupScanner(bytes: UnsafeBufferPointer(rebasing: bytes[range]))
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte) && byte != 0x0B
  }

  private static func lowered(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
  }
}
