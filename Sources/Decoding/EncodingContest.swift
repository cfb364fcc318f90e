import CICU
import Glibc

/// Weighs the hypotheses about one page against each other.
package struct EncodingContest {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let model: EncodingModel
  private var running: [EncodingHypothesis]
  /// Hypotheses that were given up, and how far behind they were then: what they would cost by now nobody knows.
  private var dropped: [Standing] = []

  private struct Standing {
    var encoding: TextEncoding
    var deficit: Float
  }

  /// A hypothesis that is this much (30 bits) behind cannot win any more: a name in kana at the head of a
  /// Chinese page costs some 10.
  private static let hopeless: Float = 300
  /// Bytes beyond ASCII that are read before the first look, and at most in all.
  private static let firstLook = 16
  private static let enough = 4096
  /// A lone survivor is heard this long.
  private static let secure = 192

  package init(_ bytes: UnsafeBufferPointer<UInt8>, hints: EncodingHints, model: EncodingModel = .shared) {
    self.bytes = bytes
    self.model = model
    running = Self.hypotheses
    hear(hints)
  }

  /// All that may win, with their prior costs: how rare they are among Chinese pages, in tenths of a bit.
  private static let hypotheses: [EncodingHypothesis] =
    [
      .init(.utf8, .utf8, prior: 10),
      .init(.gb18030, .pairs(.gb18030), prior: 15),
      .init(.big5, .pairs(.big5), prior: 25),
      .init(.eucTW, .eucTW, prior: 90),
      .init(.eucJP, .pairs(.eucJP), prior: 70),
      .init(.shiftJIS, .pairs(.shiftJIS), prior: 60),
      .init(.eucKR, .pairs(.eucKR), prior: 60),
      .init(.utf16LE, .utf16(isBigEndian: false), prior: 70),
      .init(.utf16BE, .utf16(isBigEndian: true), prior: 80),
      .init(.utf32LE, .utf32(isBigEndian: false), prior: 120),
      .init(.utf32BE, .utf32(isBigEndian: true), prior: 120),
      .init(.unknown, .noise, prior: 150),
    ]
    + EncodingModel.singleByteNames.enumerated().map { index, name in
      .init(TextEncoding(name: name), .singleByte(index), prior: index == 0 ? 40 : 80)
    }

  /// A declaration is right so often that it weighs 8 bits from the page and 9 from the server; the country's
  /// habit weighs one.
  private mutating func hear(_ hints: EncodingHints) {
    if let sent = hints.contentType.flatMap(DeclaredEncoding.contentType) { favour(sent, by: 90) }
    if let declared = DeclaredEncoding.prescan(bytes) { favour(declared, by: 80) }
    for usual in hints.url.map(DeclaredEncoding.usual) ?? [] { favour(usual, by: 10) }
  }

  private mutating func favour(_ encoding: TextEncoding, by bonus: Int) {
    if let index = running.firstIndex(where: { $0.encoding == encoding }) {
      running[index].cost -= bonus
    } else if !encoding.isModal {
      running.append(.init(encoding, .anySingleByte, prior: 80, evidence: -bonus))
    }
  }

  package typealias Outcome = (
    candidates: [(encoding: TextEncoding, probability: Float)], logOdds: Float?
  )

  /// The candidates with their probabilities, the best first; and the binary logarithm of its odds, nil where escapes
  /// decided. Those are right 99 times of 100 (Tools/TrainEncodingModel), even in a few broken bytes.
  package mutating func run() -> Outcome {
    if let escaped = EscapeEncoding.find(bytes) { return ([(escaped, 0.99), (.utf8, 0.01)], nil) }
    var target = 0
    var wanted = Self.firstLook
    var seen = 0
    while target < bytes.count, seen < Self.enough, running.count > 1 || seen < Self.secure {
      target = place(behind: wanted, from: target)
      seen += wanted
      wanted *= 2
      for index in running.indices { running[index].read(bytes, to: target, model: model) }
      dropHopeless()
    }
    askICU(upTo: target)
    return probabilities()
  }

  /// Where `wanted` more bytes that are no plain text in ASCII have been passed.
  private func place(behind wanted: Int, from start: Int) -> Int {
    var offset = start
    var found = 0
    guard let source = bytes.baseAddress else { return 0 }
    while offset < bytes.count {
      if offset + 8 <= bytes.count,
        ASCII.isText(UnsafeRawPointer(source + offset).loadUnaligned(as: UInt64.self))
      {
        offset += 8
        continue
      }
      if !ASCII.isText(source[offset]) { found += 1 }
      offset += 1
      if found == wanted { break }
    }
    return offset
  }

  private mutating func dropHopeless() {
    guard let best = running.map(\.score).min() else { return }
    let split = running.partition { $0.score > best + Self.hopeless }
    dropped += running[split...].map { Standing(encoding: $0.encoding, deficit: $0.score - best) }
    running.removeSubrange(split...)
  }

  /// Lets ICU's detector vote where a single-byte encoding leads: it knows more of them, and languages by their
  /// trigrams. Its confidence of 100 weighs 6 bits.
  private mutating func askICU(upTo end: Int) {
    guard let best = leader, best.isSingleByte,
      let start = bytes.baseAddress
    else {
      return
    }
    var names = [UnsafePointer<CChar>?](repeating: nil, count: 8)
    var confidences = [Int32](repeating: 0, count: 8)
    let count = Int(jk_icu_detect(start, min(end, 4096), &names, &confidences, 8))
    for (name, confidence) in zip(names, confidences).prefix(count) {
      guard let name, let encoding = TextEncoding(label: String(cString: name)) else { continue }
      let bonus = Int(confidence) * 6 / 10
      if let index = running.firstIndex(where: { $0.encoding == encoding }) {
        if running[index].isSingleByte { running[index].cost -= bonus }
      } else if dropped.allSatisfy({ $0.encoding != encoding }), confidence >= 30 {
        var unmodelled = EncodingHypothesis(encoding, .anySingleByte, prior: 80, evidence: -bonus)
        unmodelled.read(bytes, to: end, model: model)
        running.append(unmodelled)
      }
    }
  }

  /// The best hypothesis so far.
  var leader: EncodingHypothesis? { running.min { $0.score < $1.score } }

  private func probabilities() -> Outcome {
    guard let best = running.map(\.score).min() else { return ([(.unknown, 0)], nil) }
    // What is further behind is beyond the last figure that is told.
    let standings =
      (running.map { Standing(encoding: $0.encoding, deficit: $0.score - best) } + dropped)
      .filter { $0.deficit < 150 }.sorted { $0.deficit < $1.deficit }
    let powers = standings.map { exp2f(-$0.deficit / 10) }
    let rivals = powers.dropFirst().reduce(0, +)
    // The rivals share what is left, none more than the best has.
    let even = powers.count > 1 ? powers[1] / (rivals + powers[1]) : 0
    let confidence = max(even, model.calibration.confidence(logOdds: -log2f(rivals)))
    let shares = [confidence] + powers.dropFirst().map { $0 / rivals * (1 - confidence) }
    let candidates = zip(standings, shares).map { (encoding: $0.encoding, probability: $1) }
      .filter { $0.probability >= 0.001 }
    return (candidates, -log2f(rivals))
  }
}

extension EncodingHypothesis {
  /// What it all costs, in tenths of a bit: neighbouring characters are not independent, so that what is seen
  /// counts for a part of its bits only (fitted on the training text, so that probabilities come true).
  fileprivate var score: Float { Float(prior) + 0.45 * Float(cost) }

  var isSingleByte: Bool {
    switch scheme {
    case .singleByte, .anySingleByte: true
    default: false
    }
  }
}

extension TextEncoding {
  /// Told by escapes, not by statistics.
  var isModal: Bool {
    [.hz, .iso2022CN, .iso2022JP, .iso2022KR].contains(self)
  }
}
