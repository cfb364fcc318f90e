import Glibc
import LanguageModel
import TextCore

/// Texts as tokens: screened, without duplicates, split into what a model learns from and what it is measured
/// on.
public struct Corpus {
  /// Which lines are held out: of every `interval` blocks of 20 lines of a file the last, counted over all of
  /// the file's lines. Blocks, since neighbours repeat each other's phrases.
  public struct HeldOut: Sendable {
    public let interval: Int
    private static let blockLength = 20

    public init(every interval: Int) { self.interval = interval }

    /// - Parameter line: the line's index in its file, from 0.
    public func contains(_ line: Int) -> Bool {
      interval > 0 && line / Self.blockLength % interval == interval - 1
    }
  }

  /// A file's part in the corpus.
  public struct Source {
    public let name: String
    /// How often each of its lines counts.
    public let weight: Float
    public internal(set) var lines = 0
    public internal(set) var duplicates = 0
    public internal(set) var damaged = 0
    public internal(set) var heldOut: [[UInt8]] = []
  }

  struct Line {
    var start: Int
    var end: Int
    var source: Int
    /// How often it counts, beside the source's weight.
    var copies = 1
    /// Whether it is a word of a dictionary: nothing is known of what stands around it.
    var isWord = false
  }

  public private(set) var sources: [Source] = []
  /// Until `close`, symbols in the order of their first appearance; then tokens.
  private(set) var tokens: [UInt16] = []
  private(set) var lines: [Line] = []
  private(set) var vocabulary: Vocabulary

  private let heldOut: HeldOut
  private var seen: Set<UInt64> = []

  public init(folding: Folding, heldOut: HeldOut) {
    self.heldOut = heldOut
    vocabulary = Vocabulary(folding: folding)
  }

  /// Files that a corpus may have.
  public static let maximumSources = 1 << NGramLevel.sourceBits

  /// Adds a file of valid UTF-8.
  public mutating func add(_ text: [UInt8], name: String, weight: Float) {
    precondition(sources.count < Self.maximumSources)
    var source = Source(name: name, weight: weight)
    text.withUnsafeBufferPointer { text in
      for (number, line) in text.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
        add(UnsafeBufferPointer(rebasing: line), isHeldOut: heldOut.contains(number), to: &source)
      }
    }
    sources.append(source)
  }

  /// Adds a dictionary: a word, a tab and its count on each line, in valid UTF-8; lines that begin with `#` are remarks.
  ///
  /// Words teach what follows inside of them, and nothing of what stands at their ends.
  ///
  /// - Parameter power: a word with count n counts n to this power times.
  public mutating func add(dictionary: [UInt8], name: String, weight: Float, power: Double) {
    precondition(sources.count < Self.maximumSources)
    var source = Source(name: name, weight: weight)
    for line in dictionary.split(separator: 0x0A) where line.first != UInt8(ascii: "#") {
      let fields = line.split(separator: 0x09)
      guard fields.count == 2, let count = Double(String(decoding: fields[1], as: UTF8.self)), count >= 1
      else { continue }
      let start = tokens.count
      fields[0].withUnsafeBufferPointer { vocabulary.append($0, to: &tokens) }
      let copies = Int(pow(count, power).rounded())
      lines.append(
        Line(start: start, end: tokens.count, source: sources.count, copies: copies, isWord: true))
      source.lines += 1
    }
    sources.append(source)
  }

  private mutating func add(_ line: UnsafeBufferPointer<UInt8>, isHeldOut: Bool, to source: inout Source) {
    if line.isEmpty { return }
    guard !DamageScreen.isDamaged(line) else {
      source.damaged += 1
      return
    }
    guard seen.insert(Self.fingerprint(line)).inserted else {
      source.duplicates += 1
      return
    }
    if isHeldOut {
      source.heldOut.append(Array(line))
      return
    }
    guard source.weight > 0 else { return }
    let start = tokens.count
    vocabulary.append(line, to: &tokens)
    lines.append(Line(start: start, end: tokens.count, source: sources.count))
    source.lines += 1
  }

  /// Drops lines with runs of hanzi below a share of the text, settles the vocabulary and turns symbols into tokens.
  public mutating func close(minimumCount: Int, rareShare: Double = DamageScreen.rareShare) {
    seen = []
    let isRare = vocabulary.rareHanzi(share: rareShare)
    lines.removeAll { line in
      var run = 0
      for index in line.start..<line.end {
        run = isRare[Int(tokens[index])] ? run + 1 : 0
        if run <= DamageScreen.longestRareRun { continue }
        for symbol in tokens[line.start..<line.end] { vocabulary.remove(symbol) }
        sources[line.source].damaged += 1
        sources[line.source].lines -= 1
        return true
      }
      return false
    }
    let token = vocabulary.settle(minimumCount: minimumCount)
    for index in tokens.indices { tokens[index] = token[Int(tokens[index])] }
  }

  /// FNV-1a with a final mix, 64 bits.
  private static func fingerprint(_ line: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in line { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    hash = (hash ^ hash >> 32) &* 0x9E37_79B9_7F4A_7C15
    return hash ^ hash >> 29
  }
}
