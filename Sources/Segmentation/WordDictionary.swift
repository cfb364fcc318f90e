import TextCore

/// A user's words: lines of `word [weight]`, in any order; empty lines and lines that begin with `#` are skipped.
///
/// A weight counts occurrences as the dictionary that ships does, which saw 60 million words: 3 for a rare word,
/// 100,000 for one of the commonest. A word without one is preferred over its parts wherever it occurs. A user's word only adds a way to read a text: the
/// weights of all other words stay as they are. A dictionary holds for traditional and simplified text alike.
public struct WordDictionary: Sendable {
  /// Longest word, in characters.
  public static let maximumLength = 64

  private let storage: Storage
  /// Codes of characters that no word of the dictionary that ships holds.
  private let addedCodes: [UInt32: UInt16]

  /// - Throws: `WordDictionaryError` with the line's number.
  public init(contents: [UInt8], name: String) throws(WordDictionaryError) {
    var costs: [[UInt16]: UInt16] = [:]
    var addedCodes: [UInt32: UInt16] = [:]
    var number = 0
    for line in contents.split(separator: 0x0A, omittingEmptySubsequences: false) {
      number += 1
      func fail(_ reason: String) -> WordDictionaryError {
        WordDictionaryError(name: name, line: number, reason: reason)
      }
      guard let text = String(validating: line, as: UTF8.self) else { throw fail("is not UTF-8") }
      let fields = text.unicodeScalars.split { $0.properties.isWhitespace || $0 == "\u{FEFF}" }
      guard let word = fields.first, word.first != "#" else { continue }
      guard fields.count <= 2 else { throw fail("has more than a word and its weight") }
      guard word.count <= Self.maximumLength else {
        throw fail("has a word of more than \(Self.maximumLength) characters")
      }
      var cost = Self.defaultCost
      if fields.count == 2 {
        guard let weight = Int(String(fields[1])), weight > 0 else {
          throw fail("has the weight \"\(String(fields[1]))\", which is not a whole number above 0")
        }
        cost = Lexicon.cost(ofCount: weight)
      }
      var codes: [UInt16] = []
      for scalar in word {
        var code = Lexicon.shared.code(of: scalar.value)
        if code == 0 {
          code = addedCodes[scalar.value] ?? UInt16(clamping: Lexicon.shared.codeCount + addedCodes.count)
          guard code < UInt16.max else { throw fail("has one rare character too many for one dictionary") }
          addedCodes[scalar.value] = code
        }
        codes.append(code)
      }
      // Of two lines for one word the better one counts, whichever comes first.
      costs[codes] = min(cost, costs[codes] ?? .max)
    }
    let words = costs.map { (labels: $0.key, value: $0.value) }
      .sorted { $0.labels.lexicographicallyPrecedes($1.labels) }
    storage = Storage(DoubleArrayBuilder.build(words))
    self.addedCodes = addedCodes
  }

  /// 4 nats: with it a word beats every two words but the likes of 的 and 是.
  private static let defaultCost: UInt16 = 512

  var words: DoubleArrayTrie { DoubleArrayTrie(nodes: UnsafeBufferPointer(storage.nodes)) }

  /// The code of a character that has none in the dictionary that ships; 0 if it has none here either.
  func code(of scalar: UInt32) -> UInt16 { addedCodes[scalar] ?? 0 }

  private final class Storage: Sendable {
    // Written once, before anyone else can see it.
    nonisolated(unsafe) let nodes: UnsafeMutableBufferPointer<TrieNode>

    init(_ nodes: [TrieNode]) {
      self.nodes = .allocate(capacity: nodes.count)
      _ = self.nodes.initialize(from: nodes)
    }

    deinit { nodes.deallocate() }
  }
}

public struct WordDictionaryError: Error, Hashable, CustomStringConvertible {
  public var name: String
  public var line: Int
  public var reason: String
  public var description: String { "\(name):\(line): \(reason)" }
}
