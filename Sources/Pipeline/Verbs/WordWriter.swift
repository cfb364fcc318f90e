/// Writes the words of a text, one space between two and line ends where they were.
struct WordWriter {
  /// So many bytes behind the output are written to as well.
  private static let slack = 16
  private let text: UnsafeBufferPointer<UInt8>
  private let output: UnsafeMutableBufferPointer<UInt8>

  /// - Parameter words: ascending by their begins; between two stands white space at most.
  static func append(_ words: [Range<Int>], of text: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
    let start = output.count
    let longest = words.reduce(text.count) { $0 + $1.count + 1 }
    output.append(contentsOf: repeatElement(0, count: longest + slack))
    let end = output.withUnsafeMutableBufferPointer {
      WordWriter(text: text, output: $0).write(words, at: start)
    }
    output.removeLast(output.count - end)
  }

  /// - Returns: where the output ends.
  private func write(_ words: [Range<Int>], at start: Int) -> Int {
    var place = start
    var end = 0
    // A space goes before each word but the first of a line.
    var gap = 0
    for word in words {
      if word.lowerBound > end, copyLineEnds(end..<word.lowerBound, to: &place) { gap = 0 }
      output[place] = UInt8(ascii: " ")
      place += gap
      gap = 1
      copy(word, to: place)
      place += word.count
      end = max(end, word.upperBound)
    }
    _ = copyLineEnds(end..<text.count, to: &place)
    return place
  }

  private func copyLineEnds(_ range: Range<Int>, to place: inout Int) -> Bool {
    let first = place
    for byte in text[range] where byte == 0x0A {
      output[place] = byte
      place += 1
    }
    return place > first
  }

  /// Copies a word, most of which are shorter than a vector, and what stands behind it.
  @inline(__always)
  private func copy(_ word: Range<Int>, to place: Int) {
    guard let source = UnsafeRawPointer(text.baseAddress),
      let target = UnsafeMutableRawPointer(output.baseAddress)
    else { return }
    if word.count <= Self.slack, word.lowerBound + Self.slack <= text.count {
      let vector = (source + word.lowerBound).loadUnaligned(as: SIMD16<UInt8>.self)
      (target + place).storeBytes(of: vector, as: SIMD16<UInt8>.self)
    } else {
      (target + place).copyMemory(from: source + word.lowerBound, byteCount: word.count)
    }
  }
}
