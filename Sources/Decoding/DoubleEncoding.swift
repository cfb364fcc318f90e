import CICU

/// UTF-8 that was read in another encoding and saved as UTF-8 again: evidence for Repair, which undoes it.
public struct DoubleEncoding: Hashable, Sendable {
  /// The encoding in which the UTF-8 was read by mistake: windows-1252 (which stands for latin-1 too) or gb18030.
  public var misread: TextEncoding
  /// The probability, in 0...1, that a character of the text was misread so, by the rule of succession over the
  /// sequences that were looked at.
  public var confidence: Float

  /// So much of a text is looked at, from its first character beyond ASCII.
  private static let sample = 1024
  /// Three sequences in a row without an error, or more with some.
  private static let minimumConfidence: Float = 0.75

  /// - Parameter bytes: UTF-8, with few errors.
  init?(in bytes: UnsafeBufferPointer<UInt8>) {
    guard let start = bytes.firstIndex(where: { $0 >= 0xC2 }) else { return nil }
    let rest = UnsafeBufferPointer(rebasing: bytes[start...].prefix(Self.sample))
    guard let misread = Self.suspect(rest) else { return nil }
    let source = misread == .gb18030 ? Self.gb18030Bytes(rest) : Self.windows1252Bytes(rest)
    let (whole, malformed) = source.withUnsafeBufferPointer { Self.sequences(in: $0) }
    self.misread = misread
    confidence = Float(whole + 1) / Float(whole + malformed + 2)
    guard confidence >= Self.minimumConfidence else { return nil }
  }

  /// What the first characters may have been misread as: hanzi that are rarer than text has them, or hardly anything
  /// but what windows-1252 has. Most pages are cleared here.
  private static func suspect(_ bytes: UnsafeBufferPointer<UInt8>) -> TextEncoding? {
    var hanzi = 0
    var surprise = 0
    var western = 0
    var offset = 0
    while offset < bytes.count, hanzi + western < 24 {
      let (count, isWhole) = UTF8Sequence.measure(bytes, at: offset)
      if isWhole, count > 1 {
        let scalar = UTF8Sequence.scalar(bytes, at: offset, count: count)
        if EncodingModel.hanzi.contains(scalar) {
          hanzi += 1
          surprise += EncodingModel.shared.cost(scalar: scalar)
        } else if scalar < 0x3000 {
          western += 1
        }
      }
      offset += count
    }
    if western > 2 * hanzi { return .windows1252 }
    // Running text costs 9 to 10 bits a hanzi, UTF-8 read as GBK 13 and more.
    return hanzi > 0 && surprise > hanzi * 115 ? .gb18030 : nil
  }

  /// The bytes that the text was read from; a control character of latin-1 is a byte that windows-1252 lacks.
  private static func windows1252Bytes(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    String(decoding: text, as: UTF8.self).unicodeScalars.map { scalar in
      scalar.value < 0x100 ? UInt8(scalar.value) : windows1252[scalar] ?? 0x3F
    }
  }

  private static let windows1252: [Unicode.Scalar: UInt8] = {
    let characters = CharsetTable.table(of: .windows1252).singles
    var bytes: [Unicode.Scalar: UInt8] = [:]
    for byte in UInt8(0x80)..<0xA0 where characters[Int(byte)] != 0 {
      let character = withUnsafeBytes(of: characters[Int(byte)].littleEndian) { packed in
        String(decoding: packed.prefix { $0 != 0 }, as: UTF8.self)
      }
      for scalar in character.unicodeScalars { bytes[scalar] = byte }
    }
    return bytes
  }()

  private static func gb18030Bytes(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 4 * text.count) { buffer, count in
      let length = jk_icu_convert(
        "gb18030", "UTF-8", text.baseAddress, text.count, buffer.baseAddress, buffer.count)
      count = max(0, min(Int(length), buffer.count))
    }
  }

  /// Sequences of more than one byte, and bytes beyond ASCII that are in none; what the sample's end cuts is neither.
  private static func sequences(in bytes: UnsafeBufferPointer<UInt8>) -> (whole: Int, malformed: Int) {
    var whole = 0
    var malformed = 0
    var offset = 0
    while offset < bytes.count {
      let (count, isWhole) = UTF8Sequence.measure(bytes, at: offset)
      if offset + count == bytes.count, UTF8Sequence.isPrefix(bytes, at: offset, count: count) { break }
      if isWhole {
        whole += count > 1 ? 1 : 0
      } else if bytes[offset] >= 0x80 {
        malformed += 1
      }
      offset += count
    }
    return (whole, malformed)
  }
}
