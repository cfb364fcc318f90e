import Segmentation
import TestSupport
import Testing

@Suite struct NewWordTests {
  private static func found(limit: Int? = nil) -> [NewWordFinder.Word] {
    var finder = NewWordFinder()
    if let limit { finder.maximumStrings = limit }
    var generator = Generator(seed: 8)
    let neighbours = ["开往", "停靠", "乘坐", "检修", "图书馆", "大桥", "明天", "旅客", "我们", "可以", "市民", "参观"]
    for _ in 0..<300 {
      let line = (0..<6).map { _ in
        Int.random(in: 0..<30, using: &generator) == 0
          ? "雁栖号" : neighbours[Int.random(in: 0..<neighbours.count, using: &generator)]
      }.joined()
      Array(line.utf8).withUnsafeBufferPointer { finder.add($0) }
    }
    return finder.words()
  }

  @Test func aWordOfNoDictionaryIsFound() throws {
    let word = try #require(Self.found().first { $0.text == "雁栖号" })
    #expect(word.count > 30 && word.score > 4)
  }

  @Test func partsOfItAndKnownWordsAreNot() {
    let found = Set(Self.found().map(\.text))
    #expect(found.isDisjoint(with: ["雁栖", "栖号", "大桥", "图书馆", "明天"]))
  }

  @Test func memoryIsBounded() {
    #expect(Self.found(limit: 200).contains { $0.text == "雁栖号" })
  }
}
