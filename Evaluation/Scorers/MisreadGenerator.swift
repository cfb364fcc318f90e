import FaultSimulator

/// Clean lines in the ways in which misreading and escaping break them.
enum MisreadGenerator {
  /// A way to break a line. Lines that it cannot break without loss, where it is to lose nothing, are left out.
  struct Fault: Sendable {
    var name: String
    var isLossy = false
    /// What a line must be like to be broken so; as it is, if nothing else is said.
    var prepare: @Sendable (String) -> String = { $0 }
    /// The broken line; nil when the line is not to be measured.
    var damage: @Sendable (String) -> String?
  }

  /// The misreadings of UTF-8, GBK and Big5, and references and escapes.
  static let faults: [Fault] =
    western.map { name, charset in
      Fault(name: "utf8As\(name)") { whole(TextFault.misread($0, in: .utf8, as: charset)) }
    }
    + western.map { name, charset in
      Fault(name: "gbkAs\(name)") {
        encodable($0, .gbk).flatMap { whole(TextFault.misread($0, in: .gbk, as: charset)) }
      }
    }
    + [
      Fault(name: "utf8As1252Twice") {
        TextFault.misread(TextFault.misread($0, in: .utf8, as: .windows1252), in: .utf8, as: .windows1252)
      },
      Fault(name: "utf8AsGB18030", prepare: evenRuns) { whole(TextFault.misread($0, in: .utf8, as: .gbk)) },
      Fault(name: "utf8AsGBKTwice", prepare: evenRuns) {
        whole(TextFault.misread($0, in: .utf8, as: .gbk)).flatMap {
          whole(TextFault.misread($0, in: .utf8, as: .gbk))
        }
      },
      Fault(name: "gbkAsBig5") {
        encodable($0, .gbk).flatMap { whole(TextFault.misread($0, in: .gbk, as: .big5)) }
      },
      Fault(name: "big5AsGBK") {
        encodable($0, .big5).flatMap { whole(TextFault.misread($0, in: .big5, as: .gbk)) }
      },
      Fault(name: "gbkAsHybrid") { encodable($0, .gbk).map(TextFault.misreadAsHybrid) },
      Fault(name: "references") { TextFault.references($0) },
      Fault(name: "bareReferences") { TextFault.references($0, hexadecimal: true, ampersand: "") },
      Fault(name: "openReferences") { unambiguous($0).map { TextFault.references($0, semicolon: "") } },
      Fault(name: "escapedReferences") { TextFault.escaped(TextFault.references($0), times: 2) },
      Fault(name: "fullWidthReferences") { line in
        line.contains { $0.isASCII } ? nil : TextFault.fullWidth(TextFault.references(line))
      },
      Fault(name: "unicodeEscapes") { TextFault.backslashEscapes($0) },
      Fault(name: "percentEscapes") { $0.contains("%") ? nil : TextFault.percentEscapes($0) },
    ]
    + [
      Fault(name: "utf8AsGBK.replaced", isLossy: true) { LegacyDecoder(.gbk).read(Array($0.utf8)) },
      Fault(name: "utf8AsGBK.dropped", isLossy: true) {
        LegacyDecoder(.gbk, replacement: nil).read(Array($0.utf8))
      },
      Fault(name: "utf8AsGBK.question", isLossy: true) {
        LegacyDecoder(.gbk, replacement: "?", losesPairs: true).read(Array($0.utf8))
      },
      Fault(name: "utf8AsGBK.private", isLossy: true) {
        LegacyDecoder(.gbk, replacement: nil, losesPairs: true).read(Array($0.utf8))
      },
      Fault(name: "utf8AsGB18030.icu", isLossy: true) { TextFault.misread($0, in: .utf8, as: .gbk) },
      Fault(name: "utf8AsBig5.replaced", isLossy: true) { LegacyDecoder(.big5).read(Array($0.utf8)) },
      Fault(name: "utf8As1252.dropped", isLossy: true) {
        withoutControls(TextFault.misread($0, in: .utf8, as: .windows1252))
      },
      Fault(name: "utf8AsLatin1.dropped", isLossy: true) {
        withoutControls(TextFault.misread($0, in: .utf8, as: .latin1))
      },
      Fault(name: "replacementReadAsGBK", isLossy: true) {
        encodable($0, .gbk).map(TextFault.replacementReadAsGBK)
      },
      Fault(name: "gbkAsBig5.replaced", isLossy: true) { line in
        encodable(line, .gbk).map { LegacyDecoder(.big5).read(Charset.gbk.encode($0)) }
      },
    ]

  private static let western: [(String, Charset)] = [
    ("Latin1", .latin1), ("1252", .windows1252), ("1250", .windows1250), ("1254", .windows1254),
    ("1251", Charset(name: "windows-1251")),
  ]

  private static func whole(_ text: String) -> String? { text.contains("\u{FFFD}") ? nil : text }

  private static func encodable(_ line: String, _ charset: Charset) -> String? {
    charset.decode(charset.encode(line)) == line ? line : nil
  }

  /// A digit behind an open reference would belong to it.
  private static func unambiguous(_ line: String) -> String? {
    zip(line.unicodeScalars, line.unicodeScalars.dropFirst()).contains {
      !$0.isASCII && ($1.properties.numericType != nil && $1.isASCII || $1 == ";")
    } ? nil : line
  }

  private static func withoutControls(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.filter { !(0x80...0x9F).contains($0.value) }))
  }

  /// The line with every other of its runs above ASCII made even, so that its UTF-8 falls into pairs.
  private static func evenRuns(_ line: String) -> String {
    var result = String.UnicodeScalarView()
    var odd = 0
    for scalar in line.unicodeScalars {
      if scalar.isASCII, odd % 2 == 1 {
        result.append("的")
        odd = 0
      }
      odd = scalar.isASCII ? 0 : odd + String(scalar).utf8.count
      result.append(scalar)
    }
    if odd % 2 == 1 { result.append("的") }
    return String(result)
  }
}

/// A decoder of two-byte charsets that knows no private-use characters.
struct LegacyDecoder {
  private let pairs: [UInt16: Unicode.Scalar]
  private let replacement: Unicode.Scalar?
  private let losesPairs: Bool

  /// - Parameters:
  ///   - replacement: what stands for a malformed byte; nil: nothing does.
  ///   - losesPairs: whether an unknown pair goes together; otherwise its lead byte alone.
  init(_ charset: Charset, replacement: Unicode.Scalar? = "\u{FFFD}", losesPairs: Bool = false) {
    pairs = charset == .gbk ? Self.gbk : Self.big5
    self.replacement = replacement
    self.losesPairs = losesPairs
  }

  func read(_ bytes: [UInt8]) -> String {
    var result = String.UnicodeScalarView()
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte < 0x80 {
        result.append(Unicode.Scalar(byte))
      } else if index < bytes.count, let scalar = pairs[UInt16(byte) << 8 | UInt16(bytes[index])] {
        result.append(scalar)
        index += 1
      } else {
        if let replacement { result.append(replacement) }
        if losesPairs, byte > 0x80, index < bytes.count, bytes[index] >= 0x80 { index += 1 }
      }
    }
    return String(result)
  }

  private static let gbk = table(Charset(name: "windows-936"))
  private static let big5 = table(Charset(name: "windows-950"))

  private static func table(_ charset: Charset) -> [UInt16: Unicode.Scalar] {
    var table: [UInt16: Unicode.Scalar] = [:]
    for lead in UInt8(0x81)...0xFE {
      for trail in UInt8(0x40)...0xFE where trail != 0x7F {
        let scalars = charset.decode([lead, trail]).unicodeScalars
        guard scalars.count == 1, let scalar = scalars.first, scalar != "\u{FFFD}",
          !(0xE000...0xF8FF).contains(scalar.value)
        else { continue }
        table[UInt16(lead) << 8 | UInt16(trail)] = scalar
      }
    }
    return table
  }
}
