/// Reading valid UTF-8 scalar by scalar. The text's validity was established by Decoding, so nothing is checked
/// again here.
public enum UTF8Cursor {
  /// The scalar that begins at `offset`, and its length in bytes. `offset` must be on a scalar boundary.
  @inlinable @inline(__always)
  public static func scalar(
    _ bytes: UnsafeBufferPointer<UInt8>, at offset: Int
  ) -> (value: UInt32, count: Int) {
    let lead = UInt32(bytes[offset])
    if lead < 0x80 { return (lead, 1) }
    let second = UInt32(bytes[offset + 1]) & 0x3F
    if lead < 0xE0 { return ((lead & 0x1F) << 6 | second, 2) }
    let third = UInt32(bytes[offset + 2]) & 0x3F
    if lead < 0xF0 { return ((lead & 0x0F) << 12 | second << 6 | third, 3) }
    return ((lead & 0x07) << 18 | second << 12 | third << 6 | UInt32(bytes[offset + 3]) & 0x3F, 4)
  }

  /// The scalar that ends before `offset` (which is above 0), and its length in bytes.
  @inlinable @inline(__always)
  public static func scalar(
    _ bytes: UnsafeBufferPointer<UInt8>, before offset: Int
  ) -> (value: UInt32, count: Int) {
    var start = offset - 1
    while start > 0, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    return scalar(bytes, at: start)
  }

  /// Appends the UTF-8 form of a scalar.
  @inlinable @inline(__always)
  public static func append(_ scalar: UInt32, to bytes: inout [UInt8]) {
    switch scalar {
    case 0..<0x80:
      bytes.append(UInt8(scalar))
    case 0x80..<0x800:
      bytes.append(UInt8(0xC0 | scalar >> 6))
      bytes.append(UInt8(0x80 | scalar & 0x3F))
    case 0x800..<0x10000:
      bytes.append(UInt8(0xE0 | scalar >> 12))
      bytes.append(UInt8(0x80 | scalar >> 6 & 0x3F))
      bytes.append(UInt8(0x80 | scalar & 0x3F))
    default:
      bytes.append(UInt8(0xF0 | scalar >> 18))
      bytes.append(UInt8(0x80 | scalar >> 12 & 0x3F))
      bytes.append(UInt8(0x80 | scalar >> 6 & 0x3F))
      bytes.append(UInt8(0x80 | scalar & 0x3F))
    }
  }
}

/// Classes of scalars that every stage asks for.
public enum ScalarClass {
  /// A CJK ideograph: the unified blocks with their extensions, the compatibility blocks, and 〇.
  /// Ranges from Unicode 15 Blocks.txt.
  @inlinable @inline(__always)
  public static func isHanzi(_ scalar: UInt32) -> Bool {
    (0x4E00...0x9FFF).contains(scalar) || (0x3400...0x4DBF).contains(scalar) || scalar == 0x3007
      || (0xF900...0xFAFF).contains(scalar) || (0x20000...0x323AF).contains(scalar)
  }

  /// A to Z, in both cases.
  @inlinable @inline(__always)
  public static func isLatinLetter(_ scalar: UInt32) -> Bool { (0x61...0x7A).contains(scalar | 0x20) }

  /// A CJK compatibility ideograph, of either block.
  @inlinable @inline(__always)
  public static func isCompatibilityIdeograph(_ scalar: UInt32) -> Bool {
    (0xF900...0xFAFF).contains(scalar) || (0x2F800...0x2FA1F).contains(scalar)
  }

  /// Punctuation that Chinese text uses and Latin text does not: CJK Symbols and Punctuation, the full-width
  /// forms, and the curly quotes, dash and ellipsis.
  @inlinable @inline(__always)
  public static func isChinesePunctuation(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x3001...0x3003, 0x3008...0x3011, 0x3014...0x301F, 0x30FB: true
    case 0xFF01...0xFF0F, 0xFF1A...0xFF20, 0xFF3B...0xFF40, 0xFF5B...0xFF65: true
    case 0x2018, 0x2019, 0x201C, 0x201D, 0x2014, 0x2026, 0x00B7: true
    default: false
    }
  }
}
