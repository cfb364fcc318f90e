import TextCore

/// What a text still holds that Repair would have undone, so that its characters are not yet what was meant: a
/// conversion of it is right only for the rest.
public struct UnrepairedText: Sendable, Hashable {
  /// Character references: `&#28450;`, `&#x6F22;`, `&amp;`.
  public private(set) var references = 0
  /// Readings behind their character: `漢(hàn)`.
  public private(set) var annotations = 0

  public var isEmpty: Bool { references + annotations == 0 }

  /// Looks through a text; nothing is resolved or judged by a dictionary. O(text).
  public init(in text: [UInt8]) {
    text.withUnsafeBufferPointer { text in
      for (offset, byte) in text.enumerated() {
        if byte == UInt8(ascii: "&"), Self.isReference(text, at: offset) { references += 1 }
        if byte == UInt8(ascii: "("), Self.isAnnotation(text, at: offset) { annotations += 1 }
      }
    }
  }

  /// What a record says: nil when there is nothing to say.
  public var note: String? {
    if isEmpty { return nil }
    let found = [(references, "character references"), (annotations, "annotated characters")]
    return "not repaired, so not fully converted: "
      + found.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
  }

  /// `&#`, digits and `;`, or `&`, two to eight letters and `;`.
  private static func isReference(_ text: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
    var offset = start + 1
    let isNumber = offset < text.count && text[offset] == UInt8(ascii: "#")
    if isNumber { offset += 1 }
    let first = offset
    while offset < text.count, offset - first < 9, isAlphanumeric(text[offset]) { offset += 1 }
    guard offset < text.count, text[offset] == UInt8(ascii: ";") else { return false }
    return offset - first >= (isNumber ? 1 : 2) && (isNumber || text[first] > UInt8(ascii: "9"))
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
  }

  /// A hanzi, then one to six lower-case letters, with tone marks or without, in ASCII brackets.
  private static func isAnnotation(_ text: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
    guard start > 0, ScalarClass.isHanzi(UTF8Cursor.scalar(text, before: start).value) else { return false }
    var offset = start + 1
    var letters = 0
    while let scalar = text.scalar(at: offset), letters <= 6 {
      offset += scalar.count
      switch scalar.value {
      case 0x61...0x7A, 0xE0...0xFC, 0x101...0x1DC: letters += 1
      case UInt32(UInt8(ascii: ")")): return 1...6 ~= letters
      default: return false
      }
    }
    return false
  }
}
