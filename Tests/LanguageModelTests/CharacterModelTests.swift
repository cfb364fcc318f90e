import Glibc
import LanguageModel
import TestSupport
import Testing
import TextCore

extension CharacterModel {
  /// The sum of a text's scores from a line's beginning, its end included.
  func total(_ text: String) -> Float {
    var state = start
    var sum: Float = 0
    for scalar in text.unicodeScalars.map(\.value) + [0x0A] {
      let token = token(of: scalar)
      sum += score(token, after: state)
      state = advance(state, with: token)
    }
    return sum
  }

  func state(behind text: String) -> State {
    text.unicodeScalars.reduce(start) { advance($0, with: token(of: $1.value)) }
  }

  func tokens(_ text: String) -> [Token] { text.unicodeScalars.map { token(of: $0.value) } }
}

struct CharacterModelTests {
  let model = CharacterModel.builtIn

  @Test func foldsWhatReadsAlike() {
    #expect(model.tokens("發展經濟，７Ｋ") == model.tokens("发展经济,0x"))
    #expect(model.tokens("「甲」『乙』；：！？（）") == model.tokens("“甲”‘乙’;:!?()"))
    #expect(model.tokens("年月日").allSatisfy { $0 > 3 })
    #expect(Set(model.tokens("的了。，、")).count == 5)
  }

  @Test func whiteSpaceAddsNothing() {
    #expect(model.tokens(" \t\r\u{3000}\u{A0}\u{200B}\u{FEFF}").allSatisfy { $0 == CharacterModel.skipped })
    #expect(model.state(behind: "今天 天气") == model.state(behind: "今天天气"))
    #expect(model.total("今天 天气\u{3000}很好。") == model.total("今天天气很好。"))
    #expect(model.score(CharacterModel.skipped, after: model.start) == 0)
  }

  @Test func runsCountOnce() {
    #expect(model.total("2023年，共有GDP") == model.total("1年，共有A"))
    #expect(model.state(behind: "第12") == model.state(behind: "第3"))
    #expect(model.score(model.token(of: 0x35), after: model.state(behind: "第12")) == 0)
    #expect(model.total("一一") != model.total("一"))
  }

  @Test func guessingFindsWhatTheTrieDoes() {
    var guessing = GuessingModel()
    for text in ["", "今天天气", "第12", "会议由", "他说：“", "龘", "\u{E000}", "發"] {
      let state = model.state(behind: text)
      let differing = (Array(0..<CharacterModel.Token(model.vocabularyCount)) + [CharacterModel.skipped])
        .count {
          guessing.step(state, with: $0) != model.step(state, with: $0)
        }
      #expect(differing == 0)
    }
  }

  @Test func lineEndBeginsALine() {
    #expect(model.token(of: 0x0A) == CharacterModel.lineEnd)
    #expect(model.state(behind: "会议结束。\n") == model.start)
    let end = CharacterModel.lineEnd
    #expect(
      model.score(end, after: model.state(behind: "会议到此结束。"))
        > model.score(end, after: model.state(behind: "会议到此")))
  }

  @Test func theLastTokensAreTheState() {
    #expect(model.state(behind: "他们认为经济发展") == model.state(behind: "我们知道经济发展"))
    #expect(model.state(behind: "我们的") != model.state(behind: "我们和"))
    #expect(Set([model.start, model.state(behind: ""), model.state(behind: "\n")]).count == 1)
  }

  @Test func probabilitiesSumToOne() {
    var generator = Generator(seed: 20)
    let texts = ["", "我们", "全国人民代表", "他说，", "會議通過了", "共3", "。", "龘", "為了保護環境，"]
    let random = (0..<10).map { _ in
      (0..<3).map { _ in
        CharacterModel.Token.random(in: 0..<CharacterModel.Token(model.vocabularyCount), using: &generator)
      }
    }
    let states = texts.map(model.state(behind:)) + random.map { $0.reduce(model.start, model.advance) }
    for state in states {
      let sum = (0..<CharacterModel.Token(model.vocabularyCount)).reduce(into: Float(0)) { sum, token in
        // Within a run its symbol stands for no new one.
        let isRun = model.advance(state, with: token) == state && model.score(token, after: state) == 0
        if !isRun { sum += expf(model.score(token, after: state)) }
      }
      #expect(sum > 0.9 && sum < 1.05, "\(state): \(sum)")
    }
  }

  @Test(arguments: [
    "这座城市去年新建了三十多公里的自行车道。", "老人在河边种下一排柳树，如今已经成荫。",
    "專家認為，這項研究有助於了解氣候變化的影響。", "记者昨日从有关部门获悉，新的图书馆将于明年开放。",
  ])
  func sentencesBeatTheirShuffles(sentence: String) {
    var generator = Generator(seed: 7)
    for _ in 0..<20 {
      let shuffled = String(sentence.shuffled(using: &generator))
      #expect(shuffled == sentence || model.total(sentence) > model.total(shuffled) + 10)
    }
  }

  @Test func aStepIsScoreAndAdvance() {
    var state = model.start
    for scalar in "这是２０２０年的ABC 龘，\u{1F600}。\n下一行".unicodeScalars.map(\.value) {
      let token = model.token(of: scalar)
      let step = model.step(state, with: token)
      #expect(step.score == model.score(token, after: state))
      state = model.advance(state, with: token)
      #expect(step.state == state)
    }
  }

  @Test func unknownCharactersAreUnlikely() {
    let unknown = model.token(of: 0x1F600)
    #expect(unknown == 0)
    #expect(model.token(of: 0x110000) == 0)
    #expect(model.token(of: .max) == 0)
    let score = model.score(unknown, after: model.state(behind: "我们"))
    #expect(score < -12 && score.isFinite)
    // Tokens beyond the vocabulary are the unknown one.
    let beyond = CharacterModel.Token(model.vocabularyCount)
    #expect(model.score(beyond, after: model.start) == model.score(0, after: model.start))
    #expect(model.advance(model.start, with: beyond) == model.advance(model.start, with: 0))
  }
}

struct LineScoreTests {
  @Test func scoresLinesLikeTheirCharacters() throws {
    let model = CharacterModel.builtIn
    let line = "水库在2020年修好了。"
    let score = Array(line.utf8).withUnsafeBufferPointer { model.score(line: $0) }
    let end = model.score(CharacterModel.lineEnd, after: model.state(behind: line))
    #expect(abs(Float(score.logProbability) - (model.total(line) - end)) < 0.01)
    #expect(score.hanzi == 7)
    #expect(score.unknownHanzi == 0)
    let mean = try #require(score.meanPerHanzi)
    #expect(mean < -0.5 && mean > -7)
  }

  @Test func mojibakeScoresLow() throws {
    let model = CharacterModel.builtIn
    let means = ["我们昨天讨论了这个问题。", "鎴戜滑鏄ㄥぉ璁ㄨ浜嗚繖涓棶棰樸"].map { line in
      Array(line.utf8).withUnsafeBufferPointer { model.score(line: $0).meanPerHanzi ?? 0 }
    }
    #expect(means[0] > means[1] + 4)
  }

  @Test func linesWithoutHanziHaveNoMean() {
    for line in ["", "abc 123", "\u{3000}"] {
      let score = Array(line.utf8).withUnsafeBufferPointer { CharacterModel.builtIn.score(line: $0) }
      #expect(score.meanPerHanzi == nil)
    }
  }
}
