/// The simpler ways in which pages break: each a function from the text that was meant to the text that was found.
public enum TextFault {
  /// `text` in one charset, read as another. Malformed bytes become U+FFFD, or nothing.
  public static func misread(_ text: String, in actual: Charset, as assumed: Charset, dropping: Bool = false)
    -> String
  {
    let read = assumed.decode(actual.encode(text))
    return dropping ? String(String.UnicodeScalarView(read.unicodeScalars.filter { $0 != "\u{FFFD}" })) : read
  }

  /// GBK read as UTF-8 where that is valid, as Latin-1 elsewhere.
  public static func misreadAsHybrid(_ text: String) -> String {
    let bytes = Charset.gbk.encode(text)
    var result = String.UnicodeScalarView()
    var index = 0
    while index < bytes.count {
      var length = 1
      for candidate in 2...4 where index + candidate <= bytes.count {
        let slice = bytes[index..<index + candidate]
        if let string = String(validating: slice, as: UTF8.self), string.unicodeScalars.count == 1 {
          result.append(contentsOf: string.unicodeScalars)
          length = candidate
        }
      }
      if length == 1 { result.append(Unicode.Scalar(bytes[index])) }
      index += length
    }
    return String(result)
  }

  /// GBK bytes that were no UTF-8 became U+FFFD, and those were read as GBK: 锟斤拷.
  public static func replacementReadAsGBK(_ text: String) -> String {
    Charset.gbk.decode(Array(String(decoding: Charset.gbk.encode(text), as: UTF8.self).utf8))
  }

  /// Every character above ASCII as a decimal or hexadecimal reference.
  public static func references(
    _ text: String, hexadecimal: Bool = false, ampersand: String = "&", semicolon: String = ";"
  ) -> String {
    text.unicodeScalars.map { scalar in
      if scalar.isASCII { return String(scalar) }
      let number = String(scalar.value, radix: hexadecimal ? 16 : 10)
      return "\(ampersand)#\(hexadecimal ? "x" : "")\(number)\(semicolon)"
    }.joined()
  }

  /// Markup characters escaped, `times` over.
  public static func escaped(_ text: String, times: Int = 1) -> String {
    (0..<times).reduce(text) { text, _ in
      text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
        .replacing("\"", with: "&quot;")
    }
  }

  /// ASCII made full-width.
  public static func fullWidth(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          (0x21...0x7E).contains(scalar.value) ? Unicode.Scalar(scalar.value + 0xFEE0) ?? scalar : scalar
        }))
  }

  /// `\uXXXX` for every UTF-16 unit above ASCII.
  public static func backslashEscapes(_ text: String) -> String {
    text.utf16.map { unit in
      unit < 0x80 ? String(decoding: [unit], as: UTF16.self) : "\\u" + hexadecimal(Int(unit), digits: 4)
    }.joined()
  }

  /// `%XX` for every byte of UTF-8 above ASCII.
  public static func percentEscapes(_ text: String) -> String {
    text.utf8.map { byte in
      byte < 0x80
        ? String(decoding: [byte], as: UTF8.self) : "%" + hexadecimal(Int(byte), digits: 2).uppercased()
    }.joined()
  }

  /// A space between all characters.
  public static func spaced(_ text: String) -> String {
    text.map(String.init).joined(separator: " ")
  }

  /// A reading behind every `period`-th annotated character, and now and then an emoji.
  public static func periodicallyAnnotated(
    _ text: String, readings: [Character: String], period: Int, emoji: [Character] = ["🆚", "✊", "🌟"]
  ) -> String {
    var result = ""
    var seen = 0
    for character in text {
      result.append(character)
      guard let reading = readings[character] else { continue }
      seen += 1
      if seen.isMultiple(of: period) {
        result += "(\(reading))"
      } else if seen.isMultiple(of: 3 * period + 1), !emoji.isEmpty {
        result.append(emoji[seen % emoji.count])
      }
    }
    return result
  }

  private static func hexadecimal(_ number: Int, digits: Int) -> String {
    let text = String(number, radix: 16)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
