import Foundation
import Testing

/// Filters, duplicates, masks, budgets, shards and statistics of `clean`.
@Suite(.enabled(if: Jiaokan.executable != nil, "the executable jiaokan is not beside the tests"))
struct CrawlTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private let article = "清晨下了一场小雨，河边的柳树都绿了，孩子们撑着伞去上学，路上说说笑笑。老人们坐在桥头看水，水里有许多小鱼。"

  private func lines(_ texts: [String]) -> Data {
    Data(texts.enumerated().map { "{\"id\":\($0),\"text\":\"\($1)\"}\n" }.joined().utf8)
  }

  private func reasons(_ outcome: Jiaokan.Outcome) -> [String] {
    outcome.records.map { ($0["dropped"] as? [String: Any])?["reason"] as? String ?? "" }
  }

  @Test func tellsWhyItDrops() throws {
    let outcome = try Jiaokan.run(
      ["clean", "--jsonl", "--minimum-length", "8", "--drop-duplicates", "exact"],
      input: lines([article, "太短了。", article]))
    #expect(outcome.status == 0)
    #expect(reasons(outcome) == ["", "too_short", "exact_duplicate"])
    #expect(outcome.records.map { $0["id"] as? Int } == [0, 1, 2])
    let foreign = try Jiaokan.run(["clean", "--jsonl", "--language", "ja"], input: lines([article]))
    #expect(foreign.lines == [#"{"id":0,"dropped":{"reason":"language","language":"zh"}}"#])
  }

  @Test func putsRejectsIntoTheirFile() throws {
    let input = lines([article, article]) + Data("no json\n".utf8)
    let outcome = try Jiaokan.run(
      [
        "clean", "--jsonl", "--drop-duplicates", "near", "--rejects", "rejects.jsonl", "--stats",
        "stats.json",
      ],
      input: input, in: folder.path)
    #expect(outcome.status == 1)
    #expect(outcome.records.count == 1)
    let rejects = try folder.read("rejects.jsonl").split(separator: "\n")
    #expect(rejects.count == 2)
    #expect(rejects[0].hasPrefix(#"{"id":1,"url":null,"#) && rejects[0].contains(article))
    #expect(rejects[0].contains(#","dropped":{"reason":"exact_duplicate","of":""#))
    #expect(rejects[1].contains("invalid_json"))
    let statistics = try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: folder.url("stats.json")))
        as? [String: [String: Int]])
    #expect(statistics["documents"] == ["read": 3, "kept": 1, "dropped": 1, "failed": 1])
    #expect(statistics["errors"] == ["invalid_json": 1])
    #expect(statistics["dropped"] == ["exact_duplicate": 1])
    #expect(statistics["encodings"] == ["utf-8": 2])
    #expect(statistics["bytes"]?["read"] == input.count)
    #expect(
      (statistics["microseconds"] ?? [:]).keys.sorted() == [
        "boilerplate", "conversion", "decoding", "markup", "repair", "segmentation",
      ])
  }

  @Test func findsNearDuplicatesWhateverTheThreads() throws {
    let changed = article.replacing("小鱼", with: "小虾")
    let texts = (0..<400).map {
      $0.isMultiple(of: 50)
        ? (($0 / 50).isMultiple(of: 2) ? article : changed)
        : "第\($0)篇。" + String(article.dropFirst($0 % 40).prefix(9)) + "\($0 * 7919)号"
    }
    let arguments = ["clean", "--jsonl", "--drop-duplicates", "near", "--fingerprint"]
    let one = try Jiaokan.run(arguments + ["-j", "1"], input: lines(texts))
    #expect(reasons(one).count { $0 == "near_duplicate" } >= 4)
    #expect(reasons(one).count { $0 == "exact_duplicate" } == 3)
    let first = try #require(one.records[0]["fingerprint"] as? [String: Any])
    #expect((one.records[100]["dropped"] as? [String: Any])?["of"] as? String == first["text"] as? String)
    #expect((first["bands"] as? [String])?.count == 14)
    #expect(try Jiaokan.run(arguments + ["-j", "3"], input: lines(texts)).output == one.output)
  }

  @Test func masksEverywhere() throws {
    let page = "<html><title>投稿a@b.cn</title><body><p>\(article)联系电话13800138000。</p></body></html>"
    let outcome = try Jiaokan.run(
      "clean", "--mask", "phone", "--mask", "email", "--words", "--blocks", input: page)
    #expect(!outcome.text.contains("13800138000"))
    #expect(!outcome.text.contains("a@b.cn"))
    #expect(outcome.text.contains("联系电话***********。"))
    let masked = outcome.records.first?["masked"] as? [[String: Any]]
    #expect(masked?.first?["kind"] as? String == "phone")
    #expect(masked?.first?["count"] as? Int == 1)
    #expect(try Jiaokan.run("clean", "--mask", "phone", "--edits", input: page).status == 2)
  }

  @Test func givesUpOnMonsters() throws {
    let input = lines([article, String(repeating: article, count: 300)])
    let long = try Jiaokan.run(["clean", "--jsonl", "--max-bytes", "10K"], input: input)
    #expect(long.codes == ["", "too_large"])
    try folder.write("page.txt", String(repeating: "河", count: 9_000))
    #expect(try Jiaokan.run(["clean", "--max-bytes", "10K", folder.path]).codes == ["too_large"])
    let slow = try Jiaokan.run(["clean", "--jsonl", "--timeout", "0.000001"], input: input)
    #expect(slow.codes == ["timed_out", "timed_out"])
    let patient = try Jiaokan.run(["clean", "--jsonl", "--timeout", "1000"], input: input)
    #expect(patient.status == 0)
    #expect(patient.output == (try Jiaokan.run(["clean", "--jsonl"], input: input)).output)
  }

  @Test func cutsShardsBetweenRecords() throws {
    let texts = (0..<60).map { "第\($0)篇。" + article }
    let whole = try Jiaokan.run(["clean", "--jsonl"], input: lines(texts))
    let sharded = try Jiaokan.run(
      ["clean", "--jsonl", "--shard-size", "5K", "-o", "out.v1.jsonl"], input: lines(texts), in: folder.path)
    #expect(sharded.status == 0)
    let names = folder.names
    #expect(names.count > 3)
    #expect(names.first == "out-00000.v1.jsonl")
    #expect(try names.map { try folder.read($0) }.joined() == whole.text)
    for name in names.dropLast() { #expect(try folder.read(name).utf8.count >= 5 << 10) }
  }

  @Test(arguments: [
    ["clean", "--resume"], ["clean", "--shard-size", "1M"], ["clean", "--shard-size", "x", "-o", "y"],
    ["clean", "--timeout", "0"], ["clean", "--max-bytes", "2G"], ["clean", "--minimum-hanzi", "2"],
    ["clean", "--rejects", "-"], ["clean", "--rejects", "x", "-o", "x"], ["clean", "--mask", "name"],
    ["clean", "--drop-duplicates", "some"],
  ])
  func rejectsWrongUsage(_ arguments: [String]) throws {
    let outcome = try Jiaokan.run(arguments, in: folder.path)
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(folder.names.isEmpty)
  }
}
