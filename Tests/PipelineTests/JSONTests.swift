import Foundation
import TestSupport
import Testing

@testable import Pipeline

@Suite struct JSONTests {
  private func parse(_ line: String) throws(JSONError) -> JSONObject { try JSONObject(Array(line.utf8)[...]) }

  @Test(arguments: [
    "{}", #" { "a" : 1 } "#, #"{"a":[1,-0.5e+3,true,false,null,"x",{}],"b":{"c":[]}}"#,
    #"{"\u0061":"\ud83d\ude00"}"#,
    #"{"漢":"字\/\b\f\n\r\t\"\\"}"#,
  ])
  func acceptsJSON(_ line: String) throws {
    _ = try parse(line)
  }

  @Test(arguments: [
    ("", JSONError.Reason.unexpectedEnd, 0), ("[]", .notAnObject, 0), ("{", .unexpectedEnd, 1),
    (#"{"a"}"#, .unexpectedByte, 4), (#"{"a":}"#, .unexpectedByte, 5), (#"{"a":1,}"#, .unexpectedByte, 7),
    (#"{"a":01}"#, .unexpectedByte, 6), (#"{"a":1.}"#, .invalidNumber, 7), (#"{"a":-}"#, .invalidNumber, 6),
    (#"{"a":"\x"}"#, .invalidEscape, 7), (#"{"a":"\u12g4"}"#, .invalidEscape, 10),
    ("{\"a\":\"\t\"}", .controlCharacter, 6), (#"{"a":"b"#, .unexpectedEnd, 7),
    (#"{"a":1} x"#, .trailingBytes, 8),
    (#"{"a":nul}"#, .unexpectedByte, 8), (#"{"a":tru"#, .unexpectedEnd, 8), (#"{'a':1}"#, .unexpectedByte, 1),
  ])
  func rejectsWithTheOffset(_ line: String, _ reason: JSONError.Reason, _ offset: Int) {
    #expect(throws: JSONError(reason: reason, offset: offset)) { try parse(line) }
  }

  @Test func rejectsInvalidUTF8() {
    let line = Array(#"{"a":""#.utf8) + [0xE6, 0xBC] + Array(#""}"#.utf8)
    #expect(throws: JSONError(reason: .invalidUTF8, offset: 6)) { try JSONObject(line[...]) }
  }

  /// Strings are looked through eight bytes at a time, and UTF-8 64: what matters is found at each place.
  @Test(arguments: 0..<80) func marksAtAnyPlace(_ count: Int) throws {
    let plain = String(repeating: "a", count: count)
    for (mark, value) in [(#"\n"#, "\n"), (#"\""#, "\""), (#"\\"#, "\\"), ("漢", "漢"), ("", "")] {
      let line = #"{"name":""# + plain + mark + #"z"}"#
      #expect(try parse(line).value("name")?.string == Array((plain + value + "z").utf8))
    }
    #expect(throws: JSONError(reason: .controlCharacter, offset: 9 + count)) {
      try parse(#"{"name":""# + plain + "\u{1F}" + #"z"}"#)
    }
    #expect(throws: JSONError(reason: .unexpectedEnd, offset: 9 + count)) { try parse(#"{"name":""# + plain) }
    let cut = Array(#"{"name":""#.utf8) + Array(plain.utf8) + [0xE6, 0xBC]
    #expect(throws: JSONError(reason: .invalidUTF8, offset: 9 + count)) { try JSONObject(cut[...]) }
  }

  @Test func theLastLineEnd() {
    for place in 0..<40 {
      var bytes = [UInt8](repeating: 0x0B, count: 40)
      bytes[place] = 0x0A
      for start in [0, 3, 17, 39, 40] { #expect(bytes.lastLF(from: start) == (place >= start ? place : nil)) }
    }
  }

  @Test func boundsNesting() throws {
    func nested(_ depth: Int) -> String {
      #"{"a":"# + String(repeating: "[", count: depth) + String(repeating: "]", count: depth) + "}"
    }
    _ = try parse(nested(JSONScanner.maximumDepth - 1))
    let error = #expect(throws: JSONError.self) { try parse(nested(100_000)) }
    #expect(error?.reason == .tooDeep)
  }

  @Test func keepsMembersByteForByte() throws {
    let object = try parse(#"{"id": 7 , "n":1.50e0, "s" : "\u4e2d", "o":{ "x" : 1 }}"#)
    #expect(
      object.members.map { String(decoding: object.raw($0), as: UTF8.self) } == [
        #""id": 7"#, #""n":1.50e0"#, #""s" : "\u4e2d""#, #""o":{ "x" : 1 }"#,
      ])
  }

  @Test func takesTheLastOfEqualNamesAndNoNull() throws {
    let object = try parse(#"{"a":1,"a":2,"b":null}"#)
    #expect(object.value("a")?.integer == 2)
    #expect(object.value("b") == nil)
    #expect(object.value("c") == nil)
  }

  @Test(arguments: [
    (#"\ud83d\ude00"#, "😀"), (#"\ud83d"#, "\u{FFFD}"), (#"\ude00x"#, "\u{FFFD}x"),
    (#"\ud83d\n"#, "\u{FFFD}\n"), (#"\ud83d\u4e2d"#, "\u{FFFD}中"), (#"\u0000"#, "\0"),
  ])
  func decodesEscapes(_ escaped: String, _ expected: String) throws {
    let string = try parse("{\"a\":\"\(escaped)\"}").value("a")?.string
    #expect(string == Array(expected.utf8))
  }

  @Test func agreesWithFoundationOnRandomStrings() throws {
    var random = Generator(seed: 1)
    for _ in 0..<300 {
      let scalars = (0..<Int.random(in: 0...20, using: &random)).compactMap { _ in
        Unicode.Scalar(
          UInt32.random(in: 0...0x2FFFF, using: &random) >> UInt32.random(in: 0...12, using: &random))
      }
      let text = String(String.UnicodeScalarView(scalars))
      var json = JSONWriter()
      json.beginObject()
      json.name("a")
      json.string(text)
      json.endObject()
      let theirs = try JSONSerialization.jsonObject(with: Data(json.bytes)) as? [String: String]
      #expect(theirs?["a"].map { Array($0.utf8) } == Array(text.utf8))
      let back = try JSONSerialization.data(withJSONObject: ["a": text])
      #expect(try JSONObject(Array(back)[...]).value("a")?.string == Array(text.utf8))
    }
  }

  @Test func survivesRandomDamage() {
    var random = Generator(seed: 2)
    let line = Array(#"{"id":"a","html":"<p>\u4e2d\n文</p>","n":[1,2.5e3,{"x":null}]}"#.utf8)
    for _ in 0..<5_000 {
      var damaged = line
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        damaged[Int.random(in: damaged.indices, using: &random)] = .random(in: 0...255, using: &random)
      }
      damaged.removeLast(Int.random(in: 0...damaged.count / 2, using: &random))
      if let object = try? JSONObject(damaged[...]) {
        for name: StaticString in ["id", "html", "n"] {
          _ = object.value(name)?.string
          _ = object.value(name)?.elements
        }
      }
    }
  }

  @Test(arguments: [
    (Float(0), "0"), (1, "1"), (0.5, "0.5"), (0.98765, "0.9877"), (0.99999, "1"), (0.0001, "0.0001"),
    (-2.25, "-2.25"),
    (.nan, "null"), (.infinity, "null"), (0.1, "0.1"),
  ])
  func writesProbabilities(_ value: Float, _ expected: String) {
    var json = JSONWriter()
    json.number(value)
    #expect(String(decoding: json.bytes, as: UTF8.self) == expected)
  }
}

@Suite struct Base64Tests {
  @Test func agreesWithFoundation() throws {
    var random = Generator(seed: 3)
    for count in 0..<200 {
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
      #expect(try Base64.decode(Array(Data(bytes).base64EncodedString().utf8)) == bytes)
      let wrapped = Data(bytes).base64EncodedString(options: [.lineLength64Characters])
      #expect(try Base64.decode(Array(wrapped.utf8)) == bytes)
    }
  }

  @Test(arguments: [
    ("A", 1), ("AA", 2), ("AAA", 3), ("AA=", 3), ("A===", 1), ("AA==A", 4), ("AAA=AAAA", 4), ("AAAA=", 4),
    ("A-AA", 1),
    ("AA é", 3), ("====", 0),
  ])
  func rejectsWithTheOffset(_ text: String, _ offset: Int) {
    #expect(throws: Base64.DecodingFailure(offset: offset)) { try Base64.decode(Array(text.utf8)) }
  }
}
