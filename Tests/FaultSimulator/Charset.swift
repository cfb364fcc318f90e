import CICU

/// A legacy charset, as ICU knows it.
public struct Charset: Sendable, Hashable {
  let name: String

  /// - Parameter name: a name that ICU knows; what it means for all of Unicode, also for `gb18030`.
  public init(name: String) { self.name = name }

  public static let utf8 = Charset(name: "UTF-8")
  /// The four-byte forms count as not encodable where `encode` says so.
  public static let gbk = Charset(name: "gb18030")
  public static let big5 = Charset(name: "Big5-HKSCS")
  public static let latin1 = Charset(name: "ISO-8859-1")
  public static let windows1250 = Charset(name: "windows-1250")
  public static let windows1252 = Charset(name: "windows-1252")
  public static let windows1254 = Charset(name: "windows-1254")

  /// The bytes of `text`; `?` for what the charset lacks.
  public func encode(_ text: String) -> [UInt8] {
    if self == .gbk { return text.unicodeScalars.flatMap(Self.gbkBytes) }
    return Self.convert(Array(text.utf8), from: .utf8, to: self)
  }

  /// The text that a reader sees who takes `bytes` for this charset; U+FFFD for what is malformed.
  public func decode(_ bytes: [UInt8]) -> String {
    String(decoding: Self.convert(bytes, from: self, to: .utf8), as: UTF8.self)
  }

  static func gbkBytes(_ scalar: Unicode.Scalar) -> [UInt8] {
    if scalar.isASCII { return [UInt8(scalar.value)] }
    return scalar.value < 0x10000 ? gbkCodes[Int(scalar.value)] : [0x3F]
  }

  /// The bytes of each scalar of the basic plane.
  private static let gbkCodes: [[UInt8]] = (0..<0x10000).map { value in
    guard let scalar = Unicode.Scalar(value) else { return [0x3F] }
    let bytes = convert(Array(String(scalar).utf8), from: .utf8, to: .gbk)
    return bytes.count == 2 ? bytes : [0x3F]
  }

  /// The bytes as they are in another charset: U+FFFD or `?` for what is malformed or lacks there.
  public static func convert(_ bytes: [UInt8], from source: Charset, to target: Charset) -> [UInt8] {
    let capacity = 6 * bytes.count + 16
    return [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      let length = jk_icu_convert(target.name, source.name, bytes, bytes.count, buffer.baseAddress, capacity)
      precondition(length >= 0 && length <= capacity, "ICU lacks \(source.name) or \(target.name)")
      count = Int(length)
    }
  }
}
