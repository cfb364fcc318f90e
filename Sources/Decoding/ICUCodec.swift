import CICU

/// The multi-byte encodings that ICU converts: Japanese, Korean, and the rare Chinese ones.
struct ICUCodec: Codec {
  // Escape sequences, and ICU's way of keeping unfinished characters.
  static let isStateless = false

  /// A converter belongs to one codec, and a codec to one decoder, which cannot be copied.
  private final class Converter: @unchecked Sendable {
    let pointer: OpaquePointer
    init?(_ charset: String) {
      guard let pointer = jk_icu_converter_open(charset) else { return nil }
      self.pointer = pointer
    }
    deinit { jk_icu_converter_close(pointer) }
  }

  private let converter: Converter

  /// Nil for what is no multi-byte encoding of ICU's.
  init?(_ encoding: TextEncoding) {
    guard Self.encodings.contains(encoding), let converter = Converter(encoding.icuName) else { return nil }
    self.converter = converter
  }

  private static let encodings: Set<TextEncoding> = [
    .eucTW, .eucJP, .shiftJIS, .eucKR, .iso2022CN, .iso2022JP, .iso2022KR,
  ]

  mutating func decode(_ window: inout CodecWindow) -> CodecStatus {
    guard let input = window.input.baseAddress else { return .needsInput }
    var malformed: Int32 = 0
    let status = jk_icu_converter_decode(
      converter.pointer, input, window.input.count, &window.read, window.output, &window.written, window.limit,
      window.isLast ? 1 : 0, &malformed)
    return switch status {
    case JK_ICU_REACHED_LIMIT: .reachedLimit
    case JK_ICU_MALFORMED: .malformed(count: Int(malformed))
    default: .needsInput
    }
  }
}

extension TextEncoding {
  /// ICU's name of the converter that is nearest to the standard's index.
  package var icuName: String {
    switch name {
    case "euc-tw": "euc-tw-2014"
    case "euc-jp": "euc-jp-2007"
    case "shift_jis": "ibm-943_P15A-2003"
    case "euc-kr": "windows-949-2000"
    case "big5": "big5-hkscs"
    case "iso-2022-cn": "ISO-2022-CN-EXT"
    case "hz-gb-2312": "HZ-GB-2312"
    case "iso-8859-8-i": "iso-8859-8"
    case "iso-8859-16": "iso-8859-16"
    case "x-mac-cyrillic": "macos-7_3-10.2"
    default: name
    }
  }
}
