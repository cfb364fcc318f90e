import TextCore

/// What a scan found reason to look at in a line.
struct Suspicion: OptionSet, Sendable {
  let rawValue: UInt16

  static let references = Suspicion(rawValue: 1 << 0)
  static let escapes = Suspicion(rawValue: 1 << 1)
  /// Readings behind characters, torn bytes.
  static let bytes = Suspicion(rawValue: 1 << 2)
  /// Western letters and signs in number.
  static let narrowMojibake = Suspicion(rawValue: 1 << 3)
  /// Rare ideographs in number.
  static let wideMojibake = Suspicion(rawValue: 1 << 4)
  static let forms = Suspicion(rawValue: 1 << 5)
  static let invisibles = Suspicion(rawValue: 1 << 6)
  static let spacing = Suspicion(rawValue: 1 << 7)
  static let punctuation = Suspicion(rawValue: 1 << 8)
  static let lostCharacters = Suspicion(rawValue: 1 << 9)
  static let privateUse = Suspicion(rawValue: 1 << 10)
}

/// A line that a fixer should look at; the range excludes the LF.
struct SuspectLine: Sendable {
  var range: Range<Int>
  var suspicion: Suspicion

  /// The suspect lines of a text behind a patch of such lines: those that it changed are looked at
  /// again, the others have moved. O(lines + edits), but for edits elsewhere, for which all is scanned again.
  static func moved(_ lines: [SuspectLine], by log: EditLog, in text: UnsafeBufferPointer<UInt8>)
    -> [SuspectLine]
  {
    var moved: [SuspectLine] = []
    moved.reserveCapacity(lines.count)
    var edits = log.edits[...]
    var shift = 0
    for line in lines {
      let start = line.range.lowerBound + shift
      var isChanged = false
      while let edit = edits.first, edit.source.lowerBound <= line.range.upperBound {
        guard edit.source.lowerBound >= line.range.lowerBound else { return DamageDetector.shared.scan(text) }
        shift += edit.target.count - edit.source.count
        edits.removeFirst()
        isChanged = true
      }
      let range = start..<line.range.upperBound + shift
      if isChanged {
        let found = DamageDetector.shared.scan(UnsafeBufferPointer(rebasing: text[range]))
        moved += found.map {
          SuspectLine(
            range: start + $0.range.lowerBound..<start + $0.range.upperBound, suspicion: $0.suspicion)
        }
      } else {
        moved.append(SuspectLine(range: range, suspicion: line.suspicion))
      }
    }
    return edits.isEmpty ? moved : DamageDetector.shared.scan(text)
  }
}
