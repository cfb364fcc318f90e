import LanguageModel
import TextCore

/// GBK that was read as UTF-8, each malformed byte replaced by U+FFFD, and the result read as GBK: 锟斤拷.
///
/// Bytes that were valid UTF-8 by chance have survived. What they were is put back; a character of which both bytes
/// are lost becomes U+FFFD.
enum ReplacementDebris {
  /// The texts behind the debris on a line, where something of it survived.
  static func repaired(_ line: [UInt32]) -> [UTF8Unreading.Segment] {
    var segments: [UTF8Unreading.Segment] = []
    var start = line.firstIndex(of: 0x951F)
    while let first = start {
      let (tokens, end) = replaced(line, from: first)
      if let segment = repaired(tokens, first..<end, after: line[..<first]) { segments.append(segment) }
      start = line[max(end, first + 1)...].firstIndex(of: 0x951F)
    }
    return segments
  }

  private static func repaired(_ tokens: [UInt32], _ range: Range<Int>, after context: ArraySlice<UInt32>)
    -> UTF8Unreading.Segment?
  {
    guard tokens.contains(where: { $0 >= 0x80 && $0 != 0xFFFD }), tokens.count(where: { $0 == 0xFFFD }) >= 2
    else {
      return nil
    }
    var lattice = MisreadLattice(.replacing, of: .gbk)
    let solution = tokens.withUnsafeBufferPointer {
      lattice.solve($0, from: 0, past: $0.count, after: context)
    }
    guard let solution, zip(solution.text, solution.isGuess).contains(where: { $0 >= 0x80 && !$1 }),
      certifies(solution.text, as: tokens)
    else { return nil }
    // Next to nothing bounds these guesses, so they stand or fall together.
    var segment = UTF8Unreading.Segment(tokens: range, solution)
    segment.confidence = solution.confidence
    return segment
  }

  /// The characters of the text between the two misreadings, and the token at which they end.
  private static func replaced(_ seen: [UInt32], from start: Int) -> (tokens: [UInt32], end: Int) {
    var tokens: [UInt32] = []
    var whole = (tokens: 0, end: start)
    var missing: UInt8 = 0
    var bits: UInt32 = 0
    var index = start
    scan: while index < seen.count {
      let code = MisreadTable.gbk.code(of: seen[index])
      if code == 0 { break }
      for byte in code > 0xFF ? [UInt8(code >> 8), UInt8(code & 0xFF)] : [UInt8(code)] {
        if missing > 0 {
          guard byte & 0xC0 == 0x80 else { break scan }
          bits = bits << 6 | UInt32(byte & 0x3F)
          missing -= 1
          if missing == 0 { tokens.append(bits) }
        } else if byte < 0x80 {
          tokens.append(UInt32(byte))
        } else if let (following, first) = MeantCharset.utf8.begin(byte), following < 3 {
          (missing, bits) = (following, first)
        } else {
          break scan
        }
      }
      index += 1
      if missing == 0 { whole = (tokens.count, index) }
    }
    return (Array(tokens.prefix(whole.tokens)), whole.end)
  }

  /// Whether the text, misread again, leaves these characters; a lost character may have left one sign or two.
  private static func certifies(_ text: [UInt32], as tokens: [UInt32]) -> Bool {
    var bytes: [UInt8] = []
    for scalar in text {
      if scalar == 0xFFFD {
        bytes += [0xFF, 0xFF]
      } else if let known = MeantCharset.gbk.bytes(of: [scalar]) {
        bytes += known
      } else {
        return false
      }
    }
    let shown = String(decoding: bytes, as: UTF8.self).unicodeScalars.map(\.value)
    return shown.filter { $0 != 0xFFFD } == tokens.filter { $0 != 0xFFFD }
  }
}
