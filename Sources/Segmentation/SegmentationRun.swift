import TextCore

/// The way through one text: lines, or other pieces between white space, many of them at once, or as much of one as there is room for.
struct SegmentationRun {
  /// Atoms after which no further line is taken on.
  private static let enough = 256
  /// The last atoms of a full stretch are kept for the next.
  private static let tail = 128
  /// As many atoms before them are kept for what they say about them.
  private static let context = 3

  private let segmenter: Segmenter
  private let text: UnsafeBufferPointer<UInt8>
  private let atomizer: Atomizer
  /// The first atom whose word is still to be found.
  private var first = 1
  /// The edge before the last line, in which nothing else on the stretch has a say.
  private var lineStart = 0

  init(_ segmenter: Segmenter, _ text: UnsafeBufferPointer<UInt8>) {
    self.segmenter = segmenter
    self.text = text
    atomizer = Atomizer(text, characters: segmenter.options.model.characters)
  }

  mutating func segment(_ stretch: inout ScoredStretch, into words: inout [Range<Int>]) {
    begin(&stretch)
    var offset = 0
    while offset < text.count {
      let start = offset
      if let atom = atomizer.next(at: &offset) {
        stretch.append(atom)
        if stretch.count == ScoredStretch.capacity - 1 { makeRoom(&stretch, before: offset, into: &words) }
      } else if stretch.count > max(first, lineStart + 1) {
        if stretch.count < Self.enough {
          endLine(&stretch, at: start)
        } else {
          finish(&stretch, before: start, into: &words)
          begin(&stretch)
        }
      }
    }
    if stretch.count > first { finish(&stretch, before: offset, into: &words) }
  }

  private mutating func begin(_ stretch: inout ScoredStretch) {
    stretch.count = 0
    stretch.append(Self.edge(0))
    first = 1
    lineStart = 0
  }

  private static func edge(_ offset: Int) -> Atom {
    Atom(offset: offset, code: TokenCode.edge, characterClass: .edge)
  }

  /// Parts two lines so far that no row of the one reaches into the other.
  private mutating func endLine(_ stretch: inout ScoredStretch, at end: Int) {
    stretch.append(Self.edge(end))
    stretch.append(Atom(offset: end, code: TokenCode.none, characterClass: .edge))
    stretch.append(Atom(offset: end, code: TokenCode.none, characterClass: .edge))
    lineStart = stretch.count
    stretch.append(Self.edge(end))
  }

  private func finish(_ stretch: inout ScoredStretch, before end: Int, into words: inout [Range<Int>]) {
    tag(&stretch, before: end)
    _ = emit(stretch, upTo: stretch.count - 1, into: &words)
  }

  private func tag(_ stretch: inout ScoredStretch, before end: Int) {
    stretch.append(Self.edge(end))
    segmenter.options.model.score(stretch, with: segmenter.second)
    let range = first..<stretch.count - 1
    let user = segmenter.options.dictionary.map {
      UserWords(dictionary: $0, reader: CharacterReader(text: text))
    }
    user?.addScores(stretch, range)
    if segmenter.options.mode == .dictionaryOnly {
      DictionaryPath(words: segmenter.options.model.base.trie, user: user).decode(stretch, range)
    } else {
      segmenter.decoder.decode(stretch, range)
    }
  }

  /// Emits the words of a full stretch, of its last line alone but those that begin in its tail, and moves what is left to the front. So
  /// a long line is cut at the same places wherever it stands.
  private mutating func makeRoom(
    _ stretch: inout ScoredStretch, before end: Int, into words: inout [Range<Int>]
  ) {
    tag(&stretch, before: end)
    let last = stretch.count - 1
    var start = lineStart
    if lineStart > 0 {
      _ = emit(stretch, upTo: lineStart, into: &words)
      first = 1
      lineStart = 0
    } else {
      start = emit(stretch, upTo: last - Self.tail, into: &words) - Self.context
      first = Self.context
    }
    for index in start..<last { stretch.atoms[index - start] = stretch.atoms[index] }
    stretch.count = last - start
  }

  /// Emits the words that begin before `limit`, and returns where the next one begins.
  private func emit(
    _ stretch: borrowing ScoredStretch, upTo limit: Int, into words: inout [Range<Int>]
  ) -> Int {
    segmenter.options.mode == .fine
      ? emitWithInner(stretch.atoms, upTo: limit, into: &words)
      : emitWords(stretch, upTo: limit, into: &words)
  }

  private func emitWords(
    _ stretch: borrowing ScoredStretch, upTo limit: Int, into words: inout [Range<Int>]
  ) -> Int {
    let atoms = stretch.atoms
    let found = stretch.words
    var count = 0
    var index = first
    var start = atoms[index].offset
    // A word that begins before the limit may end behind it.
    while index < limit || !Self.begins(atoms[index]) {
      let atom = atoms[index]
      let next = atoms[index + 1].offset
      start = Self.begins(atom) ? atom.offset : start
      found[count] = Range(uncheckedBounds: (start, next))
      count += Self.ends(atom) ? 1 : 0
      index += 1
    }
    words.append(contentsOf: UnsafeBufferPointer(start: found, count: count))
    return index
  }

  @inline(__always)
  private static func begins(_ atom: Atom) -> Bool {
    atom.tag == UInt8(WordTag.begin) || atom.tag == UInt8(WordTag.single)
  }

  /// Whether a word ends with an atom, which is no edge.
  @inline(__always)
  private static func ends(_ atom: Atom) -> Bool {
    atom.tag >= UInt8(WordTag.end) && atom.code > TokenCode.edge
  }

  /// Emits each word with the dictionary's words inside of it.
  private func emitWithInner(
    _ atoms: UnsafeMutablePointer<Atom>, upTo limit: Int, into words: inout [Range<Int>]
  ) -> Int {
    var index = first
    while index < limit {
      var end = index + 1
      if atoms[index].tag == WordTag.begin {
        while atoms[end].tag == WordTag.middle { end += 1 }
        end += 1
      }
      if end - index > 2 {
        emitInner(atoms, index..<end, into: &words)
      } else if atoms[index].code > TokenCode.edge {
        words.append(atoms[index].offset..<atoms[end].offset)
      }
      index = end
    }
    return index
  }

  /// Emits a word and the dictionary's words inside of it.
  private func emitInner(
    _ atoms: UnsafeMutablePointer<Atom>, _ word: Range<Int>, into words: inout [Range<Int>]
  ) {
    for start in word {
      segmenter.options.model.base.trie.forEachWord(atoms, from: start, to: word.upperBound) { end in
        guard end - start < word.count else { return }
        words.append(atoms[start].offset..<atoms[end].offset)
      }
      if start == word.lowerBound { words.append(atoms[start].offset..<atoms[word.upperBound].offset) }
    }
  }
}
