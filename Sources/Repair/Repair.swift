import TextCore

/// The text that was meant, and what was found wrong with the text that came.
public struct Repaired: Sendable {
  public var revision: Revision
  /// Kinds of damage, named for their fixers, with the number of places; repaired or not.
  public var damage: [Damage]
}

/// Broken text to the text that was meant; the script stays as it is, lines stay lines.
///
/// A scan finds suspect lines (`DamageDetector`); clean text passes it untouched and uncopied. Fixers then work on
/// those lines alone, one after the other, until nothing changes any more, so that repairing twice is repairing once.
public struct Repairer: Sendable {
  public struct Options: Sendable {
    /// Repairs below this confidence are reported as damage and not made. Torn text says nothing as it stands, and a reading
    /// of it that errs mostly errs in the lost byte alone, so little is asked.
    public var minimumConfidence: Float = 0.25
    /// The same for bytes that misread text has lost: below it, U+FFFD stands for them, and the text around comes out
    /// right all the same. No repair is made below `minimumConfidence` either.
    public var minimumGuessConfidence: Float = 0.45
    /// The same for repairs of torn bytes between which characters vanished without a trace: a wrong reading has another
    /// length than the text there and takes what follows with it.
    public var minimumGapConfidence: Float = 0.8
    /// What is known of the fault of the site that the pages are from.
    public var damageProfile: DamageProfile?
    /// The fixers that run. All do by default but `fullWidth`.
    public var rules = Set(RepairRule.switches).subtracting([.fullWidth])
    /// Whether punctuation is made full-width or half-width.
    public var punctuation = PunctuationStyle.keep
    /// An ICU transliterator ID or rules to run last, as `Fullwidth-Halfwidth`.
    public var transliteration: String?
    public init() {}
  }
  public let options: Options
  private let transliteration: Transliteration?

  /// Rounds after which a text that still changes is taken as it is: references escaped that often are rare, and
  /// each round undoes all levels of one kind.
  private static let longestRounds = 16

  /// - Throws: `ICUTransliteratorError` when `options.transliteration` is neither an ID nor rules that ICU takes.
  public init(options: Options = .init()) throws {
    self.options = options
    transliteration = try options.transliteration.map(Transliteration.init)
  }

  /// Repairs lines of text separated by LF; the whole text is one page, whose fault is inferred together.
  ///
  /// Linear in the text; the search in torn lines is bounded by a budget for each byte, beyond which damage is
  /// reported and stays.
  ///
  /// - Parameters:
  ///   - text: valid UTF-8.
  ///   - misreading: how the page's text is known to have been misread; nil leaves that to be inferred.
  public func repair(_ text: [UInt8], misreading: Misreading? = nil) -> Repaired {
    var revision = Revision(text: text, log: EditLog())
    var report = DamageReport()
    var misreading = misreading
    var suspects = text.withUnsafeBufferPointer(DamageDetector.shared.scan)
    for round in 0..<Self.longestRounds {
      // Damage that stays is found again in each round, and counted in the first.
      var found = DamageReport()
      let isChanged = runFixers(
        on: &revision, suspects: &suspects, misreading: &misreading, report: &found)
      if round == 0 { report = found }
      if !isChanged { break }
    }
    for fix in [
      options.rules.contains(.fullWidth) ? FullWidth.run : nil, options.punctuation == .keep ? nil : restyle,
    ] {
      if let fix { run(on: &revision, fix) }
    }
    if let transliteration {
      run(on: &revision) { source, patch in transliteration.run(source, into: &patch) }
    }
    return Repaired(revision: revision, damage: report.damage)
  }

  public func apply(to document: inout Document) {
    let repaired = repair(document.text, misreading: document.misreading)
    document.damage = repaired.damage
    document.apply(repaired.revision, stage: .repair)
  }

  private func restyle(_ source: UnsafeBufferPointer<UInt8>, into patch: inout Patch) {
    Punctuation.run(source, as: options.punctuation, into: &patch)
  }

  // MARK: Rounds

  private typealias LineFixer =
    @Sendable (
      UnsafeBufferPointer<UInt8>, Range<Int>, inout Patch, inout DamageReport
    ) -> Void

  /// Fixers that look at one line at a time, in the order in which damage was done last: what one of them brings to
  /// light is for the next one.
  private static let lineFixers: [(rule: RepairRule, suspicion: Suspicion, fix: LineFixer)] = [
    (.references, .references, { References.run($0, $1, into: &$2, report: &$3) }),
    (.escapes, .escapes, { Escapes.run($0, $1, into: &$2, report: &$3) }),
    (.invisibles, .invisibles, { Invisibles.run($0, $1, into: &$2, report: &$3) }),
    (.spacing, .spacing, { Spacing.run($0, $1, into: &$2, report: &$3) }),
    (.doubledPunctuation, .punctuation, { DoubledPunctuation.run($0, $1, into: &$2, report: &$3) }),
    (.lostCharacters, .lostCharacters, { LostCharacters.run($0, $1, into: &$2, report: &$3) }),
  ]

  /// Those that replace characters by others: while bytes are torn, the characters that stand there tell which.
  private static let formFixers: [(rule: RepairRule, suspicion: Suspicion, fix: LineFixer)] = [
    (.compatibilityForms, .forms, { CompatibilityForms.run($0, $1, into: &$2, report: &$3) }),
    (.privateUse, .privateUse, { PrivateUse.run($0, $1, into: &$2, report: &$3) }),
  ]

  /// One round of all fixers; whether anything changed.
  ///
  /// - Parameters:
  ///   - suspects: the suspect lines of the text, before this round and then behind it.
  ///   - misreading: what is known of the page, and then what this round found out for the next one.
  private func runFixers(
    on revision: inout Revision, suspects: inout [SuspectLine], misreading: inout Misreading?,
    report: inout DamageReport
  ) -> Bool {
    let known = misreading
    misreading = nil
    if suspects.isEmpty, known == nil { return false }
    var isChanged = false
    func pass(
      _ suspicion: Suspicion, _ body: (UnsafeBufferPointer<UInt8>, [SuspectLine], inout Patch) -> Void
    ) {
      let lines = suspects.filter { !$0.suspicion.isDisjoint(with: suspicion) }
      if lines.isEmpty { return }
      if let log = run(on: &revision, { body($0, lines, &$1) }) {
        isChanged = true
        suspects = revision.text.withUnsafeBufferPointer { SuspectLine.moved(suspects, by: log, in: $0) }
      }
    }
    let minimumConfidence = options.minimumConfidence
    let guessConfidence = max(minimumConfidence, options.minimumGuessConfidence)
    let least = ByteRepair.LeastConfidence(
      ordinary: minimumConfidence, acrossGaps: max(minimumConfidence, options.minimumGapConfidence))
    let site = options.damageProfile
    if options.rules.contains(.mojibake) {
      if let known {
        let reread = run(on: &revision) { source, patch in
          let fixer = Mojibake(source, minimumConfidence: guessConfidence)
          fixer.reread(as: known, into: &patch, report: &report)
        }
        if reread != nil {
          isChanged = true
          suspects = revision.text.withUnsafeBufferPointer(DamageDetector.shared.scan)
        }
      }
      pass([.narrowMojibake, .wideMojibake]) { source, lines, patch in
        let fixer = Mojibake(source, minimumConfidence: guessConfidence)
        for line in lines { fixer.run(line, into: &patch, report: &report) }
        if known == nil { misreading = fixer.misreading }
      }
    }
    func passLines(_ fixers: [(rule: RepairRule, suspicion: Suspicion, fix: LineFixer)]) {
      for (rule, suspicion, fix) in fixers where options.rules.contains(rule) {
        pass(suspicion) { source, lines, patch in
          for line in lines { fix(source, line.range, &patch, &report) }
        }
      }
    }
    passLines(Self.lineFixers)
    if options.rules.contains(.splits) || options.rules.contains(.annotations) {
      pass(.bytes) { source, lines, patch in
        var fixer = ByteRepair(source, leastConfidence: least, site: site)
        fixer.run(lines.map(\.range), into: &patch, report: &report)
      }
    }
    passLines(Self.formFixers)
    return isChanged
  }

  /// Lets `body` write a patch over the text; the log of the patch, or nil if it changed nothing.
  @discardableResult
  private func run(on revision: inout Revision, _ body: (UnsafeBufferPointer<UInt8>, inout Patch) -> Void)
    -> EditLog?
  {
    let next: Revision? = revision.text.withUnsafeBufferPointer { source in
      var patch = Patch(source)
      body(source, &patch)
      return patch.finish()
    }
    guard let next else { return nil }
    revision.text = next.text
    revision.log =
      revision.log.isEmpty ? next.log : revision.log.composed(with: next.log)
    return next.log
  }
}
