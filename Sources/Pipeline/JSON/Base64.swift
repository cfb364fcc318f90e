/// Base64 as RFC 4648 section 4 has it, padding required, white space between characters allowed.
public enum Base64 {
  public struct DecodingFailure: Error, Hashable, CustomStringConvertible {
    /// Byte of the encoded text; its length when the text ends too early.
    public var offset: Int
    public var description: String {
      "`bytes` is not base64 at character \(offset): use the standard alphabet with padding"
    }
  }

  public static func decode(_ text: [UInt8]) throws(DecodingFailure) -> [UInt8] {
    var failure: DecodingFailure?
    let result = [UInt8](unsafeUninitializedCapacity: text.count / 4 * 3 + 3) { result, count in
      text.withUnsafeBufferPointer { text in
        do throws(DecodingFailure) {
          try decode(text, into: result, count: &count)
        } catch {
          failure = error
        }
      }
    }
    if let failure { throw failure }
    return result
  }

  private static func decode(
    _ text: UnsafeBufferPointer<UInt8>, into result: UnsafeMutableBufferPointer<UInt8>, count: inout Int
  ) throws(DecodingFailure) {
    let values = values
    var index = 0
    var group: UInt32 = 0
    var digits = 0
    var padding = 0
    while index < text.count {
      if digits == 0, padding == 0 {
        // Whole groups, as nearly all of a text is.
        while index + 4 <= text.count {
          let (first, second) = (values[Int(text[index])], values[Int(text[index + 1])])
          let (third, fourth) = (values[Int(text[index + 2])], values[Int(text[index + 3])])
          guard (first | second | third | fourth) & noDigit == 0 else { break }
          result[count] = first << 2 | second >> 4
          result[count + 1] = second << 4 | third >> 2
          result[count + 2] = third << 6 | fourth
          count += 3
          index += 4
        }
        if index == text.count { break }
      }
      let byte = text[index]
      index += 1
      if isJSONWhiteSpace(byte) { continue }
      if byte == UInt8(ascii: "="), digits >= 2, digits + padding < 4 {
        padding += 1
        continue
      }
      let value = values[Int(byte)]
      guard padding == 0, value & noDigit == 0 else { throw DecodingFailure(offset: index - 1) }
      group = group << 6 | UInt32(value)
      digits += 1
      if digits == 4 {
        for shift in [16, 8, 0] as [UInt32] {
          result[count] = UInt8(truncatingIfNeeded: group >> shift)
          count += 1
        }
        digits = 0
      }
    }
    guard digits == 0 && padding == 0 || digits + padding == 4 else {
      throw DecodingFailure(offset: text.count)
    }
    if digits >= 2 {
      result[count] = UInt8(truncatingIfNeeded: group >> (digits == 2 ? 4 : 10))
      count += 1
    }
    if digits == 3 {
      result[count] = UInt8(truncatingIfNeeded: group >> 2)
      count += 1
    }
  }

  public static func encode(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start...].prefix(3)
      let word = (0..<3).reduce(UInt32(0)) { $0 << 8 | UInt32($1 < group.count ? group[start + $1] : 0) }
      for place in 0..<4 {
        text.append(
          place <= group.count ? digits[Int(word >> UInt32(18 - 6 * place) & 0x3F)] : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// The value of each byte; `noDigit` where it has none.
  private static let values = (0...UInt8.max).map { byte in
    digits.firstIndex(of: byte).map { UInt8($0) } ?? noDigit
  }
  private static let noDigit: UInt8 = 0x80
}
