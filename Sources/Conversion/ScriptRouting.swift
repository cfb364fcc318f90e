import TextCore

/// Judges the script of each sentence before it is touched.
struct ScriptRouting {
  let text: UnsafeBufferPointer<UInt8>
  let table: ConversionTable

  /// Japanese and Korean without kana and hangul are headings, names and parts of a list; what is longer is
  /// Chinese.
  private static let longestBareForeign = 16

  /// What the sentences so far show, and the verdict on the first pages once a sentence has asked for it.
  private var seen = Summary()
  private var beginning: Sentence.Verdict?

  init(text: UnsafeBufferPointer<UInt8>, table: ConversionTable) {
    self.text = text
    self.table = table
  }

  /// Calls `body` with every stretch of the text, from left to right, and whether it is to be converted.
  /// O(text).
  mutating func forEachSpan(_ body: (_ range: Range<Int>, _ isTraditional: Bool) -> Void) {
    // The stretch that grows, and what it is.
    var pending = 0..<0
    var isTraditional = false
    func extend(to end: Int, as isNextTraditional: Bool) {
      if isNextTraditional != isTraditional {
        if !pending.isEmpty { body(pending, isTraditional) }
        pending = pending.upperBound..<end
        isTraditional = isNextTraditional
      } else {
        pending = pending.lowerBound..<end
      }
    }
    while pending.upperBound < text.count {
      let sentence = Sentence(in: text, from: pending.upperBound)
      defer { seen.add(sentence) }
      if sentence.foreign > 0, sentence.isConvertible {
        for clause in chineseClauses(of: sentence) {
          extend(to: clause.lowerBound, as: false)
          extend(to: clause.upperBound, as: true)
        }
        extend(to: sentence.range.upperBound, as: false)
      } else {
        // What no table changes goes with what stands before it: few long stretches cost less than many.
        let goesOn = sentence.isConvertible ? self.isTraditional(sentence) : isTraditional
        extend(to: sentence.range.upperBound, as: goesOn)
      }
    }
    if !pending.isEmpty { body(pending, isTraditional) }
  }

  /// Whether a sentence without kana and hangul is to be converted.
  private mutating func isTraditional(_ sentence: Sentence) -> Bool {
    switch sentence.verdict {
    case .foreign, .simplified: return false
    case .traditional: return !isForeignHeading(sentence)
    case .neutral:
      switch documentVerdict {
      case .traditional: return true
      case .simplified, .foreign: return false
      case .neutral: return hasPhraseEvidence(sentence)
      }
    }
  }

  /// Whether a sentence may be Japanese or Korean without kana and hangul: it is short, the text has much of them
  /// elsewhere, and modern Japanese writes all its characters but one (a name) as it does.
  private mutating func isForeignHeading(_ sentence: Sentence) -> Bool {
    guard sentence.hanzi < Self.longestBareForeign, documentVerdict == .foreign else { return false }
    var offset = sentence.range.lowerBound
    var chinese = 0
    while let scalar = text.scalar(at: offset), offset < sentence.range.upperBound {
      if ScriptTable.shared.isTraditionalChineseOnly(scalar.value) { chinese += 1 }
      offset += scalar.count
    }
    return chinese < 2
  }

  /// In a Chinese sentence that quotes Japanese or Korean, the clauses that are Chinese; else none. It is Chinese
  /// when the clauses without kana and hangul hold more than the others, and more than a heading's evidence.
  private func chineseClauses(of sentence: Sentence) -> [Range<Int>] {
    var clauses: [Sentence] = []
    var start = sentence.range.lowerBound
    while start < sentence.range.upperBound {
      clauses.append(Sentence(in: text, from: start, endsWithClause: true))
      start = clauses.last?.range.upperBound ?? text.count
    }
    let chinese = clauses.filter { $0.foreign * 4 < $0.hanzi || $0.foreign == 0 }
    let hanzi = chinese.reduce(0) { $0 + $1.hanzi }
    let evidence = chinese.reduce(0) { $0 + $1.evidence }
    let foreign = sentence.hanzi - hanzi + sentence.foreign
    guard hanzi > foreign, evidence >= 8, !sentence.holdsJapaneseForm else { return [] }
    return chinese.map(\.range)
  }

  /// Whether a phrase or a context rule changes the sentence: characters alone are too little where nothing else
  /// tells the script.
  private func hasPhraseEvidence(_ sentence: Sentence) -> Bool {
    guard sentence.evidence >= 0 else { return false }
    let trial = ConversionRun.revision(of: UnsafeBufferPointer(rebasing: text[sentence.range])) {
      $0.convert(0..<sentence.range.count, table)
    }
    return trial.log.edits.contains { $0.rule != UInt16(ConversionRule.character.rawValue) }
  }

  // MARK: The text around a sentence

  /// What several sentences show together.
  struct Summary {
    var traditional = 0
    var simplified = 0
    var evidence = 0
    var hanzi = 0
    var foreign = 0

    /// Scripts are counted in hanzi; each sentence's evidence is clipped, so that no single one decides.
    mutating func add(_ sentence: Sentence) {
      foreign &+= sentence.foreign
      hanzi &+= sentence.hanzi
      let verdict = sentence.verdict
      if verdict == .traditional { traditional &+= sentence.hanzi }
      if verdict == .simplified { simplified &+= sentence.hanzi }
      if verdict != .foreign { evidence &+= max(-8, min(8, sentence.evidence)) }
    }

    /// The verdict for sentences that say nothing themselves.
    var verdict: Sentence.Verdict {
      if foreign > 0, foreign * 10 >= hanzi { return .foreign }
      if evidence >= 2 { return .traditional }
      return evidence <= -2 ? .simplified : .neutral
    }
  }

  /// What the first bytes of the text show, up to the end of a sentence. O(count).
  func summary(ofFirst count: Int) -> Summary {
    var summary = Summary()
    var start = 0
    while start < min(count, text.count) {
      let sentence = Sentence(in: text, from: start)
      summary.add(sentence)
      start = sentence.range.upperBound
    }
    return summary
  }

  /// The document's verdict, as far as the sentences before this one show it; near the beginning, as the first
  /// pages do. So a text is read once, however long.
  private var documentVerdict: Sentence.Verdict {
    mutating get {
      if seen.hanzi + seen.foreign >= Self.enough { return seen.verdict }
      let verdict = beginning ?? summary(ofFirst: Self.firstPages).verdict
      beginning = verdict
      return verdict
    }
  }
  private static let enough = 2000
  private static let firstPages = 1 << 14
}
