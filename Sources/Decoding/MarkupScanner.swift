/// The steps of the HTML standard's prescan over raw bytes.
struct MarkupScanner {
  let bytes: UnsafeBufferPointer<UInt8>
  var position = 0

  init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  var byte: UInt8? { position < bytes.count ? bytes[position] : nil }

  /// Whether a meta element goes on here with attributes.
  var isAtAttribute: Bool { byte.map { Self.isSpace($0) || $0 == 0x2F } ?? false }

  mutating func skip(to wanted: UInt8) -> Bool {
    while let byte {
      if byte == wanted { return true }
      position += 1
    }
    return false
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

  /// "Get an attribute" of the prescan, in lower case; nil at the tag's end.
  mutating func attribute() -> (name: [UInt8], value: [UInt8])? {
    while let byte, Self.isSpace(byte) || byte == 0x2F { position += 1 }
    guard let first = byte, first != 0x3E else { return nil }
    var name: [UInt8] = []
    while let byte, byte != 0x3E, byte != 0x2F, !Self.isSpace(byte), byte != 0x3D || name.isEmpty {
      name.append(Self.lowered(byte))
      position += 1
    }
    skipSpace()
    guard takes("=") else { return (name, []) }
    skipSpace()
    var value: [UInt8] = []
    if let quote = byte, quote == 0x22 || quote == 0x27 {
      position += 1
      while let byte, byte != quote {
        value.append(Self.lowered(byte))
        position += 1
      }
      position += 1
    } else {
      while let byte, !Self.isSpace(byte), byte != 0x3E {
        value.append(Self.lowered(byte))
        position += 1
      }
    }
    return (name, value)
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte) && byte != 0x0B
  }

  private static func lowered(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
  }
}
