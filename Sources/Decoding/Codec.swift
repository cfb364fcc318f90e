/// The bytes a codec reads and the place it writes to.
///
/// A codec starts no character once `written` is at `limit` or above, so that a window whose limit is one byte
/// away takes exactly one character; `output` has room for `slack` more bytes.
struct CodecWindow {
  static let slack = 8

  let input: UnsafeBufferPointer<UInt8>
  /// Next byte of `input`.
  var read: Int
  let output: UnsafeMutablePointer<UInt8>
  /// Bytes of `output` in use.
  var written = 0
  var limit: Int
  /// No input comes behind this one.
  let isLast: Bool
}

/// Why a codec stopped.
enum CodecStatus: Equatable {
  /// Everything was read but an unfinished character, which must come again before the next input.
  case needsInput
  case reachedLimit
  /// The last `count` bytes read are not text.
  case malformed(count: Int)
}

/// One encoding's way to UTF-8. NUL is malformed in every encoding, so that text never holds it.
protocol Codec: Sendable {
  /// Whether decoding may begin at any character, without what stands before.
  static var isStateless: Bool { get }
  mutating func decode(_ window: inout CodecWindow) -> CodecStatus
}

extension TextEncoding {
  /// A fresh codec; `unknown` has none, and falls to windows-1252 as in browsers.
  func makeCodec() -> any Codec {
    switch self {
    case .utf8: UTF8Codec()
    case .gb18030: GB18030Codec()
    case .big5: Big5Codec()
    case .hz: HZCodec()
    case .utf16LE: UTF16Codec(isBigEndian: false)
    case .utf16BE: UTF16Codec(isBigEndian: true)
    case .utf32LE: UTF32Codec(isBigEndian: false)
    case .utf32BE: UTF32Codec(isBigEndian: true)
    case .iso2022CN, .iso2022JP, .iso2022KR: ISO2022Codec()
    case .eucTW, .eucJP, .shiftJIS, .eucKR: MultiByteCodec(self)
    default: SingleByteCodec(self)
    }
  }
}

extension CodecWindow {
  /// Nil while there is both input to read and room to write.
  @inline(__always)
  var stop: CodecStatus? {
    if written >= limit { return .reachedLimit }
    return read >= input.count ? .needsInput : nil
  }

  /// Takes `count` bytes that are not text.
  @inline(__always)
  mutating func reject(_ count: Int) -> CodecStatus {
    read += count
    return .malformed(count: count)
  }

  /// The input ends within a character.
  @inline(__always)
  mutating func rejectUnfinished() -> CodecStatus {
    isLast ? reject(input.count - read) : .needsInput
  }

  /// Writes a scalar; surrogates must not come here.
  @inline(__always)
  mutating func write(_ scalar: UInt32) {
    let place = output + written
    switch scalar {
    case 0..<0x80:
      place[0] = UInt8(truncatingIfNeeded: scalar)
      written += 1
    case 0x80..<0x800:
      place[0] = UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6)
      place[1] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
      written += 2
    case 0x800..<0x10000:
      place[0] = UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12)
      place[1] = UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F)
      place[2] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
      written += 3
    default:
      place[0] = UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18)
      place[1] = UInt8(truncatingIfNeeded: 0x80 | scalar >> 12 & 0x3F)
      place[2] = UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F)
      place[3] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
      written += 4
    }
  }

  /// Writes a packed form, which must not be 0.
  @inline(__always)
  mutating func write(packed: PackedUTF8) {
    UnsafeMutableRawPointer(output + written).storeBytes(of: packed.littleEndian, as: UInt32.self)
    written += 4 - packed.leadingZeroBitCount >> 3
  }

  /// Copies ASCII up to the first NUL, other byte, or the limit. At least 8 bytes at a time where there are such.
  @inline(__always)
  mutating func copyASCII() {
    guard let source = input.baseAddress else { return }
    while read + 8 <= input.count, written + 8 <= limit {
      let word = UnsafeRawPointer(source + read).loadUnaligned(as: UInt64.self)
      guard ASCII.isText(word) else { break }
      UnsafeMutableRawPointer(output + written).storeBytes(of: word, as: UInt64.self)
      read += 8
      written += 8
    }
    while read < input.count, written < limit, ASCII.isText(source[read]) {
      output[written] = source[read]
      read += 1
      written += 1
    }
  }
}

/// One to four bytes of UTF-8, the first one lowest: their number is that of the bytes up to the last that is not 0,
/// since no text holds NUL. 0: no character.
typealias PackedUTF8 = UInt32

extension PackedUTF8 {
  init(_ scalar: Unicode.Scalar) {
    self = String(Character(scalar)).utf8.reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }
}

/// ASCII without NUL.
enum ASCII {
  @inline(__always)
  static func isText(_ byte: UInt8) -> Bool { byte &- 1 < 0x7F }

  /// Whether all eight bytes are: taking one from each borrows from a NUL's neighbour and sets its high bit.
  @inline(__always)
  static func isText(_ word: UInt64) -> Bool {
    ((word &- 0x0101_0101_0101_0101) | word) & 0x8080_8080_8080_8080 == 0
  }
}
