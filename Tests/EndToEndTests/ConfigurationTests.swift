import Foundation
import Testing

@Suite(.enabled(if: Jiaokan.executable != nil, "the executable jiaokan is not beside the tests"))
struct ConfigurationTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func printsWhatGivesItAgain() throws {
    try folder.write(
      "a.yaml",
      "words: true\nmask: [phone]\ntimeout: 2.5\nencoding: gb2312 # a label\nnow: 2024-05-01T08:00:00\n")
    let first = try Jiaokan.run(
      ["config", "--config", "a.yaml", "--mask", "email", "--minimum-length", "7"], in: folder.path)
    #expect(first.status == 0)
    for line in [
      "words: true", #"mask: ["phone", "email"]"#, "timeout: 2.5", #"encoding: "gb18030""#,
      #"now: "2024-05-01T08:00:00""#, "minimum-length: 7",
      "rejects: null",
    ] {
      #expect(first.lines.contains(line))
    }
    try folder.write("b.yaml", first.text)
    #expect(try Jiaokan.run(["config", "--config", "b.yaml"], in: folder.path).text == first.text)
  }

  @Test func knowsEveryOptionOfClean() throws {
    let help = try Jiaokan.run(["clean", "--help"]).text
    let options = help.matches(of: /(?:^|\s)--([a-z-]+)/).map { String($0.1) }
    let names = Set(
      try Jiaokan.run(["config"]).lines.compactMap { $0.split(separator: ":").first.map(String.init) })
    #expect(names.count > 30)
    // Those of the command line alone, a second name, and one of `repair` that the text of another names.
    let others: Set = ["config", "resume", "help", "version", "profile", "learn-profile"]
    #expect(Set(options).subtracting(others) == names)
  }

  @Test func isUsedByTheVerbs() throws {
    try folder.write("c.yaml", "blocks: true\n")
    for verb in ["clean", "extract"] {
      let outcome = try Jiaokan.run([verb, "--config", "c.yaml"], input: Data("河水清。".utf8), in: folder.path)
      #expect(outcome.records.first?["blocks"] != nil)
    }
  }

  @Test(arguments: [
    ("wrods: true", "1: unknown key 'wrods'; did you mean 'words'?"),
    ("\n\nminimum-lenght: 3", "3: unknown key 'minimum-lenght'; did you mean 'minimum-length'?"),
    ("qqqqqqqqqq: 3", "1: unknown key 'qqqqqqqqqq'\n"), ("resume: true", "unknown key 'resume'"),
    ("words: 3", "1: 'words' takes true or false"), ("timeout: [1, 2]", "1: 'timeout' takes one value"),
    ("timeout: soon", "timeout"), ("words: true\nwords: true", "2: 'words' stands twice"),
    ("words: [", "2: "), ("- words", "1: expected lines"), ("words: {a: b}", "1: expected a value"),
  ])
  func rejects(_ text: String, _ message: String) throws {
    try folder.write("bad.yaml", text)
    let outcome = try Jiaokan.run(["clean", "--config", "bad.yaml"], in: folder.path)
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains(message))
  }

  @Test(arguments: ["", "# nothing\n", "---\n", "words: ~\n"]) func takesWhatSetsNothing(_ text: String)
    throws
  {
    try folder.write("empty.yaml", text)
    let outcome = try Jiaokan.run(["config", "--config", "empty.yaml"], in: folder.path)
    #expect(outcome.text == (try Jiaokan.run(["config"])).text)
  }
}
