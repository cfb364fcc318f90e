import TextCore

/// Finds the strings of a JSON-LD script that tell about the article: headline, dates, and the names of its
/// author and publisher (schema.org's terms).
///
/// A scanner and no parser: it follows braces, brackets, keys and strings, and lets everything else pass, so that
/// it finds what there is in broken JSON too. O(script).
struct LinkedDataScanner {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var offset: Int
  private let end: Int
  /// The key that each open object or array belongs to, and whether it is an object.
  private var containers: [(key: Range<Int>, isObject: Bool)] = []
  private var key: Range<Int>

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ script: Range<Int>) {
    self.bytes = bytes
    offset = script.lowerBound
    end = script.upperBound
    key = offset..<offset
  }

  /// The next telling string, without its quotes, and the term it is the value of.
  mutating func next() -> (term: String, value: Range<Int>)? {
    while offset < end {
      let byte = bytes[offset]
      offset += 1
      switch byte {
      case 0x7B, 0x5B:  // { [
        containers.append((key, byte == 0x7B))
      case 0x7D, 0x5D:  // } ]
        if let closed = containers.popLast() { key = closed.key }
      case 0x22:
        let string = string()
        if isKey() {
          key = string
        } else if let term = term(), !string.isEmpty {
          return (term, string)
        }
      default: break
      }
    }
    return nil
  }

  /// Reads up to the closing quote.
  private mutating func string() -> Range<Int> {
    let start = offset
    while offset < end, bytes[offset] != 0x22 { offset += bytes[offset] == 0x5C ? 2 : 1 }
    let string = start..<min(offset, end)
    offset = min(offset + 1, end)
    return string
  }

  /// Whether a colon follows, which makes the string before it a key.
  private func isKey() -> Bool {
    guard containers.last?.isObject == true else { return false }
    return bytes[offset..<end].first { !Blank.isWhiteSpace($0) } == 0x3A
  }

  private static let terms = ["headline", "datePublished", "dateModified", "description", "keywords"]
  private static let parties = ["author", "creator", "editor", "publisher", "sourceOrganization"]

  private func term() -> String? {
    if let term = Self.terms.first(where: { equals(key, $0) }) { return term }
    if let party = Self.parties.first(where: { equals(key, $0) }) { return party }
    guard equals(key, "name"), let owner = containers.last?.key else { return nil }
    return Self.parties.first { equals(owner, $0) }
  }

  private func equals(_ range: Range<Int>, _ name: String) -> Bool { bytes[range].elementsEqual(name.utf8) }

  // MARK: Escapes

  /// The scalar of the escape that begins with the backslash at `start`, and its length; nil where it is none.
  static func escape(
    _ bytes: UnsafeBufferPointer<UInt8>, at start: Int, end: Int
  ) -> (scalar: UInt32, count: Int)? {
    guard start + 1 < end else { return nil }
    switch bytes[start + 1] {
    case 0x22, 0x2F, 0x5C: return (UInt32(bytes[start + 1]), 2)
    case 0x62, 0x66, 0x6E, 0x72, 0x74: return (0x20, 2)  // controls, all white space to us
    case 0x75:
      guard let high = unit(bytes, at: start, end: end) else { return nil }
      if let scalar = Unicode.Scalar(high) { return scalar.value == 0 ? nil : (scalar.value, 6) }
      guard high < 0xDC00, let low = unit(bytes, at: start + 6, end: end), low & 0xFC00 == 0xDC00 else {
        return nil
      }
      return (0x10000 + (high & 0x3FF) << 10 + low & 0x3FF, 12)
    default: return nil
    }
  }

  /// The value of `\uXXXX` at `start`.
  private static func unit(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int, end: Int) -> UInt32? {
    guard start + 6 <= end, bytes[start] == 0x5C, bytes[start + 1] == 0x75 else { return nil }
    var value: UInt32 = 0
    for byte in bytes[start + 2..<start + 6] {
      guard let digit = HexDigit.value(byte) else { return nil }
      value = value << 4 | digit
    }
    return value
  }
}

/// Digits of numbers in references and escapes.
enum HexDigit {
  static func value(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 0x30...0x39: UInt32(byte) - 0x30
    case 0x41...0x46, 0x61...0x66: UInt32(byte | 0x20) - 0x61 + 10
    default: nil
    }
  }
}
