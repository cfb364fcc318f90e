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
    var result: [UInt8] = []
    result.reserveCapacity(text.count / 4 * 3)
    var group: UInt32 = 0
    var digits = 0
    var padding = 0
    for (offset, byte) in text.enumerated() {
      if isJSONWhiteSpace(byte) { continue }
      if byte == UInt8(ascii: "="), digits >= 2, digits + padding < 4 {
        padding += 1
        continue
      }
      guard padding == 0, let value = value(of: byte) else { throw DecodingFailure(offset: offset) }
      group = group << 6 | value
      digits += 1
      if digits == 4 {
        result.append(UInt8(truncatingIfNeeded: group >> 16))
        result.append(UInt8(truncatingIfNeeded: group >> 8))
        result.append(UInt8(truncatingIfNeeded: group))
        digits = 0
      }
    }
    guard digits == 0 && padding == 0 || digits + padding == 4 else {
      throw DecodingFailure(offset: text.count)
    }
    if digits >= 2 { result.append(UInt8(truncatingIfNeeded: group >> (digits == 2 ? 4 : 10))) }
    if digits == 3 { result.append(UInt8(truncatingIfNeeded: group >> 2)) }
    return result
  }

  public static func encode(_ bytes: [UInt8]) -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
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

  private static func value(of byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte - UInt8(ascii: "a") + 26)
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0") + 52)
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
