import TextCore

/// The fixer of character references that were escaped once too often or lost a part: `&amp;lt;`, `&#32321`,
/// `#xff1a;`, `&#150;`, and all of them in full-width letters.
///
/// They are unescaped, never interpreted: a line feed becomes a space, and `<br />` stays text. Program code, URLs
/// and lines that speak about references are left alone (see `TextContext`).
struct References {
  private let text: UnsafeBufferPointer<UInt8>
  private let line: Range<Int>

  /// A reference as it stands in the text, and its scalar.
  private struct Reference {
    var end: Int
    var scalar: UInt32
    var isNumeric: Bool
  }

  static func run(
    _ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>, into patch: inout Patch,
    report: inout DamageReport
  ) {
    References(text: text, line: line).run(into: &patch, report: &report)
  }

  private func run(into patch: inout Patch, report: inout DamageReport) {
    var context = TextContext(text, line)
    if context.isCode || context.isAboutMarkup { return }
    var isChinese = context.isChinese
    if !isChinese {
      // References to Chinese characters make a line Chinese.
      var index = line.lowerBound
      while index < line.upperBound, !isChinese {
        if let reference = reference(at: index) {
          isChinese = TextContext.isChinese(reference.scalar)
          index = reference.end
        } else {
          index += 1
        }
      }
    }
    guard isChinese else { return }
    var index = line.lowerBound
    while index < line.upperBound {
      guard let reference = reference(at: index), !context.isInURL(index) else {
        index += 1
        continue
      }
      var bytes: [UInt8] = []
      var end = reference.end
      var scalar = reference.scalar
      // A pair of surrogates, each in a reference of its own.
      if (0xD800...0xDBFF).contains(scalar) {
        guard let low = self.reference(at: end), (0xDC00...0xDFFF).contains(low.scalar) else {
          index = end
          continue
        }
        scalar = 0x10000 + (scalar - 0xD800) << 10 + (low.scalar - 0xDC00)
        end = low.end
      }
      guard let shown = Self.shown(scalar) else {
        index = end
        continue
      }
      UTF8Cursor.append(shown, to: &bytes)
      report.add(.references)
      patch.replace(index..<end, with: bytes, rule: .references, confidence: reference.isNumeric ? 1 : 0.98)
      index = end
    }
  }

  /// The scalar to write for a reference: C1 controls as Windows-1252 (HTML Standard, 13.2.5.80), line breaks as
  /// space; nil for what no text holds.
  private static func shown(_ scalar: UInt32) -> UInt32? {
    switch scalar {
    case 0x09, 0x0A, 0x0D: 0x20
    case 0..<0x20, 0x7F: nil
    case 0x80...0x9F:
      SingleByteCharset.windows1252.scalars[Int(scalar)] == 0
        ? nil : UInt32(SingleByteCharset.windows1252.scalars[Int(scalar)])
    case 0xD800...0xDFFF, 0xFFFE, 0xFFFF, 0x110000...: nil
    default: scalar
    }
  }

  // MARK: Reading

  /// Levels of escaping that are undone at once.
  private static let deepest = 16

  /// The ASCII character at `index`, full-width forms included.
  private func ascii(_ index: Int) -> (byte: UInt8, next: Int)? {
    guard index < line.upperBound else { return nil }
    if text[index] < 0x80 { return (text[index], index + 1) }
    guard text[index] == 0xEF else { return nil }
    let scalar = UTF8Cursor.scalar(text, at: index).value
    return (0xFF01...0xFF5E).contains(scalar) ? (UInt8(scalar - 0xFEE0), index + 3) : nil
  }

  private func reference(at start: Int) -> Reference? {
    guard let (first, behind) = ascii(start) else { return nil }
    if first == UInt8(ascii: "#") {
      // The ampersand is lost: only a whole reference to a character above ASCII counts.
      guard let reference = number(at: behind, needsSemicolon: true), reference.scalar >= 0x80,
        TextContext.isChinese(reference.scalar) || reference.scalar >= 0x2000
          || reference.scalar >= 0xA0 && text[behind] | 0x20 == UInt8(ascii: "x")
      else { return nil }
      return reference
    }
    guard first == UInt8(ascii: "&") else { return nil }
    // Each time the text was escaped left another `amp;`.
    var index = behind
    var levels = 0
    while levels < Self.deepest, let end = word("amp;", at: index) {
      index = end
      levels += 1
    }
    if let (hash, next) = ascii(index), hash == UInt8(ascii: "#"),
      let reference = number(at: next, needsSemicolon: false)
    {
      return reference
    }
    if let reference = name(at: index) { return reference }
    return index > behind ? Reference(end: index, scalar: 0x26, isNumeric: false) : nil
  }

  private func word(_ word: StaticString, at start: Int) -> Int? {
    var index = start
    for offset in 0..<word.utf8CodeUnitCount {
      guard let (byte, next) = ascii(index), byte == word.utf8Start[offset] else { return nil }
      index = next
    }
    return index
  }

  /// `32321;` or `x7e41;`; the semicolon may be missing where nothing that follows could belong to the number.
  private func number(at start: Int, needsSemicolon: Bool) -> Reference? {
    var index = start
    var radix: UInt32 = 10
    if let (byte, next) = ascii(index), byte | 0x20 == UInt8(ascii: "x") {
      radix = 16
      index = next
    }
    var value: UInt32 = 0
    var digits = 0
    while let (byte, next) = ascii(index), let digit = Self.digit(byte, radix: radix), digits < 8 {
      value = value &* radix &+ digit
      digits += 1
      index = next
    }
    guard digits >= 2, digits < 8 else { return nil }
    if let (byte, next) = ascii(index), byte == UInt8(ascii: ";") {
      return Reference(end: next, scalar: value, isNumeric: true)
    }
    return !needsSemicolon && value >= 0x80 ? Reference(end: index, scalar: value, isNumeric: true) : nil
  }

  private static func digit(_ byte: UInt8, radix: UInt32) -> UInt32? {
    switch byte {
    case 0x30...0x39: UInt32(byte - 0x30)
    case 0x41...0x46 where radix == 16: UInt32(byte - 0x41 + 10)
    case 0x61...0x66 where radix == 16: UInt32(byte - 0x61 + 10)
    default: nil
    }
  }

  /// `lt;`, or one of the few names that pages leave without their semicolon, where no word goes on.
  private func name(at start: Int) -> Reference? {
    var letters: [UInt8] = []
    var index = start
    while let (byte, next) = ascii(index), Self.isAlphanumeric(byte), letters.count <= NamedReferences.longest
    {
      letters.append(byte)
      index = next
    }
    guard letters.count >= 2, let scalar = NamedReferences.scalar(letters) else { return nil }
    if let (byte, next) = ascii(index), byte == UInt8(ascii: ";") {
      return Reference(end: next, scalar: scalar, isNumeric: false)
    }
    guard Self.bareNames.contains(scalar), ascii(index)?.byte != UInt8(ascii: "=") else { return nil }
    return Reference(end: index, scalar: scalar, isNumeric: false)
  }

  /// nbsp, quotes, middle dot, dash and ellipsis: what editors insert by the dozen.
  private static let bareNames: Set<UInt32> = [0xA0, 0x201C, 0x201D, 0xB7, 0x2014, 0x2026]

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
  }
}
