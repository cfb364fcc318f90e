import FaultSimulator
import FuzzSupport
import Jiaokan

/// FuzzRepair's checks, and that a second repair changes nothing, on millions of inputs without libFuzzer and sanitizers:
/// `MassRepair COUNT SEED FILE...`. Each input is made of pieces of the files, most of them broken in one of the ways of
/// `FaultSimulator`, with signs that fixers look for strewn in. Most are short; one in 64 is some lines long.
@main
struct MassRepair {
  static func main() throws {
    let arguments = MassArguments(CommandLine.arguments)
    var inputs = BrokenInputs(arguments)
    let repairer = try Repairer()
    var changed = 0
    for number in 1...arguments.count {
      let input = inputs.next()
      let repaired = repairer.repair(input).revision
      try require(repaired, of: input)
      if !repaired.log.isEmpty {
        changed += 1
        let again = repairer.repair(repaired.text).revision.text
        if again != repaired.text {
          fatalError("\(shown(input)) becomes \(shown(repaired.text)), and that \(shown(again))")
        }
      }
      if number % 100_000 == 0 { print("\(number) inputs, \(changed) repaired") }
    }
  }

  private static func require(_ repaired: Revision, of input: [UInt8]) throws {
    do {
      try Invariant.holds(repaired, of: input)
    } catch {
      fatalError("\(error): \(shown(input))")
    }
  }

  private static func shown(_ text: [UInt8]) -> String {
    String(decoding: text, as: UTF8.self).debugDescription
  }
}

/// Texts, the same ones for the same seed.
private struct BrokenInputs {
  private let files: [[Unicode.Scalar]]
  private var random: SplitMix

  init(_ arguments: MassArguments) {
    files = arguments.files.map { Array(String(decoding: $0, as: UTF8.self).unicodeScalars) }
    random = arguments.random
  }

  mutating func next() -> [UInt8] {
    let size = random.below(64)
    var text = piece(longest: size == 0 ? 300 : size < 16 ? 40 : 16)
    switch random.below(16) {
    case 0..<3: break
    case 3: text = torn(text)
    case 4: text = noise()
    default: text = Self.faults[random.below(Self.faults.count)](text)
    }
    if random.below(3) == 0 { text += piece(longest: 16) }
    var scalars = Array(text.unicodeScalars)
    for _ in 0..<random.below(4) where !scalars.isEmpty {
      let place = random.below(scalars.count)
      switch random.below(3) {
      case 0: scalars.remove(at: place)
      case 1: scalars.insert(contentsOf: Self.signs[random.below(Self.signs.count)].unicodeScalars, at: place)
      default: scalars[place] = scalar()
      }
    }
    // NUL is no text.
    return String(String.UnicodeScalarView(scalars)).utf8.filter { $0 != 0 }
  }

  private mutating func piece(longest: Int) -> String {
    let file = files[random.below(files.count)]
    return String(
      String.UnicodeScalarView(file[random.below(file.count)...].prefix(1 + random.below(longest))))
  }

  /// A text whose bytes in a charset of two were tampered with.
  private mutating func torn(_ text: String) -> String {
    let charset = random.below(3) == 0 ? Charset.big5 : .gbk
    var bytes = charset.encode(text)
    for _ in 0...random.below(4) where !bytes.isEmpty {
      let place = random.below(bytes.count)
      switch random.below(3) {
      case 0: bytes.remove(at: place)
      case 1: bytes.insert(UInt8(random.below(256)), at: place)
      default: bytes[place] = UInt8(random.below(256))
      }
    }
    return shown(bytes, in: charset)
  }

  /// Bytes without any sense.
  private mutating func noise() -> String {
    let bytes = (0...random.below(24)).map { _ in UInt8(random.below(256)) }
    return shown(bytes, in: [.utf8, .gbk, .big5, .windows1252][random.below(4)])
  }

  /// What a decoder makes of bytes, with `?` or nothing for what is malformed, if not U+FFFD.
  private mutating func shown(_ bytes: [UInt8], in charset: Charset) -> String {
    let text = charset.decode(bytes)
    switch random.below(3) {
    case 0: return text
    case 1: return text.replacing("\u{FFFD}", with: "?")
    default: return text.replacing("\u{FFFD}", with: "")
    }
  }

  /// A character of a file, or any of the basic plane.
  private mutating func scalar() -> Unicode.Scalar {
    let file = files[random.below(files.count)]
    if random.below(2) == 0 { return file[random.below(file.count)] }
    return Unicode.Scalar(UInt32(random.below(0x10000))) ?? "\u{FFFD}"
  }

  private static let signs = [
    "?", "??", "？", "&", "&amp;", "&#", "#x", ";", "ldquo;", "%", "%E4", "\\u", ",", ",、", "、,", "。", "！",
    " ", "\n", "(",
    "(shù)", "\u{FFFD}", "\u{FFFD}\u{FFFD}", "é", "Ã", "Â", "锟斤拷", "锟", "鏃", "\u{200B}", "\u{AD}", "\u{E5E5}",
    "⽤", "🌟",
  ]

  private typealias Break = @Sendable (String) -> String

  private static let faults: [Break] = misreadings + escapes + annotated.map { fault in { fault.broken($0) } }

  private static let misreadings: [Break] = {
    var faults: [Break] = [TextFault.misreadAsHybrid, TextFault.replacementReadAsGBK]
    let charsets: [Charset] = [.gbk, .big5, .latin1, .windows1250, .windows1252, .windows1254]
    for meant in [Charset.utf8, .gbk, .big5] {
      for read in charsets where read != meant {
        for isDropping in [false, true] {
          faults.append { TextFault.misread($0, in: meant, as: read, dropping: isDropping) }
        }
      }
    }
    for read in [Charset.windows1252, .gbk] {
      faults.append { TextFault.misread(TextFault.misread($0, in: .utf8, as: read), in: .utf8, as: read) }
    }
    return faults
  }()

  private static let escapes: [Break] = [
    { TextFault.references($0) }, { TextFault.references($0, hexadecimal: true, ampersand: "") },
    { TextFault.references($0, semicolon: "") }, { TextFault.escaped(TextFault.references($0), times: 2) },
    { TextFault.fullWidth($0) }, { TextFault.fullWidth(TextFault.references($0)) },
    { TextFault.backslashEscapes($0) }, { TextFault.percentEscapes($0) }, { TextFault.spaced($0) },
  ]

  private static let annotated: [AnnotatedGBKFault] = [
    AnnotatedGBKFault(annotations: keys),
    AnnotatedGBKFault(annotations: keys, delimiters: ["，", "。"], replacement: "\u{FFFD}", folding: [:]),
    AnnotatedGBKFault(annotations: [], delimiters: ["、", "。"], swallows: false, dropsPrivateUse: false),
  ]
  private static let keys: [(key: Unicode.Scalar, reading: String)] = [
    ("領", "lǐng"), ("導", "dǎo"), ("數", "shù"), ("會", "huì"), ("發", "fā"), ("經", "jīng"), ("區", "qū"),
    ("國", "guó"),
  ]
}
