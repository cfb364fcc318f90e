/// Covers what tells who somebody is: letters and digits become `*`, what stands between them stays, and so does the
/// length of the text.
public struct Masker: Sendable {
  public enum Kind: String, Sendable, CaseIterable {
    case phone
    case idCard = "id-card"
    case email

    /// The name in records.
    public var name: String { self == .idCard ? "id_card" : rawValue }
  }

  public let kinds: Set<Kind>

  public init(kinds: Set<Kind>) { self.kinds = kinds }

  /// Masks `text`, which is UTF-8, in place, and tells how many there were of each kind. O(text).
  public func mask(_ text: inout [UInt8]) -> [Kind: Int] {
    guard !kinds.isEmpty else { return [:] }
    var found: [Kind: Int] = [:]
    text.withUnsafeMutableBufferPointer { text in
      let bytes = UnsafeBufferPointer(text)
      var offset = 0
      while offset < bytes.count {
        let byte = bytes[offset]
        guard isWordByte(byte) || byte == UInt8(ascii: "("), offset == 0 || !isWordByte(bytes[offset - 1]),
          let (kind, range) = match(bytes, at: offset)
        else {
          offset += 1
          continue
        }
        found[kind, default: 0] += 1
        for place in range where isWordByte(text[place]) { text[place] = UInt8(ascii: "*") }
        offset = range.upperBound
      }
    }
    return found
  }

  /// The same for a string.
  public func mask(_ text: inout String, counting found: inout [Kind: Int]) {
    guard !kinds.isEmpty else { return }
    var bytes = Array(text.utf8)
    let counts = mask(&bytes)
    guard !counts.isEmpty else { return }
    text = String(decoding: bytes, as: UTF8.self)
    found.merge(counts, uniquingKeysWith: +)
  }

  private func match(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> (Kind, Range<Int>)? {
    if kinds.contains(.email), let range = EMailAddress.match(bytes, at: offset) { return (.email, range) }
    if kinds.contains(.idCard), let range = IDCard.match(bytes, at: offset) { return (.idCard, range) }
    if kinds.contains(.phone), let range = PhoneNumber.match(bytes, at: offset) { return (.phone, range) }
    return nil
  }
}

func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }

func isASCIILetter(_ byte: UInt8) -> Bool { UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 }

/// A letter or digit: what continues a number or a name.
func isWordByte(_ byte: UInt8) -> Bool { isDigit(byte) || isASCIILetter(byte) }

/// The number that a run of digits stands for.
func decimal(_ digits: some Sequence<UInt8>) -> Int { digits.reduce(0) { $0 * 10 + Int($1 & 0xF) } }
