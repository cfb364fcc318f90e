import CICU
import Synchronization

/// Any encoding of one byte a character, by a table made from ICU's converter when it is first asked for.
struct SingleByteCodec: Codec {
  static let isStateless = true
  /// Packed UTF-8 with its length in the high byte, for each byte; 0: no character.
  private let table: [UInt32]

  private static let tables = Mutex<[TextEncoding: [UInt32]]>([:])

  init(_ encoding: TextEncoding) {
    table = Self.tables.withLock { tables in
      if let table = tables[encoding] { return table }
      let table = Self.makeTable(encoding)
      tables[encoding] = table
      return table
    }
  }

  mutating func decode(_ window: inout CodecWindow) -> CodecStatus {
    table.withUnsafeBufferPointer { table in
      while true {
        window.copyASCII()
        if let stop = window.stop { return stop }
        let entry = table[Int(window.input[window.read])]
        guard entry != 0 else { return window.reject(1) }
        window.write(packed: entry, count: Int(entry >> 24))
        window.read += 1
      }
    }
  }

  private static func makeTable(_ encoding: TextEncoding) -> [UInt32] {
    let converter = jk_icu_converter_open(encoding.icuName) ?? jk_icu_converter_open("windows-1252")
    defer { jk_icu_converter_close(converter) }
    return (0..<256).map { byte in
      if encoding.name == "x-user-defined", byte >= 0x80 { return packed(0xF700 + UInt32(byte)) }
      var read = 0
      var written = 0
      var malformed: Int32 = 0
      var output = [UInt8](repeating: 0, count: 16)
      let input = [UInt8(byte)]
      guard let converter,
        jk_icu_converter_decode(converter, input, 1, &read, &output, &written, 8, 1, &malformed)
          == JK_ICU_NEEDS_INPUT,
        let scalar = String(decoding: output[..<written], as: UTF8.self).unicodeScalars.first
      else { return 0 }
      // What ICU sends to the private use area the standard's indexes do not have.
      return (0xE000...0xF8FF).contains(scalar.value) ? 0 : packed(scalar.value)
    }
  }

  private static func packed(_ scalar: UInt32) -> UInt32 {
    let text = String(Character(Unicode.Scalar(scalar) ?? "\u{FFFD}")).utf8
    return text.enumerated().reduce(UInt32(text.count) << 24) { $0 | UInt32($1.element) << (8 * $1.offset) }
  }
}
