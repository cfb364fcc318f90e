import TextCore

/// A fault of a page whose GBK bytes were edited without regard to character boundaries, as far as the page shows it.
///
/// The fault runs forward: `show` gives what a reader saw of the text that was meant. A repair is *certified* when
/// the fault, run over the repaired text, gives the damaged text byte for byte.
struct ByteFault {
  /// What was inserted behind each key.
  var annotations = KeyReadings()
  /// Codes before which a marker was inserted, in this order.
  var delimiters: [UInt16] = []
  /// What the decoder showed for a lead byte without trail byte.
  var replacement: UInt32 = 0x3F
  /// Whether the decoder swallowed a byte below 0x40 behind an orphaned lead byte.
  var swallows = true
  var invalidPairs = InvalidPairs.leadAlone
  /// Whether private-use characters vanished.
  var dropsPrivateUse = true
  /// Whether a key is found although another one's reading already stands between its bytes. That depends on the
  /// order in which the program took its keys.
  var annotatesOverlaps = true
  /// Full-width punctuation that was made half-width, as bits of `Folding`.
  var folding = Folding()

  /// What the decoder made of two bytes that are no character, as 0x80 and any other are none.
  enum InvalidPairs: Equatable {
    /// The first byte was replaced, and the second one read anew.
    case leadAlone
    /// Both were replaced by one character.
    case both(UInt32)
    /// 0x80 by itself was the euro sign, as in Windows' code page.
    case euro
  }

  /// A byte, or a thing inserted between bytes.
  private enum Unit {
    case byte(UInt8)
    case marker
    case annotation(UInt16)
  }

  /// What the fault makes of `text`, in UTF-8. O(text).
  ///
  /// - Parameter wide: for each scalar, whether half-width punctuation was full-width when the fault came upon it.
  func show(_ text: [UInt32], wide: [Bool]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(2 * text.count)
    for (scalar, wide) in zip(text, wide) {
      let scalar = wide ? Folding.fullWidth(scalar) : scalar
      if scalar < 0x80 {
        bytes.append(UInt8(scalar))
      } else {
        let code = DoubleByteCharset.gbk.code(of: scalar)
        if code == 0 {
          bytes.append(0x3F)
        } else {
          bytes.append(UInt8(code >> 8))
          bytes.append(UInt8(code & 0xFF))
        }
      }
    }
    return decode(annotated(bytes, marked: marks(bytes)))
  }

  /// For each byte, whether a marker was inserted before it.
  private func marks(_ bytes: [UInt8]) -> [Bool] {
    var marked = [Bool](repeating: false, count: bytes.count)
    for delimiter in delimiters {
      var index = 0
      while index + 1 < bytes.count {
        if UInt16(bytes[index]) << 8 | UInt16(bytes[index + 1]) == delimiter, !marked[index + 1] {
          marked[index] = true
          index += 2
        } else {
          index += 1
        }
      }
    }
    return marked
  }

  private func annotated(_ bytes: [UInt8], marked: [Bool]) -> [Unit] {
    var units: [Unit] = []
    units.reserveCapacity(bytes.count + bytes.count / 4)
    // Code of the byte before and this one, while nothing stands between them.
    var previous: UInt16?
    for (byte, marked) in zip(bytes, marked) {
      if marked {
        units.append(.marker)
        previous = nil
      }
      units.append(.byte(byte))
      if let lead = previous, annotations.contains(lead << 8 | UInt16(byte)) {
        units.append(.annotation(lead << 8 | UInt16(byte)))
        previous = annotatesOverlaps ? UInt16(byte) : nil
      } else {
        previous = UInt16(byte)
      }
    }
    return units
  }

  private func decode(_ units: [Unit]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(2 * units.count)
    var orphan: UInt8?
    func append(_ scalar: UInt32) {
      if dropsPrivateUse, (0xE000...0xF8FF).contains(scalar) { return }
      UTF8Cursor.append(folding.folds(scalar) ? Folding.halfWidth(scalar) : scalar, to: &result)
    }
    for unit in units {
      switch unit {
      case .byte(let byte):
        if let lead = orphan {
          let scalar = DoubleByteCharset.gbk.scalar(lead, byte)
          orphan = nil
          if byte >= 0x40, scalar != 0 {
            append(scalar)
            continue
          }
          if byte >= 0x40, case .both(let shown) = invalidPairs {
            UTF8Cursor.append(shown, to: &result)
            continue
          }
          UTF8Cursor.append(replacement, to: &result)
          if byte < 0x40 && swallows { continue }
        }
        if byte < 0x80 {
          result.append(byte)
        } else if byte == 0x80, invalidPairs == .euro {
          UTF8Cursor.append(0x20AC, to: &result)
        } else {
          orphan = byte
        }
      case .marker:
        if orphan != nil { UTF8Cursor.append(replacement, to: &result) }
        orphan = nil
      case .annotation(let key):
        if orphan != nil { UTF8Cursor.append(replacement, to: &result) }
        if orphan == nil || !swallows { result.append(UInt8(ascii: "(")) }
        result.append(contentsOf: annotations[key])
        result.append(UInt8(ascii: ")"))
        orphan = nil
      }
    }
    if orphan != nil { UTF8Cursor.append(replacement, to: &result) }
    return result
  }
}

/// A set of full-width punctuation that a page's cleaner made half-width.
struct Folding: Equatable {
  private var bits: UInt8 = 0

  /// Half-width form, full-width form.
  private static let forms: [(half: UInt32, full: UInt32)] = [
    (0x2C, 0xFF0C), (0x3A, 0xFF1A), (0x3B, 0xFF1B), (0x3F, 0xFF1F), (0x21, 0xFF01), (0x28, 0xFF08),
    (0x29, 0xFF09),
  ]

  init() {}

  /// All punctuation but that whose half-width forms are given.
  init(except half: Set<UInt32>) {
    for (index, form) in Self.forms.enumerated() where !half.contains(form.half) { bits |= 1 << UInt8(index) }
  }

  func folds(_ scalar: UInt32) -> Bool {
    guard scalar >= 0xFF01, scalar <= 0xFF1F, let index = Self.forms.firstIndex(where: { $0.full == scalar })
    else {
      return false
    }
    return bits >> UInt8(index) & 1 == 1
  }

  static func fullWidth(_ scalar: UInt32) -> UInt32 {
    scalar < 0x40 ? forms.first { $0.half == scalar }?.full ?? scalar : scalar
  }

  static func halfWidth(_ scalar: UInt32) -> UInt32 {
    forms.first { $0.full == scalar }?.half ?? scalar
  }
}
