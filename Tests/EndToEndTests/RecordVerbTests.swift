import Foundation
import Testing

/// The verbs that write records: clean, extract, detect, undo, and the text verbs with --jsonl.
@Suite(.enabled(if: Jiaokan.executable != nil, "the executable jiaokan is not beside the tests"))
struct RecordVerbTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private let page = """
    <html><head><title>春雨</title></head><body><p>清晨下了一場小雨，河邊的柳樹都綠了。</p>\
    <p>孩子們撐著傘去上學，路上說說笑笑。</p></body></html>
    """

  @Test func writesTheMembersOfTheContractInOrder() throws {
    let path = try folder.write("page.html", page)
    let outcome = try Jiaokan.run(["clean", path])
    #expect(outcome.status == 0)
    #expect(outcome.errors.isEmpty)
    let line = try #require(outcome.lines.first)
    let names = [
      "id", "url", "title", "published", "source", "byline", "editor", "original_title", "keywords", "text",
      "script",
      "encoding", "damage",
    ]
    let places = names.map { line.range(of: "\"\($0)\":")?.lowerBound }
    #expect(!places.contains(nil))
    #expect(places.compactMap { $0 } == places.compactMap { $0 }.sorted())
    let record = try #require(outcome.records.first)
    #expect(Set(record.keys) == Set(names))
    #expect(record["id"] as? String == path)
    #expect(record["url"] is NSNull)
  }

  @Test func addsWhatIsAskedFor() throws {
    let outcome = try Jiaokan.run("clean", "--blocks", "--words", "--edits", input: page)
    let record = try #require(outcome.records.first)
    let words = try #require(record["words"] as? [[String]])
    let text = try #require(record["text"] as? String)
    #expect(words.count == text.split(separator: "\n").count || text.isEmpty)
    #expect(record["edits"] is [[String: Any]])
    let blocks = try #require(record["blocks"] as? [[String: Any]])
    #expect(!blocks.isEmpty)
    for block in blocks { #expect(Set(block.keys) == ["role", "probability", "text", "source"]) }
  }

  @Test func passesUnknownMembersThroughByteForByte() throws {
    let outcome = try Jiaokan.run(
      "clean", "--jsonl",
      input:
        #"{"x": 1.50e0, "id": {"n": [1]}, "title": "mine", "url":"http://a.example/","text":"好。","input":7,"y":"\u4e2d"}"#
    )
    let line = try #require(outcome.lines.first)
    #expect(line.hasPrefix(#"{"id":{"n": [1]},"url":"http://a.example/","title":"#))
    #expect(line.hasSuffix(#","x": 1.50e0,"y":"\u4e2d","input":{"title": "mine","input":7}}"#))
  }

  @Test(arguments: ["repair", "convert", "decode", "segment", "detect", "clean", "extract"])
  func writesOneLineForEachThatIsNotEmpty(_ verb: String) throws {
    let base64 = Data("河水".utf8).base64EncodedString()
    let input = """
      {"id":1,"text":"河水很清。","k":"v"}

      not json
      {"id":2,"bytes":"***"}
      {"id":3}
      {"id":4,"text":5}
      \r
      [1]
      {"id":5,"bytes":"\(base64)"}
      {"id":6,"text":""}
      {"id":7,"text":"a\\u0000b"}
      """
    let outcome = try Jiaokan.run(verb, "--jsonl", input: input)
    #expect(outcome.status == 1)
    #expect(
      outcome.codes == [
        "", "invalid_json", "invalid_base64", "missing_content", "invalid_field", "invalid_json", "", "", "",
      ])
    #expect(outcome.records.map { $0["id"] as? Int } == [1, nil, 2, 3, 4, nil, 5, 6, 7])
    #expect(outcome.records[0]["k"] as? String == "v")
    let offset = (outcome.records[1]["error"] as? [String: Any])?["offset"] as? Int
    #expect(offset == 0)
  }

  @Test func survivesDeepNesting() throws {
    let depth = 100_000
    let html = String(repeating: "<div>", count: depth) + "深" + String(repeating: "</div>", count: depth)
    try folder.write("deep.html", html)
    try folder.write("next.html", page)
    let pages = try Jiaokan.run(["clean", folder.path])
    #expect(pages.lines.count == 2)
    #expect(pages.codes[0] == "too_deep" || pages.codes[0].isEmpty)
    #expect(pages.status == (pages.codes[0].isEmpty ? 0 : 1))
    #expect(pages.codes[1].isEmpty)
    let json =
      "{\"id\":1,\"text\":\"好\",\"x\":" + String(repeating: "[", count: depth) + "\n{\"id\":2,\"text\":\"好\"}"
    #expect(try Jiaokan.run("clean", "--jsonl", input: json).codes == ["invalid_json", ""])
  }

  @Test func survivesOddBytes() throws {
    #expect(try Jiaokan.run(["clean"], input: Data()).lines.count == 1)
    #expect(try Jiaokan.run(["clean"], input: Data([0, 0, 0])).status == 0)
    #expect(try Jiaokan.run(["clean"], input: Data("河".utf8.prefix(2))).status == 0)
    let outcome = try Jiaokan.run(["clean", "--jsonl"], input: Data("{\"text\":\"河".utf8.dropLast()))
    #expect(outcome.codes == ["invalid_json"])
    #expect(try Jiaokan.run("clean", "--jsonl", input: "").lines.isEmpty)
  }

  @Test func takesLongLines() throws {
    let text = String(repeating: "a river ", count: 30 << 17)
    let outcome = try Jiaokan.run(
      "decode", "--jsonl", input: "{\"id\":1,\"text\":\"\(text)\"}\n{\"id\":2,\"text\":\"好\"}\n")
    #expect(outcome.status == 0)
    #expect(outcome.lines.count == 2)
    #expect((outcome.lines.first?.utf8.count ?? 0) > 30_000_000)
  }

  @Test func goesOnBehindWhatCannotBeRead() throws {
    let good = try folder.write("good.txt", "河水很清。")
    try FileManager.default.createDirectory(at: folder.url("empty"), withIntermediateDirectories: true)
    let outcome = try Jiaokan.run(["clean", folder.path + "/none.html", folder.path + "/empty", good])
    #expect(outcome.status == 2)
    #expect(outcome.records.map { $0["id"] as? String } == [good])
    #expect(outcome.errors.contains("none.html"))
    #expect(outcome.errors.contains("no pages in this folder"))
  }

  @Test func givesTheSameForEveryNumberOfThreads() throws {
    let lines = (0..<900).map { number in
      number % 97 == 0
        ? "broken \(number)"
        : "{\"id\":\(number),\"text\":\"第\(number)天，河水\(String(repeating: "清", count: number % 500))。\"}"
    }
    let input = Data(lines.joined(separator: "\n").utf8)
    let one = try Jiaokan.run(["clean", "--jsonl", "--edits", "--words", "-j", "1"], input: input)
    #expect(one.lines.count == lines.count)
    for threads in ["2", "5"] {
      let other = try Jiaokan.run(["clean", "--jsonl", "--edits", "--words", "-j", threads], input: input)
      #expect(other.output == one.output)
      #expect(other.status == 1)
    }
  }

  @Test(arguments: ["clean", "extract", "repair", "convert"])
  func undoGivesTheTextBack(_ verb: String) throws {
    let texts = [
      "清晨下了一場小雨，河邊的柳樹都綠了。\n\n孩子們撐著傘去上學。\n", "", "&amp;lt;p&amp;gt;河&#27700;", "a\"\\\t漢\n\n\n字 😀",
    ]
    let input = try texts.enumerated().map { index, text in
      String(
        decoding: try JSONSerialization.data(withJSONObject: ["id": index, "text": text]), as: UTF8.self)
    }.joined(separator: "\n")
    let made = try Jiaokan.run(verb, "--jsonl", "--edits", input: input)
    #expect(made.status == 0)
    let undone = try Jiaokan.run(["undo", "--jsonl"], input: made.output)
    #expect(undone.status == 0)
    #expect(undone.records.map { $0["text"] as? String } == texts)
    #expect(undone.records.allSatisfy { Set($0.keys) == ["id", "text"] })
    #expect(try Jiaokan.run(["undo"], input: made.output).text == texts.joined())
  }

  @Test func undoRejectsWhatDoesNotFit() throws {
    let input =
      #"{"id":1,"text":"a","edits":[{"stage":"repair","at":[0,9],"was":"b"}]}"# + "\n"
      + #"{"id":2,"text":"a"}"#
    let records = try Jiaokan.run("undo", "--jsonl", input: input)
    #expect(records.status == 1)
    #expect(records.codes == ["invalid_edits", "invalid_edits"])
    let plain = try Jiaokan.run("undo", input: input)
    #expect(plain.status == 1)
    #expect(plain.output.isEmpty)
    #expect(plain.errors.contains("-:1:") && plain.errors.contains("-:2:"))
  }

  /// UTF-8 that was read as latin-1 and saved again.
  @Test func detectTellsOfTextEncodedTwice() throws {
    let twice = String(String.UnicodeScalarView("春雨清晨".utf8.map { Unicode.Scalar($0) }))
    let record = try #require(try Jiaokan.run("detect", "--json", input: twice).records.first)
    #expect(record["encoding"] as? String == "utf-8")
    let double = try #require(record["double_encoding"] as? [String: Any])
    #expect(double["misread"] as? String == "windows-1252")
    let plain = try #require(try Jiaokan.run("detect", "--json", input: "春雨清晨").records.first)
    #expect(plain["double_encoding"] == nil)
  }

  @Test func detectSpeaksToPeopleAndPrograms() throws {
    let path = try folder.write("page.html", page)
    let plain = try Jiaokan.run(["detect", path])
    #expect(plain.lines.first?.hasPrefix("\(path)\tutf-8\t") == true)
    let json = try Jiaokan.run(["detect", "--json", path])
    let record = try #require(json.records.first)
    #expect(Set(record.keys) == ["id", "encoding", "confidence", "candidates", "spans"])
    #expect(record["encoding"] as? String == "utf-8")
  }

  @Test func writesTheOutputFileWhole() throws {
    try folder.write("out.jsonl", "old")
    try folder.write("page.html", page)
    let failed = try Jiaokan.run(
      ["clean", "--errors", "nonsense", "-o", "out.jsonl", "page.html"], in: folder.path)
    #expect(failed.status == 2)
    #expect(try folder.read("out.jsonl") == "old")
    let outcome = try Jiaokan.run(["clean", "page.html", "-o", "out.jsonl"], in: folder.path)
    #expect(outcome.status == 0)
    #expect(outcome.output.isEmpty)
    #expect(try folder.read("out.jsonl").hasPrefix(#"{"id":"page.html","#))
    #expect(folder.names == ["out.jsonl", "page.html"])
    #expect(try Jiaokan.run(["clean", "page.html", "-o", "none/out"], in: folder.path).status == 2)
    #expect(try Jiaokan.run(["clean", "page.html", "-o", "/dev/full"], in: folder.path).status == 2)
  }
}
