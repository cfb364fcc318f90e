import Decoding
import Glibc
import TextCore

/// One line of JSON whose top level is split into members that keep their raw bytes.
public struct JSONObject: Sendable {
  public struct Member: Sendable {
    /// The name, escapes decoded, UTF-8.
    public var name: [UInt8]
    /// `"name": value` as it stands in the line.
    var whole: Range<Int>
    var value: Range<Int>
  }

  private let line: ArraySlice<UInt8>
  public private(set) var members: [Member] = []

  /// - Throws: `JSONError` when the line is not valid UTF-8, not JSON, or not an object. O(line).
  public init(_ line: ArraySlice<UInt8>) throws(JSONError) {
    self.line = line
    var found: [Member] = []
    try parse(line) { (scanner) throws(JSONError) in
      guard scanner.peek() == UInt8(ascii: "{") else {
        throw JSONError(reason: scanner.isAtEnd ? .unexpectedEnd : .notAnObject, offset: scanner.offset)
      }
      let bytes = scanner.bytes
      try scanner.skipObject { name, value in
        found.append(
          Member(
            name: decodedString(bytes[name]), whole: name.lowerBound..<value.upperBound, value: value))
      }
    }
    members = found
  }

  /// The value of a member as it stands in the line; the last one counts where a name stands twice, as in
  /// Python and JavaScript. Nil when there is none or it is `null`.
  public func value(_ name: StaticString) -> JSONValue? {
    guard let member = members.last(where: { name == $0.name }) else { return nil }
    let value = JSONValue(raw: bytes(member.value))
    return value.isNull ? nil : value
  }

  /// The value of one member as it stands in the line.
  func value(_ member: Member) -> JSONValue { JSONValue(raw: bytes(member.value)) }

  /// `"name": value` as it stands in the line.
  public func raw(_ member: Member) -> ArraySlice<UInt8> { bytes(member.whole) }

  private func bytes(_ range: Range<Int>) -> ArraySlice<UInt8> {
    line[line.startIndex + range.lowerBound..<line.startIndex + range.upperBound]
  }
}

/// The raw bytes of one valid JSON value.
public struct JSONValue: Sendable {
  public let raw: ArraySlice<UInt8>

  public var isNull: Bool { raw.first == UInt8(ascii: "n") }

  /// UTF-8 of a string; nil when the value is none. A lone surrogate, which is no character, becomes U+FFFD.
  public var string: [UInt8]? {
    guard raw.first == UInt8(ascii: "\"") else { return nil }
    return raw.withUnsafeBufferPointer { decodedString($0[...]) }
  }

  /// The elements of an array; nil when the value is none.
  public var elements: [JSONValue]? {
    guard raw.first == UInt8(ascii: "[") else { return nil }
    return raw.withUnsafeBufferPointer { bytes in
      var scanner = JSONScanner(bytes)
      var ranges: [Range<Int>] = []
      // The value was checked when its line was read.
      guard (try? scanner.skipArray { ranges.append($0) }) != nil else { return nil }
      return ranges.map {
        JSONValue(raw: raw[raw.startIndex + $0.lowerBound..<raw.startIndex + $0.upperBound])
      }
    }
  }

  /// A whole number; nil when the value is none.
  public var integer: Int? { Int(String(decoding: raw, as: UTF8.self)) }

  public var number: Double? { Double(String(decoding: raw, as: UTF8.self)) }
}

/// Whether a name of the contract and the bytes of a member's name are the same.
func == (name: StaticString, bytes: [UInt8]) -> Bool {
  bytes.elementsEqual(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
}

/// Runs `body` on a scanner that stands at the one value of `line`, and checks that nothing follows it.
private func parse(
  _ line: ArraySlice<UInt8>, _ body: (inout JSONScanner) throws(JSONError) -> Void
) throws(JSONError) {
  let failure: JSONError? = line.withUnsafeBufferPointer { bytes in
    if let offset = firstInvalid(bytes) { return JSONError(reason: .invalidUTF8, offset: offset) }
    var scanner = JSONScanner(bytes)
    do throws(JSONError) {
      scanner.skipWhiteSpace()
      try body(&scanner)
      scanner.skipWhiteSpace()
      return scanner.isAtEnd ? nil : scanner.error(.trailingBytes)
    } catch {
      return error
    }
  }
  if let failure { throw failure }
}

/// Where bytes are not valid UTF-8, if anywhere.
private func firstInvalid(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
  // It stops at a NUL too, which is the scanner's business.
  let valid = UTF8Sequence.validEnd(bytes)
  if valid == bytes.count { return nil }
  do throws(UTF8.ValidationError) {
    _ = try UTF8Span(validating: bytes.span.extracting(valid...))
    return nil
  } catch {
    return valid + error.byteOffsets.lowerBound
  }
}

extension UnsafeBufferPointer<UInt8> {
  fileprivate func firstBackslash(from start: Int) -> Int? {
    guard start < count, let baseAddress, let end = memchr(baseAddress + start, 0x5C, count - start) else {
      return nil
    }
    return UnsafeRawPointer(end) - UnsafeRawPointer(baseAddress)
  }
}

/// The characters of a string that the scanner has accepted, quotes included in `raw`.
private func decodedString(_ raw: Slice<UnsafeBufferPointer<UInt8>>) -> [UInt8] {
  let bytes = UnsafeBufferPointer(rebasing: raw.dropFirst().dropLast())
  var result: [UInt8] = []
  result.reserveCapacity(bytes.count)
  var offset = 0
  while let escape = bytes.firstBackslash(from: offset) {
    result.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[offset..<escape]))
    let letter = bytes[escape + 1]
    offset = escape + 2
    if let byte = simpleEscape(letter) {
      result.append(byte)
    } else {
      UTF8Cursor.append(decodedUnicodeEscape(bytes, &offset), to: &result)
    }
  }
  result.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[offset...]))
  return result
}

/// The scalar whose four hexadecimal digits begin at `offset`, joined with the low surrogate that follows.
private func decodedUnicodeEscape(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: inout Int) -> UInt32 {
  func unit(_ start: Int) -> UInt32 {
    (start..<start + 4).reduce(0) { $0 << 4 | (hexValue(bytes[$1]) ?? 0) }
  }
  let first = unit(offset)
  offset += 4
  guard 0xD800...0xDFFF ~= first else { return first }
  if first < 0xDC00, offset + 6 <= bytes.count, bytes[offset] == UInt8(ascii: "\\"),
    bytes[offset + 1] == UInt8(ascii: "u"), case let second = unit(offset + 2), 0xDC00...0xDFFF ~= second
  {
    offset += 6
    return 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
  }
  return 0xFFFD
}
