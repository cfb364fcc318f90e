import TextCore

/// The fixer of spaces between all characters of a run, as text recognition and PDF leave them: `随 着 硬 件`.
///
/// Only a run in which every gap between single Chinese characters is the same, and which is longer than a list of
/// names can be taken for, or reads as text, is closed up; or all runs of a line on which no two ideographs stand
/// together. Single letters and digits inside of it, and what stands between the digits of a number, belong to it:
/// `第 2 3 届`.
enum Spacing {
  /// Gaps beside Chinese characters in a run before it counts: names of two characters with a space inside stand in
  /// twos and threes.
  private static let usualSpaces = 7
  /// The same of a run that reads as text.
  static let fewestSpaces = 5
  /// Nats a character: titles and labels reach 6, names in a row begin at 7.
  private static let leastPlausible: Float = 6.5
  /// What stands in a row at the head of a calendar or of columns, and reads as text.
  private static let numerals = Set("一二三四五六七八九十日".unicodeScalars.map(\.value))

  private enum Member {
    case chinese, alphanumeric
  }

  /// Gaps of the longest run on a line whose Chinese characters all stand apart: names have but one.
  private static let fewestSpacesOfLine = 3

  /// Characters with a gap before each but the first.
  private struct Run {
    var gaps: [Range<Int>] = []
    var characters: [UInt32] = []
    var gapsBesideChinese = 0
    /// The space that the gaps are made of, and how many of it.
    var space: UInt32 = 0
    var width = 0

    var isSpaced: Bool {
      if gapsBesideChinese >= usualSpaces, space == 0x20, width == 1 { return true }
      return gapsBesideChinese >= fewestSpaces && isText(characters)
    }
  }

  /// Spaces of one kind, one behind the other.
  private struct Gap {
    var range: Range<Int>
    var space: UInt32
    var width: Int
  }

  static func run(
    _ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>, into patch: inout Patch,
    report: inout DamageReport
  ) {
    var runs: [Run] = []
    var run = Run()
    var gap: Gap?
    // The character before, when it may belong to a run.
    var before: Member?
    var isEveryOneApart = true
    var index = line.lowerBound
    func close() {
      if !run.gaps.isEmpty { runs.append(run) }
      run = Run()
    }
    while index < line.upperBound {
      let (scalar, count) = UTF8Cursor.scalar(text, at: index)
      defer { index += count }
      if isSpace(scalar), before != nil, gap == nil || gap?.space == scalar {
        gap = Gap(
          range: (gap?.range.lowerBound ?? index)..<index + count, space: scalar, width: (gap?.width ?? 0) + 1
        )
        continue
      }
      let member = member(scalar, text, line, index)
      if let member, let gap, gap.width <= widestGap {
        if !run.gaps.isEmpty, run.space != gap.space || run.width != gap.width { close() }
        (run.space, run.width) = (gap.space, gap.width)
        run.gaps.append(gap.range)
        if member == .chinese || before == .chinese { run.gapsBesideChinese += 1 }
      } else {
        close()
        if gap == nil, before == .chinese, ScalarClass.isHanzi(scalar),
          ScalarClass.isHanzi(UTF8Cursor.scalar(text, before: index).value)
        {
          isEveryOneApart = false
        }
      }
      if member != nil { run.characters.append(scalar) }
      before = member
      gap = nil
    }
    close()
    let isLineSpaced =
      isEveryOneApart && runs.reduce(0) { $0 + $1.gapsBesideChinese } >= usualSpaces
      && runs.contains { $0.gapsBesideChinese >= fewestSpacesOfLine } && isText(runs.flatMap(\.characters))
    for run in runs where isLineSpaced || run.isSpaced {
      report.add(.spacing)
      for gap in run.gaps { patch.replace(gap, with: [], rule: .spacing, confidence: 0.95) }
    }
  }

  /// Spaces between two characters at most.
  private static let widestGap = 2

  private static func isSpace(_ scalar: UInt32) -> Bool {
    scalar == 0x20 || scalar == 0xA0 || scalar == 0x3000
  }

  private static func member(
    _ scalar: UInt32, _ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>, _ index: Int
  ) -> Member? {
    if ScalarClass.isHanzi(scalar) || ScalarClass.isChinesePunctuation(scalar) { return .chinese }
    let isAlone =
      (index == line.lowerBound || !isGraphic(text[index - 1]))
      && (index + 1 == line.upperBound || !isGraphic(text[index + 1]))
    let isMember =
      (0x30...0x39).contains(scalar) || ScalarClass.isLatinLetter(scalar) || scalar == 0x25
      || scalar == 0x2E
    return isAlone && isMember ? .alphanumeric : nil
  }

  private static func isText(_ characters: [UInt32]) -> Bool {
    2 * characters.count(where: numerals.contains) < characters.count
      && MojibakeStretches.score(characters) >= -leastPlausible * Float(characters.count)
  }

  /// Whether a byte is an ASCII character that shows.
  private static func isGraphic(_ byte: UInt8) -> Bool { byte > 0x20 && byte < 0x7F }
}
