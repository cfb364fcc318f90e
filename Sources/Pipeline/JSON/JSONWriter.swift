/// Appends JSON to a growing run of lines.
///
/// Commas set themselves: a value or a name that follows another gets one.
public struct JSONWriter: Sendable {
  public private(set) var bytes: [UInt8] = []

  public init() {}

  // MARK: Structure

  public mutating func beginObject() { open("{") }
  public mutating func endObject() { bytes.append(UInt8(ascii: "}")) }
  public mutating func beginArray() { open("[") }
  public mutating func endArray() { bytes.append(UInt8(ascii: "]")) }
  public mutating func endLine() { bytes.append(0x0A) }

  /// Forgets all that was written behind the first `count` bytes.
  public mutating func rewind(to count: Int) { bytes.removeSubrange(count...) }

  public mutating func name(_ name: StaticString) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    bytes.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
  }

  /// Between a name that was written as a string and its value.
  mutating func colon() { bytes.append(UInt8(ascii: ":")) }

  /// Appends what is no JSON, between two lines.
  public mutating func plain(_ text: some Collection<UInt8>) { bytes.append(contentsOf: text) }

  // MARK: Values

  public mutating func null() { raw("null".utf8) }
  public mutating func number(_ value: Int) { raw("\(value)".utf8) }

  /// A probability, rounded to four decimals: more would be noise.
  public mutating func number(_ value: Float) {
    guard value.isFinite else { return null() }
    let scaled = Int((min(max(value, -1e9), 1e9) * 10_000).rounded())
    var decimals = "\(10_000 + scaled.magnitude % 10_000)".dropFirst()
    while decimals.last == "0" { decimals.removeLast() }
    let sign = scaled < 0 ? "-" : ""
    let point = decimals.isEmpty ? "" : "."
    raw("\(sign)\(scaled.magnitude / 10_000)\(point)\(decimals)".utf8)
  }

  /// Bytes that are valid JSON already.
  public mutating func raw(_ json: some Collection<UInt8>) {
    separate()
    bytes.append(contentsOf: json)
  }

  public mutating func string(_ value: String?) {
    guard var value else { return null() }
    value.withUTF8 { string($0) }
  }

  public mutating func string(_ value: some Sequence<UInt8>) {
    // Slices and arrays give their storage; nothing else is passed here.
    value.withContiguousStorageIfAvailable { string($0) } ?? string(ContiguousArray(value))
  }

  /// - Parameter utf8: valid UTF-8.
  public mutating func string(_ utf8: UnsafeBufferPointer<UInt8>) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    var copied = 0
    for index in utf8.indices {
      let byte = utf8[index]
      guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[copied..<index]))
      escape(byte)
      copied = index + 1
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[copied...]))
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func escape(_ byte: UInt8) {
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
    case 0x08: bytes.append(UInt8(ascii: "b"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0C: bytes.append(UInt8(ascii: "f"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    default:
      bytes.append(contentsOf: "u00".utf8)
      bytes.append(byte < 0x10 ? UInt8(ascii: "0") : UInt8(ascii: "1"))
      bytes.append(Array("0123456789abcdef".utf8)[Int(byte & 0xF)])
    }
  }

  private mutating func open(_ bracket: Character) {
    separate()
    bytes.append(bracket.asciiValue ?? 0)
  }

  private mutating func separate() {
    switch bytes.last {
    case nil, UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ":"), 0x0A: break
    default: bytes.append(UInt8(ascii: ","))
    }
  }
}
