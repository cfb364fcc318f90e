import CXML2
import TextCore

/// What a character reference stands for.
enum CharacterReference {
  /// The scalar of the reference `range`, which begins with `&`; nil where it stands for none.
  static func decode(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> UInt32? {
    var end = range.upperBound
    if bytes[end - 1] == 0x3B { end -= 1 }
    let start = range.lowerBound + 1
    guard start < end else { return nil }
    if bytes[start] == 0x23 { return number(bytes, start + 1..<end) }
    let name = UnsafeBufferPointer(rebasing: bytes[start..<end])
    let scalar = named(name)
    return scalar == 0 ? nil : scalar
  }

  private static func named(_ name: UnsafeBufferPointer<UInt8>) -> UInt32 {
    // The longest name, `thetasym`, has eight letters.
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 10) { buffer in
      guard name.count < 10 else { return 0 }
      for (index, byte) in name.enumerated() { buffer[index] = CChar(bitPattern: byte) }
      buffer[name.count] = 0
      return jk_html_entity(buffer.baseAddress)
    }
  }

  private static func number(_ bytes: UnsafeBufferPointer<UInt8>, _ digits: Range<Int>) -> UInt32? {
    var digits = digits
    guard let first = digits.first else { return nil }
    let isHexadecimal = bytes[first] | 0x20 == 0x78
    if isHexadecimal { digits = first + 1..<digits.upperBound }
    var value: UInt32 = 0
    for byte in bytes[digits] {
      guard let digit = HexDigit.value(byte), isHexadecimal || digit < 10 else { return nil }
      value = value * (isHexadecimal ? 16 : 10) + digit
      if value > 0x10FFFF { return nil }
    }
    if (0x80...0x9F).contains(value) { return windows1252[Int(value) - 0x80] }
    return value == 0 || Unicode.Scalar(value) == nil ? nil : value
  }

  /// The HTML standard's table for references to C1 controls: they mean bytes of windows-1252.
  private static let windows1252: [UInt32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152,
    0x8D,
    0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161,
    0x203A,
    0x0153, 0x9D, 0x017E, 0x0178,
  ]
}
