import TextCore

/// The fixer of escapes of programming languages and URLs in running text: `\u300a`, `%E4%B8%AD`, `%u4E2D`, `\344\270\255`,
/// and of those that were escaped again, `\\u300a`, `%25E4%25B8%25AD`.
///
/// A run of escapes counts only when it spells Chinese text, whole characters of it, outside of code and URLs; a
/// line that is nothing but a string literal is text. On a line that has such a run, the punctuation that was escaped
/// with it counts as well.
struct Escapes {
  private let text: UnsafeBufferPointer<UInt8>
  private let line: Range<Int>

  /// A run of escapes of one kind, with what it spells.
  private struct Run {
    var range: Range<Int>
    var text: String
    var isChinese: Bool { text.unicodeScalars.contains { TextContext.isChinese($0.value) } }
    /// Whether the run is of `\uXXXX` or `%uXXXX`.
    var isOfUnits: Bool
    var isOfURL: Bool
    /// Whether its octets are of GB2312.
    var isOfGBK = false
  }

  static func run(
    _ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>, into patch: inout Patch,
    report: inout DamageReport
  ) {
    Escapes(text: text, line: line).run(into: &patch, report: &report)
  }

  private func run(into patch: inout Patch, report: inout DamageReport) {
    var context = TextContext(text, line)
    if context.isCode { return }
    var runs = runs(isOfGBK: false)
    // One run that only GB2312 explains explains the others.
    if runs.contains(where: \.isOfGBK) { runs = self.runs(isOfGBK: true) }
    runs.removeAll { $0.isOfURL && context.isInURL($0.range.lowerBound) }
    let isChinese = runs.contains(where: \.isChinese)
    guard isChinese || holdsMisreadText(runs) else { return }
    for run in runs where run.isChinese || run.isOfUnits || !isChinese {
      report.add(.escapes)
      patch.replace(run.range, with: Array(run.text.utf8), rule: .escapes, confidence: 0.99)
    }
  }

  /// Whether the runs spell Western letters and signs that Chinese text was misread as.
  private func holdsMisreadText(_ runs: [Run]) -> Bool {
    if runs.isEmpty { return false }
    var shown: [UInt8] = []
    var index = line.lowerBound
    for run in runs {
      shown += text[index..<run.range.lowerBound]
      shown += run.text.utf8
      index = run.range.upperBound
    }
    return Mojibake.explains(shown + text[index..<line.upperBound])
  }

  /// The runs that spell text, in order.
  private func runs(isOfGBK: Bool) -> [Run] {
    var runs: [Run] = []
    var index = line.lowerBound
    while index < line.upperBound {
      guard text[index] == UInt8(ascii: "\\") || text[index] == UInt8(ascii: "%") else {
        index += 1
        continue
      }
      if let run = units(at: index) ?? octets(at: index, isOfGBK: isOfGBK) {
        runs.append(run)
        index = run.range.upperBound
      } else {
        index += 1
      }
    }
    return runs
  }

  /// Times that an escape was escaped again at most.
  private static let deepest = 8

  /// Where the sign that begins an escape ends: one or more backslashes; `%`, or `%25` where it was escaped again.
  private func sign(at start: Int) -> Int {
    var end = start + 1
    if text[start] == UInt8(ascii: "%") {
      while end + 3 < line.upperBound, end - start < 2 * Self.deepest, text[end] == UInt8(ascii: "2"),
        text[end + 1] == UInt8(ascii: "5"),
        text[end + 2] == UInt8(ascii: "u") || number(end + 2..<end + 4, radix: 16) != nil
      {
        end += 2
      }
      return end
    }
    while end < line.upperBound, text[end] == UInt8(ascii: "\\"), end - start < Self.deepest { end += 1 }
    return end
  }

  /// A run of escapes that begin with the same sign; each call of `read` takes what follows the sign, and gives its
  /// number and where it ends.
  private func numbers(at start: Int, _ read: (Int) -> (number: UInt32, end: Int)?) -> (
    numbers: [UInt32], end: Int
  ) {
    let sign = text[start..<self.sign(at: start)]
    var numbers: [UInt32] = []
    var index = start
    while index + sign.count <= line.upperBound, text[index..<index + sign.count].elementsEqual(sign),
      let (number, end) = read(index + sign.count)
    {
      numbers.append(number)
      index = end
    }
    return (numbers, index)
  }

  /// The run of `\uXXXX` or `%uXXXX`.
  private func units(at start: Int) -> Run? {
    let (units, end) = numbers(at: start) { index in
      guard index + 5 <= line.upperBound, text[index] == UInt8(ascii: "u") else { return nil }
      if let unit = number(index + 1..<index + 5, radix: 16) { return (unit, index + 5) }
      // `\u{4e2d}`.
      guard text[index + 1] == UInt8(ascii: "{"), index + 7 <= line.upperBound,
        text[index + 6] == UInt8(ascii: "}"), let unit = number(index + 2..<index + 6, radix: 16)
      else { return nil }
      return (unit, index + 7)
    }
    let spelt = String(decoding: units.map(UInt16.init), as: UTF16.self)
    guard !units.isEmpty, Self.isText(spelt, mayLack: true) else { return nil }
    return Run(range: start..<end, text: spelt, isOfUnits: true, isOfURL: text[start] == UInt8(ascii: "%"))
  }

  /// The run of `%XX`, `\xXX` or `\OOO`, whole characters of UTF-8 or, in a URL's escapes, of GB2312.
  ///
  /// - Parameter isOfGBK: whether the line is known to have runs of GB2312.
  private func octets(at start: Int, isOfGBK: Bool) -> Run? {
    let isOfURL = text[start] == UInt8(ascii: "%")
    let (octets, end) = numbers(at: start) { index in
      if isOfURL { return number(index..<index + 2, radix: 16).map { ($0, index + 2) } }
      if index < line.upperBound, text[index] == UInt8(ascii: "x") {
        return number(index + 1..<index + 3, radix: 16).map { ($0, index + 3) }
      }
      return number(index..<index + 3, radix: 8).map { ($0, index + 3) }
    }
    guard octets.count >= (isOfGBK ? 2 : 3), octets.allSatisfy({ $0 < 0x100 }) else { return nil }
    let bytes = octets.map(UInt8.init)
    var run = Run(range: start..<end, text: "", isOfUnits: false, isOfURL: isOfURL)
    if let spelt = String(validating: bytes, as: UTF8.self) {
      run.text = spelt
    } else if isOfURL, !isBehindOctet(start), let spelt = Self.chinese(bytes, isKnown: isOfGBK) {
      // Pairs of bytes are read from the first of a run on; only UTF-8 tells where characters begin.
      run.text = spelt
      run.isOfGBK = true
    }
    return run.text.isEmpty || !Self.isText(run.text) ? nil : run
  }

  /// Whether `%XX` stands right before.
  private func isBehindOctet(_ start: Int) -> Bool {
    start - 3 >= line.lowerBound && text[start - 3] == UInt8(ascii: "%")
      && number(start - 2..<start, radix: 16) != nil
  }

  /// The text in GB2312 of octets.
  ///
  /// - Parameter isKnown: whether GB2312 is known; else it must read as text, for two ideographs may be chance.
  private static func chinese(_ bytes: [UInt8], isKnown: Bool) -> String? {
    var scalars: [UInt32] = []
    var index = 0
    while index < bytes.count {
      if isKnown, bytes[index] < 0x80 {
        scalars.append(UInt32(bytes[index]))
        index += 1
        continue
      }
      guard index + 1 < bytes.count, (0xA1...0xF7).contains(bytes[index]), bytes[index + 1] >= 0xA1 else {
        return nil
      }
      scalars.append(DoubleByteCharset.gbk.scalar(bytes[index], bytes[index + 1]))
      index += 2
    }
    // 锟 is two bytes of U+FFFD in UTF-8: what was there is lost.
    guard !scalars.contains(0x951F), isKnown || scalars.count >= 2 && MojibakeStretches.isPlausible(scalars)
    else { return nil }
    return String(String.UnicodeScalarView(scalars.compactMap(Unicode.Scalar.init)))
  }

  /// - Parameter mayLack: whether U+FFFD among others is what was escaped, not what it could not be read as.
  private static func isText(_ string: String, mayLack: Bool = false) -> Bool {
    let scalars = string.unicodeScalars
    return !scalars.contains { $0.value < 0x20 || $0 == "\u{7F}" || $0 == "\u{FFFD}" && !mayLack }
      && scalars.contains { $0 != "\u{FFFD}" }
  }

  /// The number that digits at this range are; nil where others stand among them or the line ends.
  private func number(_ range: Range<Int>, radix: UInt32) -> UInt32? {
    guard range.upperBound <= line.upperBound else { return nil }
    var value: UInt32 = 0
    for byte in text[range] {
      let digit: UInt32
      switch byte {
      case 0x30...0x39: digit = UInt32(byte - 0x30)
      case 0x41...0x46: digit = UInt32(byte - 0x41 + 10)
      case 0x61...0x66: digit = UInt32(byte - 0x61 + 10)
      default: return nil
      }
      if digit >= radix { return nil }
      value = value * radix + digit
    }
    return value
  }
}
