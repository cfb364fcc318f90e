import Decoding
import Foundation
import Testing

/// Every code of the standard's indexes, read from the sources of the tables: by itself, and all in one text.
@Suite struct IndexTests {
  struct Code { var pointer: Int; var scalar: Unicode.Scalar }

  static func index(_ name: String) throws -> [Code] {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try String(contentsOf: root.appendingPathComponent("Data/sources/\(name)"), encoding: .utf8)
      .split(separator: "\n").filter { !$0.hasPrefix("#") }
      .map { line in
        let fields = line.split(separator: "\t")
        return Code(
          pointer: try #require(Int(fields[0])),
          scalar: try #require(UInt32(fields[1], radix: 16).flatMap(Unicode.Scalar.init)))
      }
  }

  @Test func everyPairOfGB18030() throws {
    let codes = try Self.index("whatwg-gb18030.txt")
    #expect(codes.count == 23940)
    try check(codes, as: "gb18030") { pointer in
      let (row, cell) = pointer.quotientAndRemainder(dividingBy: 190)
      return [UInt8(row + 0x81), UInt8(cell + (cell < 0x3F ? 0x40 : 0x41))]
    }
  }

  @Test func everyPairOfBig5() throws {
    let codes = try Self.index("whatwg-big5.txt")
    #expect(codes.count == 18590)
    try check(codes, as: "big5") { pointer in
      let (row, cell) = pointer.quotientAndRemainder(dividingBy: 157)
      return [UInt8(row + 0x81), UInt8(cell + (cell < 0x3F ? 0x40 : 0x62))]
    }
  }

  @Test func pairsOfBig5ThatAreTwoScalars() throws {
    #expect(try text([0x88, 0x62, 0x88, 0x64, 0x88, 0xA3, 0x88, 0xA5], as: "big5") == "Ê̄Ê̌ê̄ê̌")
  }

  @Test func everyFourByteCodeOfGB18030() throws {
    let ranges = try Self.index("whatwg-gb18030-ranges.txt")
    var input: [UInt8] = []
    var expected = String.UnicodeScalarView()
    var range = 0
    // The basic plane by the ranges, and above it as the standard computes.
    for pointer in Array(0..<39420) + Array(189_000...1_237_575) {
      while range + 1 < ranges.count, ranges[range + 1].pointer <= pointer { range += 1 }
      let value =
        pointer == 7457
        ? 0xE7C7 : ranges[range].scalar.value + UInt32(pointer - ranges[range].pointer)
      input += Self.fourBytes(pointer)
      expected.append(try #require(Unicode.Scalar(value)))
    }
    let decoded = try decode(input, as: "gb18030")
    #expect(decoded.log.isEmpty)
    #expect(decoded.text == Array(String(expected).utf8))
  }

  @Test(arguments: [39420, 188_999, 1_237_576, 1_587_599])
  func fourByteCodesWithoutAnyScalar(_ pointer: Int) throws {
    #expect(try text(Self.fourBytes(pointer) + [0x41], as: "gb18030") == "\u{FFFD}A")
  }

  private static func fourBytes(_ pointer: Int) -> [UInt8] {
    [
      UInt8(0x81 + pointer / 12600), UInt8(0x30 + pointer / 1260 % 10), UInt8(0x81 + pointer / 10 % 126),
      UInt8(0x30 + pointer % 10),
    ]
  }

  private func check(_ codes: [Code], as label: String, bytes: (Int) -> [UInt8]) throws {
    var input: [UInt8] = []
    var expected = String.UnicodeScalarView()
    for code in codes {
      let pair = bytes(code.pointer)
      // Alone, at the end of the input, where no bulk reading helps.
      let alone = try decode(pair, as: label)
      #expect(alone.text == Array(String(code.scalar).utf8), "pointer \(code.pointer)")
      input += pair
      expected.append(code.scalar)
    }
    let decoded = try decode(input, as: label)
    #expect(decoded.log.isEmpty)
    #expect(decoded.text == Array(String(expected).utf8))
  }
}
