import TextCore

/// The text that was meant, and what was found wrong with the text that came.
public struct Repaired: Sendable {
  public var revision: Revision
  public var damage: [Damage]
}

/// Broken text to the text that was meant; the script stays as it is, lines stay lines.
public struct Repairer: Sendable {
  public struct Options: Sendable {
    /// Repairs below this confidence are reported as damage and not made.
    public var minimumConfidence: Float = 0.5
    /// An ICU transliterator ID or rules to run last, as `Fullwidth-Halfwidth`.
    public var transliteration: String?
    public init() {}
  }
  public let options: Options

  public init(options: Options = .init()) throws { self.options = options }

  /// Repairs lines of text separated by LF; the whole text is one page, whose fault is inferred together.
  public func repair(_ text: [UInt8]) -> Repaired {
    text.withUnsafeBufferPointer { source in
      var lines: [Range<Int>] = []
      var s = 0
      for (i, b) in source.enumerated() where b == 10 { lines.append(s..<i); s = i + 1 }
      lines.append(s..<source.count)
      var patch = Patch(source); var report = DamageReport()
      var fixer = ByteRepair(source, minimumConfidence: options.minimumConfidence)
      fixer.run(lines, into: &patch, report: &report)
      return Repaired(revision: patch.finish() ?? Revision(text: text, log: EditLog()), damage: report.damage)
    }
  }

  public func apply(to document: inout Document) {
    let repaired = repair(document.text)
    document.damage = repaired.damage
    document.apply(repaired.revision, stage: .repair)
  }
}
