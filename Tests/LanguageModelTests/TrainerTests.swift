import Glibc
import LanguageModel
import TestSupport
import Testing
import TextCore

@testable import LanguageModelTraining

/// Lines from a small grammar, so that a tiny model has something to learn.
private func sampleText(lines: Int, seed: UInt64) -> [UInt8] {
  var generator = Generator(seed: seed)
  let subjects = ["我们", "他们", "老師", "农民", "這家公司", "市政府"]
  let verbs = ["喜欢", "研究", "支持", "讨论了", "正在建设"]
  let objects = ["水利工程", "新的学校", "經濟問題", "一座桥", "3条铁路"]
  let text = (0..<lines).map { number in
    let clauses = (0...Int.random(in: 0...3, using: &generator)).map { _ in
      [subjects, verbs, objects].map { $0[Int.random(in: 0..<$0.count, using: &generator)] }.joined()
    }
    return clauses.joined(separator: "，") + "。"
  }
  return Array(text.joined(separator: "\n").utf8)
}

private let dictionary = ["# comment", "師\t师", "這\t这", "經\t经", "濟\t济", "問\t问", "題\t题"]

private let folding = Result { try Folding(dictionary: dictionary) }

private func sampleCorpus(weights: [Float] = [1, 1], heldOut interval: Int = 0) throws -> Corpus {
  var corpus = Corpus(folding: try folding.get(), heldOut: Corpus.HeldOut(every: interval))
  for (index, weight) in weights.enumerated() {
    corpus.add(sampleText(lines: 400, seed: UInt64(index)), name: "source\(index)", weight: weight)
  }
  return corpus
}

struct TrainerTests {
  private func model(size: Int = 1_000_000) throws -> (bytes: [UInt8], model: CharacterModel) {
    var corpus = try sampleCorpus()
    var trainer = Trainer()
    trainer.size = size
    let bytes = trainer.train(&corpus) { _ in }
    let table = try #require(TableFile(contents: bytes))
    return (bytes, try CharacterModel(table: table))
  }

  @Test func sameTextsGiveTheSameBytes() throws {
    #expect(try model().bytes == model().bytes)
  }

  @Test func listedNGramsSumToOneWithTheRest() throws {
    // Unpruned and pruned to a few contexts, the estimate itself is exact.
    for size in [1_000_000, 2_000, 500] {
      var corpus = try sampleCorpus()
      corpus.add(
        dictionary: Array("老师\t9\n研究生\t2\n".utf8), name: "dictionary", weight: 2, power: 0.5)
      corpus.close(minimumCount: 1)
      var estimate = KneserNey(counting: corpus, order: 4)
      estimate.estimate()
      _ = Pruning(estimate).apply(size: size, to: &estimate)
      estimate.estimate()
      #expect(abs(estimate.levels[0].probabilities.reduce(0, +) - 1) < 1e-5)
      for (below, level) in zip(estimate.levels, estimate.levels.dropFirst()) {
        // Over the listed n-grams of a context: the sum of p less what the back-off share would give them is
        // the rest of the back-off share.
        var own = [Float](repeating: 0, count: below.count)
        for n in 0..<level.count where level.isKept[n] {
          let context = Int(level.contexts[n])
          own[context] +=
            level.probabilities[n] - below.backoffs[context] * below.probabilities[Int(level.suffixes[n])]
        }
        for context in 0..<below.count where own[context] > 0 {
          #expect(abs(own[context] + below.backoffs[context] - 1) < 1e-4)
        }
      }
    }
  }

  @Test func equalWeightsChangeNothing() throws {
    func estimate(_ weight: Float) throws -> KneserNey {
      var corpus = try sampleCorpus(weights: [weight, weight])
      corpus.close(minimumCount: 1)
      var estimate = KneserNey(counting: corpus, order: 3)
      estimate.estimate()
      return estimate
    }
    for (once, thrice) in try zip(estimate(1).levels, estimate(3).levels) {
      #expect(once.keys == thrice.keys)
      #expect(zip(once.probabilities, thrice.probabilities).allSatisfy { abs($0 - $1) < 1e-5 })
    }
  }

  @Test func learnsTheSampleGrammar() throws {
    let model = try model().model
    #expect(model.order == 4)
    #expect(model.total("老师喜欢一座桥。") > model.total("老喜师欢一桥座。") + 5)
    #expect(model.total("老師研究經濟問題。") == model.total("老师研究经济问题。"))
  }

  @Test func learnsTheInsideOfWords() throws {
    let models = try ["", "# word, count\n鸳鸯\t400\n蝴蝶\t400\n蝴蝶结\t9\n"].map { words in
      var corpus = try sampleCorpus()
      corpus.add(Array("蝴蝶和鸳鸯很好。\n蝴蝶和桥很好。\n蝴蝶和老师很好。\n".utf8), name: "text", weight: 1)
      corpus.add(dictionary: Array(words.utf8), name: "dictionary", weight: 1, power: 0.5)
      let table = try #require(TableFile(contents: Trainer().train(&corpus) { _ in }))
      return try CharacterModel(table: table)
    }
    #expect(models[1].total("看见鸳鸯") > models[0].total("看见鸳鸯") + 1)
    // Behind a word anything may stand: what seldom goes on inside of one does not push out what text has there.
    #expect(models[1].total("蝴蝶和") > models[1].total("蝴蝶结"))
  }

  @Test func smallerModelsForetellLess() throws {
    let text = String(decoding: sampleText(lines: 30, seed: 99), as: UTF8.self).split(separator: "\n")
    let totals = try [60_000, 3_000].map { size in
      let model = try model(size: size).model
      return text.reduce(Float(0)) { $0 + model.total(String($1)) }
    }
    #expect(totals[0] > totals[1])
  }

  @Test func keepsDamageDuplicatesAndHeldOutLinesOut() throws {
    var corpus = Corpus(folding: try folding.get(), heldOut: Corpus.HeldOut(every: 2))
    // Lines 20 to 39 and 60 to 79 are held out.
    let lines = (0..<80).map { "第\(String(repeating: "甲", count: $0))行。" }
    let damaged = ["坏\u{FFFD}字", "锟斤拷锟斤拷", "鍚屾椂锛屾垜", "私\u{E123}用", "Ã¦\u{97}¥"]
    corpus.add(Array((lines + damaged + lines).joined(separator: "\n").utf8), name: "text", weight: 1)
    corpus.close(minimumCount: 1)
    let source = corpus.sources[0]
    #expect(source.damaged == damaged.count)
    #expect(source.duplicates == 80)
    #expect(source.heldOut.count == 40)
    #expect(source.lines == 40)
    #expect(source.heldOut.contains(Array(lines[25].utf8)))
  }

  @Test func runsOfRareHanziAreDamage() throws {
    var corpus = Corpus(folding: try folding.get(), heldOut: Corpus.HeldOut(every: 0))
    let common = (0..<20).map { "第\($0)行：" + String(repeating: "大家都说好，", count: 20) }
    let odd = ["大家都说龘好，都说靐好。", "鏃ユ湡鎴愪负，大家。"]
    corpus.add(Array((common + odd).joined(separator: "\n").utf8), name: "text", weight: 1)
    corpus.close(minimumCount: 1, rareShare: 0.002)
    #expect(corpus.sources[0].damaged == 1)
    #expect(corpus.sources[0].lines == 21)
  }

  @Test func dictionariesAreChecked() {
    #expect(throws: (any Error).self) { try Folding(dictionary: ["無"]) }
    #expect(throws: (any Error).self) { try Folding(dictionary: ["無無\t无"]) }
  }

  @Test func damagedFilesAreRefusedOrHarmless() throws {
    let bytes = try model(size: 20_000).bytes
    var generator = Generator(seed: 3)
    #expect(throws: CharacterModelError.notAModel) {
      try CharacterModel(table: #require(TableFile(contents: Array("JKT1\0\0\0\0".utf8))))
    }
    var refused = 0
    for _ in 0..<300 {
      var damaged = bytes
      for _ in 0..<3 {
        damaged[Int.random(in: damaged.indices, using: &generator)] = UInt8.random(
          in: 0...255, using: &generator)
      }
      guard let table = TableFile(contents: damaged), let model = try? CharacterModel(table: table) else {
        refused += 1
        continue
      }
      var state = model.start
      for _ in 0..<500 {
        let token = CharacterModel.Token.random(in: 0..<60, using: &generator)
        #expect(!model.score(token, after: state).isNaN)
        state = model.advance(state, with: token)
      }
      _ = model.token(of: UInt32.random(in: 0...0x11FFFF, using: &generator))
    }
    #expect(refused > 0)
  }
}

struct RadixSortTests {
  @Test func sortsStablyByTheGivenBits() {
    var generator = Generator(seed: 1)
    let numbers = (0..<5000).map { _ in UInt64.random(in: 0...UInt64.max, using: &generator) }
    var sorted = numbers
    radixSort(&sorted, bits: 8..<40) { $0 }
    let expected = numbers.enumerated().sorted {
      ($0.element >> 8 & 0xFFFF_FFFF, $0.offset) < ($1.element >> 8 & 0xFFFF_FFFF, $1.offset)
    }
    #expect(sorted == expected.map(\.element))
  }
}
