import TextCore

/// The way through one text: stretches between pieces of white space, or as much of one as there is room for.
struct SegmentationRun {
  /// The last atoms of a full stretch are kept for the next.
  private static let tail = 128
  /// As many atoms before them are kept for what they say about them.
  private static let context = 3

  private let segmenter: Segmenter
  private let text: UnsafeBufferPointer<UInt8>
  private let atomizer: Atomizer
  /// The first atom whose word is still to be found.
  private var first = 1

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
      } else if stretch.count > first {
        finish(&stretch, before: start, into: &words)
        begin(&stretch)
      }
    }
    if stretch.count > first { finish(&stretch, before: offset, into: &words) }
  }

  private mutating func begin(_ stretch: inout ScoredStretch) {
    stretch.count = 0
    stretch.append(Self.edge(0))
    first = 1
  }

  private static func edge(_ offset: Int) -> Atom {
    Atom(offset: offset, code: TokenCode.edge, characterClass: CharacterClass(.edge))
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

  /// Emits the words of a full stretch but those that begin in its tail, and moves these to the front.
  private mutating func makeRoom(
    _ stretch: inout ScoredStretch, before end: Int, into words: inout [Range<Int>]
  ) {
    tag(&stretch, before: end)
    let last = stretch.count - 1
    let kept = emit(stretch, upTo: last - Self.tail, into: &words)
    let start = kept - Self.context
    for index in start..<last { stretch.atoms[index - start] = stretch.atoms[index] }
    stretch.count = last - start
    first = Self.context
  }

  /// Emits the words that begin before `limit`, and returns where the next one begins.
  private func emit(
    _ stretch: borrowing ScoredStretch, upTo limit: Int, into words: inout [Range<Int>]
  ) -> Int {
    let atoms = stretch.atoms
    var index = first
    while index < limit {
      var end = index + 1
      if atoms[index].tag == WordTag.begin {
        while atoms[end].tag == WordTag.middle { end += 1 }
        end += 1
      }
      if segmenter.options.mode == .fine, end - index > 2 {
        emitInner(atoms, index..<end, into: &words)
      } else {
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
