import FaultSimulator
import HanData

/// Clean text broken anew, always in the same way.
public enum DamageGenerator {
  /// A line as it was meant and as it was found.
  public struct Pair {
    public var meant: String
    public var broken: String
    /// Whether all bytes but those of torn characters are there: no private-use character vanished.
    public var isWhole = true
  }

  /// Faults of torn bytes, by what was torn: tables, delimiters, decoders and cleaners differ.
  public static func byteFaults(of text: String) -> [(name: String, fault: AnnotatedGBKFault)] {
    let half = keys(of: text, every: 2)
    let third = keys(of: text, every: 3)
    return [
      ("keys", AnnotatedGBKFault(annotations: half, delimiters: [])),
      (
        "keys",
        AnnotatedGBKFault(
          annotations: third, delimiters: [], replacement: "\u{FFFD}", swallows: false, folding: [:])
      ),
      ("delimiters", AnnotatedGBKFault(annotations: [])),
      ("delimiters", AnnotatedGBKFault(annotations: [], delimiters: ["，", "。", "；", "："])),
      ("both", AnnotatedGBKFault(annotations: half)),
      (
        "both",
        AnnotatedGBKFault(
          annotations: third, delimiters: ["，", "。", "；"], replacement: "\u{FFFD}", swallows: false,
          folding: [:])
      ),
    ]
  }

  /// Lines that the fault tore, without those of which the decoder swallowed a digit or a space. Real question marks, and what GBK lacks, cannot be told from torn bytes.
  public static func torn(_ lines: [String], by fault: AnnotatedGBKFault) -> [Pair] {
    let whole = AnnotatedGBKFault(annotations: [], delimiters: [], folding: fault.folding)
    return lines.compactMap { line in
      guard !line.contains("？"), !line.contains("?") else { return nil }
      let broken = fault.broken(line)
      guard broken.unicodeScalars.contains(fault.replacement) else { return nil }
      let meant = whole.broken(line)
      var sparing = fault
      sparing.swallows = false
      let swallowed = narrow(sparing.broken(line)) != narrow(broken)
      guard !meant.contains("?"), !swallowed else { return nil }
      var keeping = fault
      keeping.dropsPrivateUse = false
      return Pair(meant: meant, broken: broken, isWhole: keeping.broken(line) == broken)
    }
  }

  /// How many ASCII characters that a decoder may swallow stand in a text, but for brackets of readings.
  private static func narrow(_ text: String) -> Int {
    text.utf8.count { (0x20..<0x3F).contains($0) && $0 != UInt8(ascii: "(") }
  }

  /// Every `nth` traditional character of a text with its customary reading.
  static func keys(of text: String, every nth: Int) -> [(key: Unicode.Scalar, reading: String)] {
    Set(text.unicodeScalars.filter { HanFolding.isTraditional($0.value) }).sorted().enumerated().compactMap {
      guard $0.offset.isMultiple(of: nth), let reading = HanReadings.readings(of: $0.element.value).first
      else { return nil }
      return ($0.element, reading)
    }
  }

  /// A page broken by other tables, delimiters, decoders and cleaners than it was.
  public static func anew(_ page: String) -> [Pair] {
    let delimiters: [[Unicode.Scalar]] = [["？", "、", "！"], ["，", "。"], ["、"], ["。", "；"], []]
    return (0..<10).map { number in
      let folding = number.isMultiple(of: 3) ? [:] : AnnotatedGBKFault.asciiFolding
      let fault = AnnotatedGBKFault(
        annotations: keys(of: page, every: 1 + number % 4), delimiters: delimiters[number % 5],
        replacement: number.isMultiple(of: 2) ? "?" : "\u{FFFD}", swallows: number % 4 < 2,
        dropsPrivateUse: number != 7, folding: folding)
      let whole = AnnotatedGBKFault(annotations: [], delimiters: [], folding: folding)
      // The page's own lost character stays as it is.
      return Pair(meant: whole.broken(page), broken: fault.broken(page))
    }
  }
}
