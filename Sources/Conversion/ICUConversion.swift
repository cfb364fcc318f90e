import ICUText
import TextCore

extension ConversionRun {
  /// ICU's own Traditional-Simplified; nil when the ICU at hand lacks it.
  private static let transliterator = try? ICUTransliterator(id: "Traditional-Simplified")

  /// Transliterates a range line by line, so that LF stays what it is whatever the rules say.
  mutating func transliterate(_ range: Range<Int>) {
    var start = range.lowerBound
    while start < range.upperBound {
      let end = text[start..<range.upperBound].firstIndex(of: 0x0A) ?? range.upperBound
      transliterateLine(start..<end)
      if end < range.upperBound { keep(end..<end + 1) }
      start = end + 1
    }
  }

  private mutating func transliterateLine(_ line: Range<Int>) {
    // A line that ICU cannot do (above 500 MB) stays as it is.
    guard let result = try? Self.transliterator?.transliterate(UnsafeBufferPointer(rebasing: text[line]))
    else {
      keep(line)
      return
    }
    result.withUnsafeBufferPointer { result in
      // ICU's rules replace character by character; where one side runs out, the rest is one edit.
      var source = line.lowerBound
      var target = 0
      var kept = source
      while source < line.upperBound, target < result.count {
        guard let old = text.scalar(at: source), let new = result.scalar(at: target) else { break }
        if old.value != new.value {
          keep(kept..<source)
          replace(
            source..<source + old.count,
            by: UnsafeBufferPointer(rebasing: result[target..<target + new.count]), .icu)
          kept = source + old.count
        }
        source += old.count
        target += new.count
      }
      keep(kept..<source)
      if source < line.upperBound || target < result.count {
        replace(source..<line.upperBound, by: UnsafeBufferPointer(rebasing: result[target...]), .icu)
      }
    }
  }
}
