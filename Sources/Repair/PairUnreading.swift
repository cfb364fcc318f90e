import LanguageModel
import TextCore

/// Takes a stretch for GBK or Big5 that was read as another charset. Nearly every pair of bytes is a character of
/// these, so the bytes prove little: the character model must find the result more probable.
enum PairUnreading {
  /// Least gain in nats a character, and in all.
  static let gain: Float = 2
  static let leastGain: Float = 12

  /// A charset, and the one that it was read as.
  struct Way: BitwiseCopyable {
    var meant: MeantCharset
    var table: MisreadTable
    /// Whether the page has shown by which table of Big5 it was read.
    var isSettled = false
    var isWide: Bool { table.isDouble }
  }

  private static let wideWays = [
    Way(meant: .gbk, table: .big5), Way(meant: .gbk, table: .olderBig5), Way(meant: .big5, table: .gbk),
  ]
  private static let narrowWays =
    MisreadTable.singleByte.map { Way(meant: .gbk, table: $0) }
    + MisreadTable.singleByte.prefix(3).map { Way(meant: .big5, table: $0) }

  /// The text behind a stretch in which every character is known.
  ///
  /// - Parameter page: the way in which the page has been misread so far, which is asked first and told.
  static func whole(_ seen: [UInt32], wide: Bool, page: inout Way?) -> UTF8Unreading.Segment? {
    if !wide, !isWestern(seen) { return nil }
    if let page, page.isWide == wide, !isUndecided(page, seen), let text = text(behind: seen, page),
      let segment = expected(text, behind: seen, isDouble: wide)
    {
      return segment
    }
    guard isPromising(seen, wide: wide) else { return nil }
    var best = Best(seen, isDouble: wide, length: usualLength)
    var last: [UInt32] = []
    for way in wide ? wideWays : narrowWays {
      // Charsets that differ in none of the letters seen give the same text.
      if let text = text(behind: seen, way), text != last {
        best.propose(text)
        last = text
        if best.text == text {
          page = way
          page?.isSettled = tellsTables(seen)
        }
      }
    }
    return best.segment(seen)
  }

  /// The text behind a stretch that was cut in the middle of its first character, or of its last one: what is left of
  /// that stays. An odd number of characters above ASCII stands there.
  static func cut(_ seen: [UInt32], page: inout Way?) -> UTF8Unreading.Segment? {
    // Words of Western languages have fewer letters above ASCII than others.
    guard 2 * seen.count(where: { $0 >= 0x80 }) > seen.count else { return nil }
    let head = seen.prefix { $0 >= 0x80 }.count
    let tail = seen.reversed().prefix { $0 >= 0x80 }.count
    let isWhole = head == seen.count
    for (first, last) in [(0, tail & 1), (head & 1, isWhole ? 0 : tail & 1)] where first + last > 0 {
      let rest = seen[first..<seen.count - last]
      guard rest.count >= fewestOfCut, var segment = whole(Array(rest), wide: false, page: &page) else {
        continue
      }
      segment.tokens = first..<seen.count - last
      return segment
    }
    return nil
  }

  /// Whether a text that lacks a character reads better by more than a character costs.
  static func isLikelier(_ text: [UInt32], than other: [UInt32]) -> Bool {
    MojibakeStretches.score(text) - MojibakeStretches.score(other) > leastMisread
  }

  /// Bytes of the shortest cut stretch that is looked at.
  private static let fewestOfCut = 6

  /// Whether the page has not shown yet by which table of Big5 it was read, and the stretch does.
  private static func isUndecided(_ page: Way, _ seen: [UInt32]) -> Bool {
    !page.isSettled && page.table.isSame(as: .big5) && tellsTables(seen)
  }

  private static func tellsTables(_ seen: [UInt32]) -> Bool {
    seen.contains { MisreadTable.big5.differs(from: .olderBig5, in: $0) }
  }

  /// The text that a stretch is in one way; nil where it is none.
  private static func text(behind seen: [UInt32], _ way: Way) -> [UInt32]? {
    guard let text = plain(seen, way.table, way.meant), isText(text),
      way.isWide || isDense(text, in: way.meant)
    else { return nil }
    return text
  }

  /// A stretch of a page that is known to have been misread so. A few characters tell where they gain much.
  private static func expected(_ text: [UInt32], behind seen: [UInt32], isDouble: Bool)
    -> UTF8Unreading.Segment?
  {
    for (length, gain) in [(briefLength, 2 * gain), (knownPageLength, gain)] {
      var best = Best(seen, isDouble: isDouble, length: length, leastGain: gain)
      best.propose(text)
      if let segment = best.segment(seen) { return segment }
    }
    return nil
  }

  /// Bytes by which the model judges a long stretch, and one of a page that is known to have been misread so.
  private static let usualLength = 240
  private static let knownPageLength = 80
  private static let briefLength = 32

  private static func head(of scalars: [UInt32], isDouble: Bool, length: Int) -> ArraySlice<UInt32> {
    var bytes = 0
    return scalars.prefix {
      bytes += isDouble && $0 >= 0x80 ? 2 : 1
      return bytes <= length
    }
  }

  /// Characters by which a stretch is judged before all of it is read.
  private static let sample = 40

  /// Whether the model finds the beginning of a stretch so improbable that a misreading would gain.
  private static func isPromising(_ seen: [UInt32], wide: Bool) -> Bool {
    let sample = Array(seen.prefix(sample))
    let high = sample.count { $0 >= 0x80 }
    return high == 0 || !wide || MojibakeStretches.score(sample) < -leastMisread * Float(high)
  }

  /// Nats by which the model doubts each character of text that was misread; text that was not costs less.
  private static let leastMisread: Float = 7

  /// The text behind a stretch of GBK that was read as UTF-8 where that was valid, and as Latin-1 elsewhere.
  ///
  /// - Parameter isExpected: whether the page is known to have been misread so.
  static func hybrid(_ seen: [UInt32], isExpected: Bool) -> UTF8Unreading.Segment? {
    guard isWestern(seen), let text = HybridUnreading.text(behind: seen), isText(text),
      isDense(text, in: .gbk), readsAsHybrid(text, seen)
    else { return nil }
    if isExpected { return expected(text, behind: seen, isDouble: false) }
    if standsInWords(text) { return nil }
    var best = Best(seen, isDouble: false, length: usualLength)
    best.propose(text)
    return best.segment(seen)
  }

  /// Whether ideographs would stand inside of words of Latin letters, as those do that a Western language's own letters
  /// are taken for.
  private static func standsInWords(_ text: [UInt32]) -> Bool {
    let seams = zip(text, text.dropFirst()).count {
      ScalarClass.isLatinLetter($0) && ScalarClass.isHanzi($1)
        || ScalarClass.isHanzi($0) && ScalarClass.isLatinLetter($1)
    }
    return seams > 0 && seams >= text.count(where: ScalarClass.isHanzi)
  }

  /// The text behind a stretch in which bytes were lost.
  static func searched(_ seen: [UInt32]) -> UTF8Unreading.Segment? {
    if !seen.contains(0xFFFD) || !isPromising(seen, wide: true) { return nil }
    var best = Best(seen, isDouble: true, length: .max)
    for way in wideWays {
      if way.table.isSame(as: .olderBig5), !tellsTables(seen) {
        continue
      }
      var decoder = MisreadDecoder(table: way.table, replacement: 0xFFFD)
      if !seen.contains(where: { (0xE000...0xF8FF).contains($0) }) { decoder.rarePairs = .orphaned }
      var lattice = MisreadLattice(.decoder(decoder), of: way.meant)
      let solution = seen.withUnsafeBufferPointer {
        lattice.solve($0, from: 0, past: $0.count, after: [])
      }
      guard let solution, !solution.text.contains(0xFFFD), isText(solution.text) else { continue }
      let share = Float(solution.guesses) / Float(max(1, solution.text.count))
      guard MojibakeStretches.judgement(of: solution.text, foreignWordsCost: true).isPlausible else {
        continue
      }
      best.propose(
        solution.text, characters: solution.text.count { $0 >= 0x80 }, solution.score,
        certainConfidence * (1 - share * (1 - solution.confidence)))
    }
    return best.segment(seen)
  }

  /// Confidence that a stretch was misread whose certificate holds.
  private static let certainConfidence: Float = 0.97

  /// The proposal that gains most over what was seen.
  private struct Best {
    private let before: Float
    private let length: Int
    private let leastGain: Float
    private(set) var text: [UInt32] = []
    private var gain: Float = 0
    private var confidence: Float = 0

    /// - Parameters:
    ///   - length: bytes by which proposals are judged.
    ///   - leastGain: nats a character.
    init(_ seen: [UInt32], isDouble: Bool, length: Int, leastGain: Float = PairUnreading.gain) {
      before = MojibakeStretches.score(PairUnreading.head(of: seen, isDouble: isDouble, length: length))
      self.length = length
      self.leastGain = leastGain
    }

    /// Proposes a text of which no byte was lost.
    mutating func propose(_ text: [UInt32]) {
      let head = PairUnreading.head(of: text, isDouble: true, length: length)
      let (score, isPlausible) = MojibakeStretches.judgement(of: head, foreignWordsCost: true)
      if !isPlausible { return }
      propose(text, characters: head.count { $0 >= 0x80 }, score, PairUnreading.certainConfidence)
    }

    mutating func propose(_ text: [UInt32], characters: Int, _ score: Float, _ confidence: Float) {
      let gain = score - before
      guard gain > PairUnreading.leastGain, gain > leastGain * Float(characters), gain > self.gain else {
        return
      }
      (self.text, self.gain, self.confidence) = (text, gain, confidence)
    }

    func segment(_ seen: [UInt32]) -> UTF8Unreading.Segment? {
      text.isEmpty
        ? nil : UTF8Unreading.Segment(tokens: seen.indices, text: text, confidence: confidence)
    }
  }

  /// The text whose bytes are all there.
  private static func plain(_ seen: [UInt32], _ table: MisreadTable, _ meant: MeantCharset) -> [UInt32]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(2 * seen.count)
    for scalar in seen {
      let code = table.code(of: scalar)
      if code == 0 { return nil }
      if code > 0xFF { bytes.append(UInt8(code >> 8)) }
      bytes.append(UInt8(code & 0xFF))
    }
    var text: [UInt32] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] < 0x80 {
        text.append(UInt32(bytes[index]))
        index += 1
        continue
      }
      guard index + 1 < bytes.count else { return nil }
      let scalar = meant.scalar(bytes[index], bytes[index + 1])
      guard scalar != 0 else { return nil }
      text.append(scalar)
      index += 2
    }
    // The tables are inverse to each other but for a few doublets.
    return meant.bytes(of: text) == bytes ? text : nil
  }

  /// Whether the bytes are those of what was seen, each character in Latin-1 or in UTF-8. Which of the two a
  /// decoder took where both were possible is not known, so either will do.
  private static func readsAsHybrid(_ text: [UInt32], _ seen: [UInt32]) -> Bool {
    guard let bytes = MeantCharset.gbk.bytes(of: text) else { return false }
    return bytes.withUnsafeBufferPointer { bytes in
      var place = 0
      for (index, scalar) in seen.enumerated() {
        if place == bytes.count { return false }
        let isByte = UInt32(bytes[place]) == scalar
        // Ã alone begins like its own two bytes, of which the second may follow as a control of its own.
        let isAmbiguous = scalar == 0xC3 && (index + 1 == seen.count || seen[index + 1] != 0x83)
        let length = isByte && !isAmbiguous ? 1 : max(formLength(scalar, bytes, place), isByte ? 1 : 0)
        if length == 0 { return false }
        place += length
      }
      return place == bytes.count
    }
  }

  /// The length of a scalar in UTF-8 if it stands at a place in bytes, else 0.
  private static func formLength(_ scalar: UInt32, _ bytes: UnsafeBufferPointer<UInt8>, _ place: Int) -> Int {
    let length = scalar < 0x80 ? 1 : scalar < 0x800 ? 2 : scalar < 0x10000 ? 3 : 4
    guard place + length <= bytes.count else { return 0 }
    var rest = scalar
    for index in stride(from: place + length - 1, to: place, by: -1) {
      if UInt32(bytes[index]) != 0x80 | rest & 0x3F { return 0 }
      rest >>= 6
    }
    let marks: UInt32 = length == 1 ? 0 : 0xFF << UInt32(8 - length) & 0xFF
    return UInt32(bytes[place]) == marks | rest ? length : 0
  }

  // MARK: Judgement

  /// Whether letters and signs above ASCII make up what was read, as in Chinese text misread, not a word here and
  /// there.
  private static func isWestern(_ seen: [UInt32]) -> Bool {
    2 * seen.count { $0 >= 0x80 } >= seen.count(where: ScalarClass.isLatinLetter)
  }

  /// The same, and the bytes are mostly above ASCII, where the charset has them there: characters of GB2312, which is
  /// all but all text in GBK, hold no others.
  private static func isDense(_ text: [UInt32], in meant: MeantCharset) -> Bool {
    var characters = 0
    var high = 0
    for scalar in text where scalar >= 0x80 {
      characters += 1
      high += meant.code(of: scalar) & 0x80 == 0 ? 1 : 2
    }
    return characters >= 2 && (meant == .big5 || high * 10 >= characters * 14)
  }

  /// Whether a result holds Chinese characters and nothing that is not text.
  private static func isText(_ scalars: [UInt32]) -> Bool {
    scalars.contains(where: TextContext.isChinese) && scalars.allSatisfy(MeantCharset.isText)
  }
}
