import ICUText
import TextCore

/// The last step, on demand: one of ICU's transliterators or the user's own rules, with a record of what changed.
struct Transliteration: Sendable {
  private let transliterator: ICUTransliterator

  /// - Parameter name: an ICU ID as `Fullwidth-Halfwidth`, or rules, which hold `>`, `<` or `;`.
  init(_ name: String) throws(ICUTransliteratorError) {
    let isRules = name.utf8.contains {
      [UInt8(ascii: ">"), UInt8(ascii: "<"), UInt8(ascii: "\n")].contains($0)
    }
    transliterator = try isRules ? ICUTransliterator(rules: Array(name.utf8)) : ICUTransliterator(id: name)
  }

  /// Transliterates each line by itself. A line that ICU refuses, or to which it would add a line feed, stays.
  func run(_ text: UnsafeBufferPointer<UInt8>, into patch: inout Patch) {
    var start = 0
    while start < text.count {
      var end = start
      while end < text.count, text[end] != 0x0A { end += 1 }
      if start < end {
        let line = UnsafeBufferPointer(rebasing: text[start..<end])
        if let result = try? transliterator.transliterate(line), !result.elementsEqual(line),
          !result.contains(0x0A), !result.contains(0)
        {
          record(line, result, at: start, into: &patch)
        }
      }
      start = end + 1
    }
  }

  /// Splits a changed line into the characters that changed, where both sides have as many; else one edit does.
  private func record(
    _ line: UnsafeBufferPointer<UInt8>, _ result: [UInt8], at start: Int, into patch: inout Patch
  ) {
    result.withUnsafeBufferPointer { result in
      guard Self.characters(line) == Self.characters(result) else {
        patch.replace(start..<start + line.count, with: Array(result), rule: .transliteration)
        return
      }
      var i = 0
      var j = 0
      while i < line.count {
        let width = UTF8Cursor.scalar(line, at: i).count
        let newWidth = UTF8Cursor.scalar(result, at: j).count
        patch.replace(
          start + i..<start + i + width, with: Array(result[j..<j + newWidth]), rule: .transliteration)
        i += width
        j += newWidth
      }
    }
  }

  private static func characters(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    text.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
  }
}
