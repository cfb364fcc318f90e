import Decoding
import TestSupport
import Testing
import TextCore

/// However the input is cut, and whatever it holds, the output is the same and valid.
@Suite struct StreamingTests {
  static let labels = [
    "utf-8", "gb18030", "big5", "euc-tw", "hz-gb-2312", "iso-2022-cn", "iso-2022-jp", "utf-16le", "utf-16be",
    "utf-32le", "utf-32be", "euc-jp", "shift_jis", "euc-kr", "windows-1252", "windows-1251", "koi8-r",
  ]

  static func sample(_ label: String) -> [UInt8] {
    let text: String =
      switch label {
      case "big5", "euc-tw": "<p>繁體字 ABC。第二句~\n"
      case "euc-jp", "shift_jis", "iso-2022-jp": "<p>日本語テキスト ABC。\n"
      case "euc-kr": "<p>한국어 본문 ABC.\n"
      case "windows-1252": "<p>été “ABC” €\n"
      case "windows-1251", "koi8-r": "<p>текст ABC\n"
      case "hz-gb-2312", "iso-2022-cn": "<p>简体字 ABC。第二句~\n"
      default: "<p>简体字 ABC。𠀀㐀😀é\n"
      }
    return encoded(text, as: label == "big5" ? "big5-hkscs" : label)
  }

  @Test(arguments: labels)
  func everySplitGivesTheSame(_ label: String) throws {
    let encoding = try #require(TextEncoding(label: label))
    // Whole characters, broken ones, and NUL in units of any width.
    let sample = Self.sample(label)
    let input = sample + [0xB0, 0x31, 0x00, 0xFF, 0x20, 0, 0, 0, 0] + sample.dropLast(1)
    let decoded = try decode(input, as: label)
    let whole = Output(text: decoded.text, log: decoded.log)
    #expect(Self.isValid(whole.text))
    #expect(!whole.log.isEmpty)
    for first in 0...input.count {
      for second in [first, (first + input.count) / 2] {
        #expect(
          try Self.pieces(input, cuts: [first, second], encoding) == whole, "cut at \(first), \(second)")
      }
    }
    #expect(try Self.pieces(input, cuts: Array(0...input.count), encoding) == whole)
  }

  @Test(arguments: labels)
  func randomBytesGiveValidText(_ label: String) throws {
    let encoding = try #require(TextEncoding(label: label))
    var generator = Generator(seed: 7)
    for round in 0..<60 {
      let input = Self.randomBytes(
        Int.random(in: 0..<120, using: &generator), round, Self.sample(label), &generator)
      let whole = try decode(input, as: label)
      #expect(Self.isValid(whole.text))
      try LogTests.check(whole, of: input)
      let cuts = (0..<5).map { _ in Int.random(in: 0...input.count, using: &generator) }.sorted()
      #expect(
        try Self.pieces(input, cuts: cuts, encoding) == Output(text: whole.text, log: whole.log))
    }
  }

  @Test(arguments: labels, DecodingErrorPolicy.allCases.filter { $0 != .strict })
  func sourceRangesAreMonotoneAndExact(_ label: String, _ errors: DecodingErrorPolicy) throws {
    var generator = Generator(seed: 8)
    let sample = Self.sample(label)
    // Long enough for several windows, with errors on the way.
    var input: [UInt8] = []
    while input.count < 20_000 {
      input += sample
      if errors == .replace, !label.hasPrefix("iso"), Int.random(in: 0..<8, using: &generator) == 0 {
        input +=
          label.hasPrefix("utf-16") ? [0x00, 0xD8] : label.hasPrefix("utf-32") ? [0, 0, 0x11, 0x11] : [0xFF]
      }
    }
    let decoded = try decode(input, as: label, errors)
    input.withUnsafeBufferPointer { source in
      var last = 0..<0
      var offset = Int.random(in: 0..<3000, using: &generator)
      while offset < decoded.text.count {
        let range = decoded.sourceRange(of: offset..<offset + 1, in: source)
        #expect(range.lowerBound >= last.lowerBound && range.upperBound >= last.upperBound)
        #expect(range.count <= 12 && !range.isEmpty)
        last = range
        offset += Int.random(in: 1..<700, using: &generator)
      }
      #expect(decoded.sourceRange(of: 0..<decoded.text.count, in: source).upperBound <= input.count)
    }
    // One sentence of the middle leads back to its own bytes.
    guard !label.hasPrefix("iso"), !label.hasPrefix("hz") else { return }
    let line = try decode(sample, as: label).text
    guard let found = Self.firstIndex(of: line, in: decoded.text, from: 12_000) else { return }
    let range = input.withUnsafeBufferPointer {
      decoded.sourceRange(of: found..<found + line.count, in: $0)
    }
    #expect(Array(input[range]) == sample)
  }

  @Test func identityOfCleanUTF8AndTheMark() throws {
    let input: [UInt8] = [0xEF, 0xBB, 0xBF] + Array("中文 text".utf8)
    let decoded = try input.withUnsafeBufferPointer { try PageDecoder().decode($0) }
    #expect(decoded.text == Array("中文 text".utf8))
    input.withUnsafeBufferPointer { #expect(decoded.sourceRange(of: 3..<6, in: $0) == 6..<9) }
  }

  static func randomBytes(
    _ count: Int, _ round: Int, _ sample: [UInt8], _ generator: inout Generator
  ) -> [UInt8] {
    // Pure noise, or text with noise in it.
    guard round % 2 == 1 else { return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) } }
    var bytes = sample
    for _ in 0..<count / 10 {
      bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
    }
    return bytes
  }

  struct Output: Equatable {
    var text: [UInt8]
    var log: DecodingLog
  }

  static func pieces(_ input: [UInt8], cuts: [Int], _ encoding: TextEncoding) throws -> Output {
    var decoder = TextDecoder(encoding)
    var text: [UInt8] = []
    var start = 0
    for cut in cuts + [input.count] {
      let piece = Array(input[start..<max(start, cut)])
      try piece.withUnsafeBufferPointer { try decoder.decode($0, into: &text) }
      start = max(start, cut)
    }
    try decoder.decode(UnsafeBufferPointer(start: nil, count: 0), isLast: true, into: &text)
    return Output(text: text, log: decoder.log)
  }

  static func isValid(_ text: [UInt8]) -> Bool {
    String(validating: text, as: UTF8.self) != nil && !text.contains(0)
  }

  static func firstIndex(of needle: [UInt8], in text: [UInt8], from start: Int) -> Int? {
    guard text.count - needle.count > start else { return nil }
    return (start..<text.count - needle.count).first { text[$0..<$0 + needle.count].elementsEqual(needle) }
  }
}
