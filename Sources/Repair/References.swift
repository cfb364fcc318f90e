import TextCore

/// The fixer of character references that were escaped once too often or lost a part: `&amp;lt;`, `&#32321`,
/// `#xff1a;`, `ldquo;`, `&#150;`, `mp;#20840;`, and all of them in full-width letters.
///
/// They are unescaped, never interpreted: a line feed becomes a space, and `<br />` stays text. Program code, URLs
/// and lines that speak about references are left alone (see `TextContext`).
struct References {
  private let text: UnsafeBufferPointer<UInt8>
  private let line: Range<Int>
  /// Whether both halves of the pair stand on the line.
  private let holdsQuotes: Bool
  private let holdsAngles: Bool

  private init(_ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) {
    self.text = text
    self.line = line
    let bytes = UnsafeBufferPointer(rebasing: text[line])
    let quote = Array("quot;".utf8)
    holdsQuotes =
      bytes.offset(of: quote).map {
        UnsafeBufferPointer(rebasing: bytes[($0 + quote.count)...]).contains(quote)
      } ?? false
    holdsAngles = bytes.contains(Array("lt;".utf8)) && bytes.contains(Array("gt;".utf8))
  }

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
    References(text, line).run(into: &patch, report: &report)
  }

  private func run(into patch: inout Patch, report: inout DamageReport) {
    var context = TextContext(text, line)
    if context.isCode || context.isAboutMarkup { return }
    let fewestCharacters = context.mayBeAboutMarkup ? Self.fewestAmongCodes : context.isChinese ? 0 : 1
    let isMisread = !holdsCharacters(atLeast: fewestCharacters)
    if isMisread, !holdsMisreadText() { return }
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
      guard let shown = Self.shown(scalar, isByte: isMisread) else {
        index = end
        continue
      }
      UTF8Cursor.append(shown, to: &bytes)
      report.add(.references)
      patch.replace(index..<end, with: bytes, rule: .references, confidence: reference.isNumeric ? 1 : 0.98)
      index = end
    }
  }

  /// References to Chinese characters from which on a line is text that speaks of codes and not about references.
  private static let fewestAmongCodes = 2

  /// Whether the line has so many references to Chinese characters: they make a line Chinese.
  private func holdsCharacters(atLeast fewest: Int) -> Bool {
    var missing = fewest
    var index = line.lowerBound
    while index < line.upperBound, missing > 0 {
      if let reference = reference(at: index) {
        if TextContext.isChinese(reference.scalar) { missing -= 1 }
        index = reference.end
      } else {
        index += 1
      }
    }
    return missing == 0
  }

  /// Whether the references are to Western letters and signs that Chinese text was misread as.
  private func holdsMisreadText() -> Bool {
    var shown: [UInt8] = []
    var letters = 0
    var index = line.lowerBound
    while index < line.upperBound {
      if let reference = reference(at: index), let scalar = Self.shown(reference.scalar, isByte: true) {
        UTF8Cursor.append(scalar, to: &shown)
        if scalar >= 0x80 { letters += 1 }
        index = reference.end
      } else {
        shown.append(text[index])
        index += 1
      }
    }
    return letters >= Self.fewestLetters && Mojibake.explains(shown)
  }

  /// Letters of the shortest misread text that is sought behind references: those of two characters in GBK.
  private static let fewestLetters = 4

  /// The scalar to write for a reference: C1 controls as Windows-1252 (HTML Standard, 13.2.5.80), line breaks as
  /// space; nil for what no text holds.
  ///
  /// - Parameter isByte: whether it stands for a byte of misread text, as a C1 control may.
  private static func shown(_ scalar: UInt32, isByte: Bool) -> UInt32? {
    switch scalar {
    case 0x09, 0x0A, 0x0D: return 0x20
    case 0..<0x20, 0x7F: return nil
    case 0x80...0x9F:
      let sign = UInt32(SingleByteCharset.windows1252.scalars[Int(scalar)])
      return sign > 0 ? sign : isByte ? scalar : nil
    case 0xD800...0xDFFF, 0xFFFE, 0xFFFF, 0x110000...: return nil
    default: return scalar
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
        isSpaceOfText(reference, from: start) || TextContext.isChinese(reference.scalar)
          || reference.scalar >= 0x2000
          || reference.scalar >= 0xA0 && text[behind] | 0x20 == UInt8(ascii: "x")
      else { return nil }
      return reference
    }
    guard first == UInt8(ascii: "&") else { return nameWithoutAmpersand(at: start) }
    // Each time the text was escaped left another `amp;`.
    var index = behind
    var levels = 0
    while levels < Self.deepest, let end = word("amp;", at: index) {
      index = end
      levels += 1
    }
    let digits = word("#", at: index) ?? word("num;", at: index)
    if let digits, let reference = number(at: digits, needsSemicolon: false) { return reference }
    if let reference = name(at: index) { return reference }
    return index > behind ? Reference(end: index, scalar: 0x26, isNumeric: false) : nil
  }

  /// Whether a reference without ampersand is a no-break space beside Chinese text or in a row of its like.
  private func isSpaceOfText(_ reference: Reference, from start: Int) -> Bool {
    guard reference.scalar == 0xA0 else { return false }
    if reference.end < line.upperBound, text[reference.end] == UInt8(ascii: "#") { return true }
    return reference.end < line.upperBound
      && TextContext.isChinese(UTF8Cursor.scalar(text, at: reference.end).value)
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
    // At the end of a line digits may be cut off, and what is left is of a script that no Chinese text holds.
    let isCut = index == line.upperBound && (0x180..<0x2000).contains(value)
    return !needsSemicolon && value >= 0x80 && !isCut
      ? Reference(end: index, scalar: value, isNumeric: true) : nil
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
    // No word goes on in Chinese.
    let isAtEnd =
      index == line.upperBound || TextContext.isChinese(UTF8Cursor.scalar(text, at: index).value)
    guard
      Self.bareNames.contains(scalar) && ascii(index)?.byte != UInt8(ascii: "=")
        || isAtEnd && Self.markupSigns.contains(scalar)
    else { return nil }
    return Reference(end: index, scalar: scalar, isNumeric: false)
  }

  /// `ldquo;` and its like. They are no words of any language, so beside Chinese text they are what is left of a
  /// reference; `quot;`, `lt;` and `gt;` are, where their other half stands on the line as well.
  private func nameWithoutAmpersand(at start: Int) -> Reference? {
    let first = text[start]
    guard first | 0x20 >= 0x61 || (0x30...0x39).contains(first) || first == UInt8(ascii: ";"),
      start == line.lowerBound || !Self.isWord(text[start - 1])
    else { return nil }
    if let reference = cutReference(at: start) { return reference }
    guard let reference = name(at: start), text[reference.end - 1] == UInt8(ascii: ";") else { return nil }
    let before = start > line.lowerBound ? UTF8Cursor.scalar(text, before: start).value : 0
    let behind = reference.end < line.upperBound ? UTF8Cursor.scalar(text, at: reference.end).value : 0
    switch reference.scalar {
    case 0xA0, 0xB7, 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2026:
      // Several stand in a row.
      let isInRow = before == 0x3B || name(at: reference.end) != nil
      return isInRow || TextContext.isChinese(before) || TextContext.isChinese(behind) ? reference : nil
    case 0x22:
      let isInside = TextContext.isChinese(before) || TextContext.isChinese(behind)
      return isInside && holdsQuotes ? reference : nil
    case 0x3C: return TextContext.isChinese(behind) && holdsAngles ? reference : nil
    case 0x3E: return TextContext.isChinese(before) && holdsAngles ? reference : nil
    default: return nil
    }
  }

  /// `amp;#20840;` or `amp;nbsp;`, what is left of `&amp;#20840;`; at the line's head less of it may be, and where another reference
  /// follows at once, the number alone.
  private func cutReference(at start: Int) -> Reference? {
    let isHead = start == line.lowerBound
    for head in isHead ? ["amp;", "mp;", "p;", ";"] as [StaticString] : ["amp;"] {
      if let end = word(head, at: start), let (hash, next) = ascii(end), hash == UInt8(ascii: "#"),
        let reference = number(at: next, needsSemicolon: true), reference.scalar >= 0x80
      {
        return reference
      }
    }
    if let end = word("amp;", at: start), let reference = name(at: end),
      text[reference.end - 1] == UInt8(ascii: ";")
    {
      return reference
    }
    guard isHead, let reference = number(at: start, needsSemicolon: true),
      let next = self.reference(at: reference.end), next.isNumeric
    else { return nil }
    if TextContext.isChinese(reference.scalar) { return reference }
    return reference.end - start == Self.digitsOfCut + 1 ? cutNumber(reference, before: next.scalar) : nil
  }

  /// Digits of a number that lacks its first one.
  private static let digitsOfCut = 4

  /// A reference whose number lacks its first digit: that with which the model finds the text by far most probable.
  private func cutNumber(_ reference: Reference, before next: UInt32) -> Reference? {
    let readings = (1...4).map { reference.scalar + 10000 * $0 }.filter(ScalarClass.isHanzi)
      .map { (scalar: $0, score: MojibakeStretches.score([$0, next])) }
      .sorted { $0.score > $1.score }
    guard let best = readings.first else { return nil }
    if readings.count > 1, best.score - readings[1].score < Self.leastGain { return nil }
    var reference = reference
    reference.scalar = best.scalar
    return reference
  }

  /// Nats.
  private static let leastGain: Float = 3

  private static func isWord(_ byte: UInt8) -> Bool {
    isAlphanumeric(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
  }

  /// nbsp, quotes, middle dot, dash and ellipsis: what editors insert by the dozen.
  private static let bareNames: Set<UInt32> = [0xA0, 0x201C, 0x201D, 0xB7, 0x2014, 0x2026]

  /// What is escaped in markup.
  private static let markupSigns: Set<UInt32> = [0x22, 0x26, 0x3C, 0x3E]

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
  }
}
