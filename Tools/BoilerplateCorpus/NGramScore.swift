/// Character 4-gram F1 without white space: how much of one text is in another, each 4-gram as often as it occurs.
public enum NGramScore {
  public static func f1(_ text: String, _ gold: String) -> Double {
    let found = grams(text)
    let wanted = grams(gold)
    let foundCount = found.values.reduce(0, +)
    let wantedCount = wanted.values.reduce(0, +)
    if foundCount == 0 || wantedCount == 0 { return foundCount == wantedCount ? 1 : 0 }
    var shared = 0
    for (gram, count) in found { shared += min(count, wanted[gram] ?? 0) }
    return 2 * Double(shared) / Double(foundCount + wantedCount)
  }

  /// The 4-grams of a text and how often each occurs; a shorter text is one gram.
  public static func grams(_ text: String) -> [[UInt32]: Int] {
    let scalars = text.unicodeScalars.filter { !$0.properties.isWhitespace && $0.value != 0xFEFF }.map(
      \.value)
    if scalars.isEmpty { return [:] }
    var grams: [[UInt32]: Int] = [:]
    for start in 0...max(0, scalars.count - 4) {
      grams[Array(scalars[start..<min(scalars.count, start + 4)]), default: 0] += 1
    }
    return grams
  }
}
