import HanData
import TextCore

/// A user's words: lines of `word [weight] [must]`, in any order; empty lines and lines that begin with `#` are
/// skipped.
///
/// A weight says how much a word is to be preferred: 3 a little, 100,000 a lot. A word without one is preferred over its
/// parts nearly wherever it occurs; one with `must` is cut out wherever it occurs, of two that overlap the one that
/// begins first, of two that begin together the longer. A user's word only adds to what speaks for itself: what speaks for
/// other words stays as it is. A dictionary holds for traditional and simplified text alike, and for as many segmenters as it is given to.
///
/// A word is known by 48 bits of a hash, for some ten bytes of memory a word: of 16 million look-ups in a dictionary of 16 million words,
/// fewer than one finds a word that is not there.
public struct WordDictionary: Sendable {
  /// Longest word, in characters.
  public static let maximumLength = 64

  private let words: WordHashTable

  /// - Throws: `WordDictionaryError` with the line's number.
  public init(contents: [UInt8], name: String) throws(WordDictionaryError) {
    var builder = Builder(name: name, lines: contents.reduce(1) { $1 == 0x0A ? $0 + 1 : $0 })
    try builder.add(contents[...])
    self = builder.dictionary
  }

  /// Makes a dictionary out of a file that is too large to be held in memory beside it.
  public struct Builder {
    private let name: String
    private var line = 0
    private var words: WordHashTable

    /// - Parameter lines: at least as many as will be added.
    public init(name: String, lines: Int) {
      self.name = name
      words = WordHashTable(words: lines)
    }

    /// Adds whole lines. The LF of the last may be missing.
    public mutating func add(_ piece: ArraySlice<UInt8>) throws(WordDictionaryError) {
      var start = piece.startIndex
      while start < piece.endIndex {
        let end = piece[start...].firstIndex(of: 0x0A) ?? piece.endIndex
        line += 1
        do {
          if let entry = try WordLine(piece[start..<end]) {
            words.insert(entry.hash, entry.strength, entry.prefix, entry.length)
          }
        } catch {
          throw WordDictionaryError(name: name, line: line, reason: error.reason)
        }
        start = end + 1
      }
    }

    public var dictionary: WordDictionary { WordDictionary(words: words) }
  }

  private init(words: WordHashTable) { self.words = words }

  /// Calls `body` with the end of each word of the text that begins at `offset`, and with its strength.
  @inline(__always)
  func matches(
    _ reader: CharacterReader, at offset: Int, body: (_ end: Int, _ strength: UInt16) -> Void
  ) {
    var hash = WordHash()
    var end = offset
    var longest = 2
    while end < reader.text.count, hash.length < longest {
      let (scalar, kind, count) = reader.character(at: end)
      guard kind != .space else { return }
      hash.add(scalar)
      end += count
      if hash.length == 2 { longest = words.longest(prefix: hash.value) }
      if let strength = words.strength(of: hash.value) { body(end, strength) }
    }
  }
}

/// A hash that grows with a word, of its simplified characters.
struct WordHash {
  private(set) var value: UInt64 = 0x9E37_79B9_7F4A_7C15
  private(set) var length = 0

  @inline(__always)
  mutating func add(_ scalar: UInt32) {
    value = (value ^ UInt64(HanFolding.simplified(scalar))) &* 0xBF58_476D_1CE4_E5B9
    value ^= value >> 29
    length += 1
  }
}

/// One line of a dictionary.
private struct WordLine {
  let hash: UInt64
  /// The hash of the first two characters.
  let prefix: UInt64
  let length: Int
  let strength: UInt16

  /// - Returns: nil for a line without a word.
  init?(_ line: ArraySlice<UInt8>) throws(WordLineError) {
    guard let text = String(validating: line, as: UTF8.self) else { throw WordLineError("is not UTF-8") }
    var fields = text.unicodeScalars.split { $0.properties.isWhitespace || $0 == "\u{FEFF}" }
    guard let word = fields.first, word.first != "#" else { return nil }
    let isMust = fields.count > 1 && String(fields[fields.count - 1]) == "must"
    if isMust { fields.removeLast() }
    guard fields.count <= 2 else { throw WordLineError("has more than a word, its weight and must") }
    guard word.count <= WordDictionary.maximumLength else {
      throw WordLineError("has a word of more than \(WordDictionary.maximumLength) characters")
    }
    var strength = WordHashTable.defaultStrength
    if fields.count == 2 {
      guard let weight = Int(String(fields[1])), weight > 0 else {
        throw WordLineError("has the weight \"\(String(fields[1]))\", which is not a whole number above 0")
      }
      // 40 steps for each doubling: 1 is 540, 100,000 is 1,180.
      strength = UInt16(min(500 + 40 * (Int.bitWidth - weight.leadingZeroBitCount), 1500))
    }
    var hash = WordHash()
    var prefix: UInt64 = 0
    for scalar in word {
      hash.add(scalar.value)
      if hash.length <= 2 { prefix = hash.value }
    }
    self.hash = hash.value
    self.prefix = prefix
    length = hash.length
    self.strength = isMust ? WordHashTable.must : strength
  }
}

private struct WordLineError: Error {
  let reason: String
  init(_ reason: String) { self.reason = reason }
}

public struct WordDictionaryError: Error, Hashable, CustomStringConvertible {
  public var name: String
  public var line: Int
  public var reason: String
  public var description: String { "\(name):\(line): \(reason)" }
}
