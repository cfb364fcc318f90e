/// The best way through a stretch along words of dictionaries and single atoms, by the scores of their tags.
struct DictionaryPath {
  let words: NGramTrie
  let user: UserWords?

  /// Sets the tags of the atoms `range`.
  func decode(_ stretch: borrowing ScoredStretch, _ range: Range<Int>) {
    let atoms = stretch.atoms
    let scores = stretch.scores
    let none = Int32.min / 2
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: ScoredStretch.capacity + 1) { best in
      withUnsafeTemporaryAllocation(of: UInt16.self, capacity: ScoredStretch.capacity + 1) { from in
        best.initialize(repeating: none)
        from.initialize(repeating: 0)
        best[range.lowerBound] = 0
        func relax(_ word: Range<Int>) {
          var score = best[word.lowerBound]
          if word.count == 1 {
            score += Int32(scores[word.lowerBound][WordTag.single])
          } else {
            score += Int32(scores[word.lowerBound][WordTag.begin])
            for atom in word.dropFirst().dropLast() { score += Int32(scores[atom][WordTag.middle]) }
            score += Int32(scores[word.upperBound - 1][WordTag.end])
          }
          guard score > best[word.upperBound] else { return }
          best[word.upperBound] = score
          from[word.upperBound] = UInt16(word.lowerBound)
        }
        for start in range {
          relax(start..<start + 1)
          words.forEachWord(atoms, from: start, to: range.upperBound) { relax(start..<$0) }
          user?.dictionary.matches(
            user?.reader ?? CharacterReader(text: .init(start: nil, count: 0)), at: atoms[start].offset
          ) {
            end, _ in
            var atom = start
            while atom < range.upperBound, atoms[atom].offset < end { atom += 1 }
            if atoms[atom].offset == end { relax(start..<atom) }
          }
        }
        var end = range.upperBound
        while end > range.lowerBound {
          let start = Int(from[end])
          for atom in start..<end {
            atoms[atom].tag = UInt8(
              end - start == 1
                ? WordTag.single
                : atom == start ? WordTag.begin : atom == end - 1 ? WordTag.end : WordTag.middle)
          }
          end = start
        }
      }
    }
  }
}

extension NGramTrie {
  /// Calls `body` with the end of each dictionary word of two atoms and more that begins at `start`.
  @inline(__always)
  func forEachWord(
    _ atoms: UnsafeMutablePointer<Atom>, from start: Int, to limit: Int, body: (_ end: Int) -> Void
  ) {
    guard var node = root(atoms[start].code) else { return }
    var end = start + 1
    while end < limit, let child = child(of: node, by: atoms[end].code) {
      end += 1
      if child.sources.rawValue != 0 { body(end) }
      node = child
    }
  }
}
