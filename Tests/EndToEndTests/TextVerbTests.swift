import Foundation
import Jiaokan
import Testing

/// The verbs that turn lines into lines, and what all verbs share.
@Suite(.enabled(if: Jiaokan.executable != nil, "the executable jiaokan is not beside the tests"))
struct TextVerbTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(
    arguments: ["decode", "repair", "convert", "segment"],
    ["", "\n", "河水", "河水\n", "\n\n河水清\n\n魚\n", "a\u{85}b\u{2028}c\nd", "河\r\n水\r\n", "  \n\t\n河"])
  func keepsLines(_ verb: String, _ text: String) throws {
    let outcome = try Jiaokan.run(verb, input: text)
    #expect(outcome.status == 0)
    #expect(outcome.output.count { $0 == 0x0A } == text.utf8.count { $0 == 0x0A })
    // A last line without words is empty, so that the LF before it ends the text.
    #expect(verb == "segment" || (outcome.output.last == 0x0A) == (text.utf8.last == 0x0A))
  }

  @Test(arguments: ["convert", "segment", "decode"])
  func keepsManyLinesInEveryNumberOfThreads(_ verb: String) throws {
    let text = (0..<20_000).map { "第\($0)行，河水清又清。" }.joined(separator: "\n")
    let one = try Jiaokan.run(verb, "-j", "1", input: text)
    #expect(one.output.count { $0 == 0x0A } == 19_999)
    #expect(try Jiaokan.run(verb, "-j", "3", input: text).output == one.output)
  }

  @Test func putsFilesOneBehindTheOther() throws {
    try folder.write("a", "1\n2")
    try folder.write("b", "")
    try folder.write("c", "3\n4")
    let outcome = try Jiaokan.run(["decode", "a", "none", "b", "c"], in: folder.path)
    #expect(outcome.text == "1\n2\n3\n4")
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("none: cannot be read"))
  }

  @Test func rewritesInPlace() throws {
    try folder.write("a.txt", "河\n水")
    try folder.write("b.txt", "魚\n")
    chmod(folder.path + "/a.txt", 0o600)
    #expect(try Jiaokan.run(["decode", "--in-place", "a.txt", "b.txt"], in: folder.path).status == 0)
    #expect(folder.names == ["a.txt", "b.txt"])
    #expect(
      try Jiaokan.run(["decode", "--in-place=.orig", "a.txt", "none.txt", "b.txt"], in: folder.path).status
        == 2)
    #expect(folder.names == ["a.txt", "a.txt.orig", "b.txt", "b.txt.orig"])
    #expect(try folder.read("a.txt") == "河\n水")
    #expect(try folder.read("b.txt.orig") == "魚\n")
    let mode =
      try FileManager.default.attributesOfItem(atPath: folder.path + "/a.txt")[.posixPermissions] as? Int
    #expect(mode == 0o600)
    try folder.write("c.jsonl", "{\"id\":1,\"text\":\"a\"}\n")
    #expect(try Jiaokan.run(["decode", "--jsonl", "--in-place", "c.jsonl"], in: folder.path).status == 0)
    #expect(try folder.read("c.jsonl").hasPrefix(#"{"id":1,"text":"a","#))
  }

  @Test(arguments: [
    ["nonsense"], ["clean", "--nonsense"], ["convert", "--in-place"], ["convert", "--in-place", "-"],
    ["convert", "--in-place", "-o", "x", "y"], ["convert", "--edits"], ["segment", "--offsets"],
    ["clean", "-j", "0"], ["clean", "-j", "x"], ["convert", "--from", "mars"],
    ["repair", "--minimum-confidence", "2"],
    ["repair", "--minimum-guess-confidence", "2"],
    ["repair", "--minimum-gap-confidence", "2"],
    ["clean", "--jsonl", "--input-format", "warc"], ["convert", "--dictionary", "none.txt"],
    ["segment", "--dictionary", "none.txt"], ["clean", "--conversion-dictionary", "none.txt"],
  ])
  func rejectsWrongUsage(_ arguments: [String]) throws {
    let outcome = try Jiaokan.run(arguments, in: folder.path)
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(!outcome.errors.isEmpty)
  }

  @Test(.enabled(if: TextEncoding(label: "no-such-encoding") == nil, "Decoding does not know labels yet"))
  func rejectsUnknownEncodings() throws {
    for option in ["--encoding", "--fallback"] {
      let outcome = try Jiaokan.run("decode", option, "no-such-encoding", input: "a")
      #expect(outcome.status == 2)
      #expect(outcome.errors.contains("unknown encoding 'no-such-encoding'"))
    }
  }

  @Test(arguments: ["clean", "extract", "detect", "decode", "repair", "convert", "segment", "undo"])
  func helpsWithAnExample(_ verb: String) throws {
    let outcome = try Jiaokan.run([verb, "--help"])
    #expect(outcome.status == 0)
    #expect(outcome.text.contains("  jiaokan \(verb)") || outcome.text.contains("| jiaokan \(verb)"))
  }

  @Test func tellsItsVersion() throws {
    let outcome = try Jiaokan.run(["--version"])
    #expect(outcome.status == 0)
    #expect(outcome.lines.count == 1)
  }
}
