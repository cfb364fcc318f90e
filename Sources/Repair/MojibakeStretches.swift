import LanguageModel
import TextCore

/// Where on a line misread text may stand, by what decoder, and whether that it was is proved.
enum MojibakeStretches {
  /// The stretches in which characters whose bytes may be parts of UTF-8 prevail: the runs of highest sum when such
  /// a character counts 1 and another -2. In Chinese text that was read rightly, few do.
  static func wide(in scalars: [UInt32], table: MisreadTable) -> [Range<Int>] {
    var stretches: [Range<Int>] = []
    var start = 0
    var end = 0
    var sum = 0
    var best = 0
    func close() {
      if best >= 3 { stretches.append(start..<end) }
    }
    var index = 0
    while index < scalars.count {
      let value = weight(scalars[index], table)
      if sum + value <= 0 && sum > 0 || best - sum > longestGap {
        close()
        // What follows the run's end has not been looked at as a run of its own.
        index = max(end, start + 1)
        (start, end, sum, best) = (index, index, 0, 0)
        continue
      }
      if sum == 0 {
        if value <= 0 {
          index += 1
          continue
        }
        start = index
      }
      sum += value
      index += 1
      if sum >= best, value > 0 { (best, end) = (sum, index) }
    }
    close()
    // So do characters that can be no others' bytes, and signs for bytes lost at the end.
    return stretches.map { stretch in
      var end = stretch.upperBound
      while end < scalars.count, scalars[end] >= 0x80, scalars[end] != 0xFFFD,
        weight(scalars[end], table) == 0
      {
        end += 1
      }
      let tail = end
      while end < scalars.count, scalars[end] == 0xFFFD { end += 1 }
      // The two signs of a full stop's last bytes at most.
      while end < scalars.count, end < tail + 2, scalars[end] == 0x3F { end += 1 }
      return stretch.lowerBound..<end
    }
  }

  /// A stretch with the characters beside it whose bytes may be parts of UTF-8 with letters of two bytes: too many of
  /// Chinese text are such for them to begin or end a stretch.
  static func widened(_ stretch: Range<Int>, in scalars: [UInt32]) -> Range<Int> {
    var (start, end) = (stretch.lowerBound, stretch.upperBound)
    while start > 0, stretch.lowerBound - start < longestWidening, mayBePart(scalars[start - 1]) {
      start -= 1
    }
    while end < scalars.count, end - stretch.upperBound < longestWidening, mayBePart(scalars[end]) {
      end += 1
    }
    return start..<end
  }

  private static let longestWidening = 6

  /// Runs of characters whose bytes may be those of Latin-1's letters in UTF-8, with the ASCII between them: C2 or C3
  /// begins most of them, and few characters of text.
  static func letters(in scalars: [UInt32]) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var start = 0
    var end = 0
    var count = 0
    var letters = 0
    func close() {
      if letters >= fewestLetters, 2 * letters >= count { runs.append(start..<end) }
      (count, letters) = (0, 0)
    }
    for (index, scalar) in scalars.enumerated() where scalar >= 0x80 {
      guard mayBePart(scalar) else {
        close()
        continue
      }
      if count == 0 { start = index }
      end = index + 1
      count += 1
      if (0xC2...0xC3).contains(MisreadTable.gbk.code(of: scalar) >> 8) { letters += 1 }
    }
    close()
    return runs
  }

  /// Those of two characters of GBK.
  private static let fewestLetters = 4

  private static func mayBePart(_ scalar: UInt32) -> Bool {
    let code = MisreadTable.gbk.code(of: scalar)
    return code > 0xFF
      && [UInt8(code >> 8), UInt8(code & 0xFF)].allSatisfy {
        (0x80...0xBF).contains($0) || (0xC2...0xEF).contains($0)
      }
  }

  /// Sum that a stretch may lose again before it is taken to have ended.
  private static let longestGap = 12

  @inline(__always)
  private static func weight(_ scalar: UInt32, _ table: MisreadTable) -> Int {
    scalar < 0x10000 ? Int(table.weights[Int(scalar)]) : -2
  }

  /// Runs of Western letters and signs with the ASCII between them.
  static func narrow(in scalars: [UInt32]) -> [Range<Int>] {
    var stretches: [Range<Int>] = []
    var start: Int?
    var end = 0
    for (index, scalar) in scalars.enumerated() {
      if scalar < 0x80 { continue }
      let isNarrowBehind =
        index + 1 < scalars.count && scalars[index + 1] >= 0x80 && !isBeyond(scalars[index + 1])
      let goesOn = start != nil && index == end && (isNarrowBehind || isStray(scalar))
      if goesOn || !isBeyond(scalar) {
        if start == nil {
          start = index > 0 && isStray(scalars[index - 1]) && index > end ? index - 1 : index
        }
        end = index + 1
      } else {
        if let start { stretches.append(start..<end) }
        start = nil
      }
    }
    if let start { stretches.append(start..<end) }
    return stretches
  }

  /// From the first to the last run of Western letters and signs, where next to nothing else stands between and
  /// around them: the hybrid of UTF-8 and Latin-1 shows an ideograph now and then.
  static func span(of runs: [Range<Int>], in scalars: [UInt32]) -> Range<Int>? {
    guard let first = runs.first, let last = runs.last else { return nil }
    var (start, end) = (first.lowerBound, last.upperBound)
    while start > 0, scalars[start - 1] >= 0x80 { start -= 1 }
    while end < scalars.count, scalars[end] >= 0x80 { end += 1 }
    let others = scalars[start..<end].count { isBeyond($0) }
    let isMixed =
      others > 0
      && scalars[start..<end].count { (0x80..<0x2600).contains($0) } >= Self.fewestPerOther * others
    return isMixed ? start..<end : nil
  }

  /// In the hybrid, one character of three bytes in UTF-8 comes to more than a dozen others.
  private static let fewestPerOther = 6

  private static func isBeyond(_ scalar: UInt32) -> Bool {
    scalar >= 0x2600 && scalar != 0xFFFD && scalar != 0xF8FF && !(0xFB01...0xFB02).contains(scalar)
  }

  /// A character of no Chinese text, as bytes that happen to be UTF-8 make it.
  private static func isStray(_ scalar: UInt32) -> Bool {
    isBeyond(scalar) && CharacterModel.builtIn.token(of: scalar) == 0 && !(0x1F000...0x1FAFF).contains(scalar)
  }

  /// The ways in which decoders of a table lost bytes, as far as what was seen allows for them.
  static func decoders(of table: MisreadTable, for seen: [UInt32]) -> [MisreadDecoder] {
    var replacement: UInt32?
    if seen.contains(0xFFFD) {
      replacement = 0xFFFD
    } else if zip(seen, seen.dropFirst()).contains(where: { $0 >= 0x80 && $1 == 0x3F }) {
      replacement = 0x3F
    }
    var decoder = MisreadDecoder(table: table, replacement: replacement)
    guard table.isDouble else {
      decoder.dropsControls = !seen.contains { (0x80...0x9F).contains($0) }
      decoder.dropsSpace = !seen.contains(0xA0)
      decoder.dropsHyphen = !seen.contains(0xAD)
      var silent = decoder
      silent.replacement = nil
      if replacement == nil { return [silent] }
      // A sign stands for what is no character, and the no-break space and the soft hyphen are.
      (decoder.dropsSpace, decoder.dropsHyphen) = (false, false)
      return replacement == 0x3F ? [decoder, silent] : [decoder]
    }
    decoder.showsEuro = seen.contains(0x20AC) || seen.contains(0x80)
    if seen.contains(where: { (0xE000...0xF8FF).contains($0) }) { return [decoder] }
    let ways: [MisreadDecoder.RarePairs] =
      replacement == nil ? [.orphaned, .dropped] : [.orphaned, .dropped, .replaced]
    var decoders = ways.map { way in
      var decoder = decoder
      decoder.rarePairs = way
      return decoder
    }
    if replacement == 0x3F {
      // The question marks may be real ones.
      decoders += decoders.prefix(2).map { decoder in
        var decoder = decoder
        decoder.replacement = nil
        return decoder
      }
    }
    return decoders
  }

  /// Whether so much of a stretch is Chinese text in UTF-8 that chance is no explanation.
  static func isProof(_ unreading: UTF8Unreading, of seen: [UInt32], wide: Bool) -> Bool {
    let text = unreading.segments.flatMap(\.text)
    let chinese = text.count { TextContext.isChinese($0) || (0x2010...0x203F).contains($0) }
    guard chinese > 0, wide ? 4 * unreading.unexplained <= seen.count : unreading.unexplained <= chinese
    else {
      return false
    }
    if unreading.guessed * 4 > chinese, !isPlausible(text) { return false }
    if chinese >= (wide ? 4 : 2), unreading.guessed * 2 <= chinese { return true }
    if !wide, unreading.guessed == 0, unreading.unexplained == 0 { return true }
    let gain = score(Array(text.prefix(100))) - score(Array(seen.prefix(wide ? 150 : 300)))
    return gain > 4 && gain > Float(text.prefix(100).count)
  }

  /// Whether a stretch reads better as UTF-8 of which no byte was lost: enough where the page is known to have been
  /// misread.
  static func isLikely(_ unreading: UTF8Unreading, than seen: [UInt32]) -> Bool {
    guard unreading.certain > 0, unreading.guessed == 0, unreading.unexplained == 0 else { return false }
    return score(unreading.segments.flatMap(\.text)) > score(seen)
  }

  /// Whether running text may read so: a choice among many readings always finds some that gains.
  static func isPlausible(_ text: some Collection<UInt32>) -> Bool {
    judgement(of: text.prefix(longestJudged), foreignWordsCost: false).isPlausible
  }

  /// What the model makes of a text, and whether running text may begin so. Foreign words and numbers tell nothing for a
  /// reading; where `theyCost`, they may not tell against it either.
  static func judgement(of text: some Collection<UInt32>, foreignWordsCost theyCost: Bool) -> (
    score: Float, isPlausible: Bool
  ) {
    let model = CharacterModel.builtIn.trie
    var state = CharacterModel.builtIn.start
    var score: Float = 0
    var count: Float = 2
    var left = longestJudged
    var isPlausible = true
    for scalar in text {
      let step = model.step(state, with: model.token(of: scalar))
      state = step.state
      score += step.score
      if left == 0 { continue }
      left -= 1
      // Further letters of a word cost nothing.
      if scalar >= 0x80 || theyCost && step.score != 0 { count += 1 }
      if left == 0 { isPlausible = score >= -leastPlausible * count }
    }
    return (score, left == 0 ? isPlausible : score >= -leastPlausible * count)
  }

  /// Characters by which a text is judged.
  private static let longestJudged = 80

  /// Nats a character: news and names reach 6, the best of wrong readings 7.
  private static let leastPlausible: Float = 7.4

  /// What the model makes of a text.
  static func score(_ scalars: some Sequence<UInt32>) -> Float {
    let model = CharacterModel.builtIn.trie
    let start = CharacterModel.builtIn.start
    var state = start
    var score: Float = 0
    for scalar in scalars {
      let step = model.step(state, with: model.token(of: scalar))
      score += step.score
      state = step.state
    }
    return score
  }
}
