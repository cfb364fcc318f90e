import FaultSimulator
import Repair
import TestSupport
import Testing
import TextCore

@Suite struct RepairPropertyTests {
  static let sentences = [
    "市委領導昨天上午來到東城區檢查夏季用電情況，要求各部門認真負責。",
    "氣象臺發布暴雨預警，當地學校停課一天；市民出門應當注意安全！",
    "會議指出，要加強對經濟形勢的研究，推動產業發展、擴大就業。可以預計，明年將有更多企業參加。",
    "記者從交通部門獲悉，新的地鐵線路將於下個月開通，沿線共設十二個車站。",
    "“這項工程關係到千家萬戶，”負責人說，“我們一定按時完成任務。”",
  ]

  static let keys: [(key: Unicode.Scalar, reading: String)] = [
    ("領", "lǐng"), ("導", "dǎo"), ("東", "dōng"), ("區", "qū"), ("檢", "jiǎn"), ("電", "diàn"), ("情", "qíng"),
    ("數", "shù"), ("門", "mén"), ("認", "rèn"), ("責", "zé"), ("氣", "qì"), ("發", "fā"), ("會", "huì"),
    ("經", "jīng"),
    ("濟", "jì"), ("對", "duì"), ("業", "yè"), ("從", "cóng"), ("線", "xiàn"), ("車", "chē"), ("個", "gè"),
    ("務", "wù"),
  ]

  static let faults: [AnnotatedGBKFault] = [
    AnnotatedGBKFault(annotations: keys),
    AnnotatedGBKFault(
      annotations: Array(keys.prefix(12)), delimiters: ["，", "。", "；"], replacement: "\u{FFFD}"),
    AnnotatedGBKFault(
      annotations: Array(keys.suffix(14)), delimiters: ["、", "。"], swallows: false, folding: [:]),
    AnnotatedGBKFault(annotations: keys.reversed(), delimiters: [], dropsPrivateUse: false),
  ]

  @Test(arguments: faults.indices)
  func brokenPageComesOutRight(_ index: Int) throws {
    let fault = Self.faults[index]
    let meant = Self.sentences.joined(separator: "\n")
    let repaired = try Repairer().repair(Array(fault.broken(meant).utf8))
    let expected = String(String.UnicodeScalarView(meant.unicodeScalars.map { fault.folding[$0] ?? $0 }))
    #expect(String(decoding: repaired.revision.text, as: UTF8.self) == expected)
  }

  /// Texts of all kinds: broken ones, clean ones, and random scalars among the signs that fixers look for.
  static func samples(seed: UInt64, count: Int) -> [[UInt8]] {
    var generator = Generator(seed: seed)
    let signs = Array("?？&#x;%u\\(),、。！ 領(lǐng)à\u{FFFD}é鏃ユ湡锟斤拷Ã¥Â\u{200B}🌟\n1a;amp;lt").map(String.init)
    return (0..<count).map { _ in
      var text = sentences.randomElement(using: &generator) ?? ""
      if Bool.random(using: &generator) {
        text = faults.randomElement(using: &generator)?.broken(text) ?? text
      }
      var characters = text.map(String.init)
      for _ in 0..<Int.random(in: 0...12, using: &generator) {
        let place = Int.random(in: 0...characters.count, using: &generator)
        characters.insert(signs.randomElement(using: &generator) ?? "?", at: place)
      }
      return Array(characters.joined().utf8)
    }
  }

  @Test func undoGivesTheInputBackAndLinesStayLines() throws {
    let repairer = try Repairer()
    for sample in Self.samples(seed: 1, count: 60) {
      let repaired = repairer.repair(sample)
      #expect(try repaired.revision.log.undo(repaired.revision.text) == sample)
      #expect(repaired.revision.text.count { $0 == 0x0A } == sample.count { $0 == 0x0A })
      #expect(String(validating: repaired.revision.text, as: UTF8.self) != nil)
    }
  }

  @Test func repairingTwiceIsRepairingOnce() throws {
    let repairer = try Repairer()
    for sample in Self.samples(seed: 2, count: 60) {
      let once = repairer.repair(sample).revision.text
      let twice = repairer.repair(once).revision.text
      #expect(twice == once, "\(String(decoding: sample, as: UTF8.self))")
    }
  }

  @Test func cleanTextIsNotTouched() throws {
    let text = Array(Self.sentences.joined(separator: "\n").utf8)
    let repaired = try Repairer().repair(text)
    #expect(repaired.revision.text == text)
    #expect(repaired.revision.log.isEmpty)
    #expect(repaired.damage.isEmpty)
  }

  /// The fixers whose edits a forward run of the fault must certify.
  private static let certifiedRules: Set = ["splits", "lostBytes", "annotations", "mojibake"]

  /// No fault may certify an arbitrary edit of clean text: 1,000 substitutions and insertions, none of which comes
  /// back certified.
  @Test func plantedEditsAreNotCertified() throws {
    let repairer = try Repairer()
    var generator = Generator(seed: 3)
    let alphabet = Array((Self.sentences.joined() + "?!.,;:()&#%a1是的了鏃é\u{FFFD}").unicodeScalars)
    for _ in 0..<1_000 {
      var scalars = Array((Self.sentences.randomElement(using: &generator) ?? "").unicodeScalars)
      let place = Int.random(in: 0..<scalars.count, using: &generator)
      let planted = alphabet.randomElement(using: &generator) ?? "?"
      if Bool.random(using: &generator) {
        scalars[place] = planted
      } else {
        scalars.insert(planted, at: place)
      }
      let text = String(String.UnicodeScalarView(scalars))
      let log = repairer.repair(Array(text.utf8)).revision.log
      let certified = log.edits.map(log.ruleName).filter(Self.certifiedRules.contains)
      #expect(certified.isEmpty, "\(text)")
    }
  }

  /// A comma typed twice is no text of two sources; two different marks are, and so are commas doubled throughout.
  @Test(arguments: [
    ("成本估计,，以及说明", "成本估计,，以及说明"), ("成本,，以及,，说明", "成本，以及，说明"), ("电源,、直流屏", "电源、直流屏"),
  ])
  func doubledPunctuationNeedsEvidence(_ text: String, _ expected: String) throws {
    let repaired = try Repairer().repair(Array(text.utf8))
    #expect(String(decoding: repaired.revision.text, as: UTF8.self) == expected)
  }

  @Test func hostileTextTakesBoundedTime() throws {
    let repairer = try Repairer()
    for unit in ["?", "??、", "\u{FFFD}。", "領(lǐng)?shù)", "&amp;", "%E4", "Ã¥", "鏃ユ", "a(a)"] {
      let text = String(repeating: unit, count: 1_000)
      _ = repairer.repair(Array(text.utf8))
    }
  }

  @Test func confidenceBelowTheMinimumLeavesTheTextAndReportsIt() throws {
    var options = Repairer.Options()
    options.minimumConfidence = 1.1
    let broken = Self.faults[0].broken(Self.sentences[2])
    let repaired = try Repairer(options: options).repair(Array(broken.utf8))
    #expect(repaired.damage.contains { $0.kind == "splits" })
    #expect(!repaired.revision.log.edits.contains { repaired.revision.log.ruleName($0) == "splits" })
  }

  /// What the model chose for lost bytes is told apart from what the bytes decide.
  @Test func charactersThatTheModelChoseSaySo() throws {
    let broken = AnnotatedGBKFault(annotations: []).broken("會議今天結束。可以預計，明年將有更多企業參加。")
    let log = try Repairer().repair(Array(broken.utf8)).revision.log
    #expect(log.edits.map(log.ruleName) == ["lostBytes", "splits"])
  }

  @Test func damageThatNothingRestoresIsReported() throws {
    let repairer = try Repairer()
    for text in ["锟斤拷锟斤拷网站", "本市昨天\u{FFFD}\u{FFFD}发布公告"] {
      let repaired = repairer.repair(Array(text.utf8))
      #expect(repaired.revision.log.isEmpty)
      #expect(!repaired.damage.isEmpty)
    }
  }

  @Test func transliterationRunsLastAndIsRecorded() throws {
    var options = Repairer.Options()
    options.transliteration = "Fullwidth-Halfwidth"
    let text = Array("编号：ＡＢ１２\n第二行".utf8)
    let repaired = try Repairer(options: options).repair(text)
    #expect(String(decoding: repaired.revision.text, as: UTF8.self) == "编号:AB12\n第二行")
    #expect(repaired.revision.log.edits.count == 5)
    #expect(try repaired.revision.log.undo(repaired.revision.text) == text)
    options.transliteration = "No-Such-Thing"
    #expect(throws: (any Error).self) { try Repairer(options: options) }
  }

  @Test(.enabled(if: SharedFiles.exist, "needs ../shared"))
  func aRealPageComesOutRight() throws {
    let page = try SharedFiles.text("seeds/002_d19b5d802b4951d4.txt")
    let truth = try SharedFiles.text("truth/seed002_trad_truth.txt")
    #expect(try Self.difference(page, truth) <= 3)
  }

  /// The same page, broken by other tables, delimiters and decoders.
  @Test(.enabled(if: SharedFiles.exist, "needs ../shared"), arguments: [0, 1, 2, 3, 4, 5, 7, 8])
  func aRealPageBrokenAnewComesOutRight(_ number: Int) throws {
    let truth = try SharedFiles.text("truth/seed002_trad_truth.txt")
    let delimiters: [[Unicode.Scalar]] = [["？", "、", "！"], ["、"], ["。", "；"]]
    let fault = AnnotatedGBKFault(
      annotations: Array(Self.keys.dropFirst(3 * (number % 4))), delimiters: delimiters[number % 3],
      replacement: number.isMultiple(of: 2) ? "?" : "\u{FFFD}", swallows: number < 3)
    // What GBK lacks is lost before the fault comes upon it.
    let whole = AnnotatedGBKFault(annotations: [], delimiters: [])
    let difference = try Self.difference(fault.broken(truth), whole.broken(truth))
    if number.isMultiple(of: 3) {
      // Not reached yet: with the delimiters ？、！ and this table, 18 and 19 characters stay broken.
      withKnownIssue { #expect(difference <= 3) }
    } else {
      #expect(difference <= 3)
    }
  }

  /// Characters that differ between the repaired text and what was meant; one that was replaced counts once.
  private static func difference(_ broken: String, _ meant: String) throws -> Int {
    let text = String(decoding: try Repairer().repair(Array(broken.utf8)).revision.text, as: UTF8.self)
    #expect(text.count { $0.isNewline } == meant.count { $0.isNewline })
    return zip(text.split(whereSeparator: \.isNewline), meant.split(whereSeparator: \.isNewline)).reduce(0) {
      let changes = $1.0.unicodeScalars.difference(from: $1.1.unicodeScalars)
      return $0 + max(changes.insertions.count, changes.removals.count)
    }
  }
}
