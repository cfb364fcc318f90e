import TextCore

/// Chinese text to words, traditional and simplified alike.
///
/// White space, LF among it, stands between words and in none; so each line is segmented by itself. The same text
/// gives the same words, however many threads are at work.
public struct Segmenter: Sendable {
  public struct Options: Sendable {
    public var standard = SegmentationStandard.news
    /// The user's own words.
    public var dictionary: WordDictionary?
    public init() {}
  }
  public let options: Options

  public init(options: Options = .init()) { self.options = options }

  /// Appends the ranges of the words of `text`, in order and without white space, to `words`.
  ///
  /// Reuse `words` for the next text (`removeAll(keepingCapacity: true)`), and nothing else is allocated.
  /// O(length of text). Bytes that are not UTF-8 become words of one byte.
  public func segment(_ text: UnsafeBufferPointer<UInt8>, into words: inout [Range<Int>]) {
    withUnsafeTemporaryAllocation(of: Atom.self, capacity: Stretch.capacity + 1) { atoms in
      let path = BestPath(lexicon: .shared, dictionary: options.dictionary, standard: options.standard)
      var stretch = Stretch(atoms: atoms, path: path)
      stretch.segment(CharacterReader(text: text), into: &words)
    }
  }

  /// The words of a text, without white space.
  public func words(in text: String) -> [Substring] {
    var text = text
    var ranges: [Range<Int>] = []
    text.withUTF8 { segment($0, into: &ranges) }
    return ranges.map { range in
      let start = text.utf8.index(text.startIndex, offsetBy: range.lowerBound)
      return text[start..<text.utf8.index(start, offsetBy: range.count)]
    }
  }
}

/// The text between two pieces of white space, or as much of it as there is room for.
private struct Stretch {
  /// Room for a stretch. A longer one is cut at a word of its best path.
  static let capacity = 1024
  /// The last characters of a full stretch are kept for the next: they hold the longest word and what follows it.
  private static let tail = 2 * WordDictionary.maximumLength
  /// Longer tokens by rule are no part of any other word, and go out as they are.
  private static let longestToken = 32

  private let atoms: UnsafeMutableBufferPointer<Atom>
  private let path: BestPath
  private var count = 0

  init(atoms: UnsafeMutableBufferPointer<Atom>, path: BestPath) {
    self.atoms = atoms
    self.path = path
  }

  mutating func segment(_ reader: CharacterReader, into words: inout [Range<Int>]) {
    var offset = 0
    while offset < reader.text.count {
      let (scalar, kind, length) = reader.character(at: offset)
      switch kind {
      case .hanzi:
        append(offset, scalar, kind)
        offset += length
      case .space:
        flush(before: offset, into: &words)
        offset += length
      default:
        let end = reader.tokenEnd(from: offset, kind: kind, count: length)
        if end - offset > Self.longestToken {
          flush(before: offset, into: &words)
          words.append(offset..<end)
          offset = end
        } else {
          append(token: offset..<end, of: reader)
          offset = end
        }
      }
      if count > Self.capacity - Self.longestToken { makeRoom(before: offset, into: &words) }
    }
    flush(before: offset, into: &words)
  }

  @inline(__always)
  private mutating func append(_ offset: Int, _ scalar: UInt32, _ kind: CharacterKind) {
    var code = path.lexicon.code(of: scalar)
    if code == 0, let dictionary = path.dictionary { code = dictionary.code(of: scalar) }
    atoms.initializeElement(at: count, to: Atom(offset: offset, scalar: scalar, code: code, kind: kind))
    count += 1
  }

  private mutating func append(token: Range<Int>, of reader: CharacterReader) {
    let first = count
    var offset = token.lowerBound
    while offset < token.upperBound {
      let (scalar, kind, length) = reader.character(at: offset)
      append(offset, scalar, kind)
      atoms[count - 1].span = 0
      offset += length
    }
    atoms[first].span = UInt8(count - first)
  }

  /// Emits the words of the stretch, which ends before `end`.
  private mutating func flush(before end: Int, into words: inout [Range<Int>]) {
    guard count > 0 else { return }
    findPath(before: end)
    _ = emit(upTo: count, into: &words)
    count = 0
  }

  /// Emits the words of a full stretch but those that begin in its tail, and moves these to the front.
  private mutating func makeRoom(before end: Int, into words: inout [Range<Int>]) {
    findPath(before: end)
    let kept = emit(upTo: count - Self.tail, into: &words)
    for index in kept..<count { atoms[index - kept] = atoms[index] }
    count -= kept
  }

  private func findPath(before end: Int) {
    atoms.initializeElement(at: count, to: Atom(offset: end, scalar: 0, code: 0, kind: .space))
    path.find(in: UnsafeMutableBufferPointer(rebasing: atoms[...count]))
  }

  /// Emits the words that begin before `limit`, and returns where the next one begins.
  private func emit(upTo limit: Int, into words: inout [Range<Int>]) -> Int {
    var index = 0
    while index < limit {
      let end = Int(atoms[index].link)
      if atoms[index].rule == .name, path.standard == .ud {
        words.append(atoms[index].offset..<atoms[index + 1].offset)
        words.append(atoms[index + 1].offset..<atoms[end].offset)
      } else {
        words.append(atoms[index].offset..<atoms[end].offset)
      }
      index = end
    }
    return index
  }
}
