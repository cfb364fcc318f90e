/// Lets a user's words speak for themselves in the scores of a stretch.
struct UserWords {
  private static let strongest: Int32 = 12_000
  /// What punctuation that a user's word holds has for standing alone all the same.
  private static let standsAlone: Int32 = 500

  let dictionary: WordDictionary
  let reader: CharacterReader

  /// - Parameter range: the atoms whose words are still to be found.
  func addScores(_ stretch: borrowing ScoredStretch, _ range: Range<Int>) {
    let atoms = stretch.atoms
    var required = range.lowerBound
    for start in range {
      var mustEnd = 0
      var atom = start
      dictionary.matches(reader, at: atoms[start].offset) { end, strength in
        while atom < range.upperBound, atoms[atom].offset < end { atom += 1 }
        guard atoms[atom].offset == end else { return }
        if strength == WordHashTable.must {
          mustEnd = atom
        } else {
          add(start..<atom, Int32(strength), stretch)
        }
      }
      if mustEnd > start, start >= required {
        require(start..<mustEnd, stretch)
        required = mustEnd
      }
    }
  }

  private func tag(_ atom: Int, _ word: Range<Int>) -> Int {
    if word.count == 1 { return WordTag.single }
    return atom == word.lowerBound
      ? WordTag.begin : atom == word.upperBound - 1 ? WordTag.end : WordTag.middle
  }

  private func add(_ word: Range<Int>, _ strength: Int32, _ stretch: borrowing ScoredStretch) {
    for atom in word {
      if stretch.atoms[atom].characterClass.standsAlone, word.count > 1 { join(atom, stretch) }
      raise(&stretch.scores[atom][tag(atom, word)], strength)
    }
  }

  private func require(_ word: Range<Int>, _ stretch: borrowing ScoredStretch) {
    for atom in word {
      if stretch.atoms[atom].characterClass.standsAlone, word.count > 1 { join(atom, stretch) }
      for other in 0..<4 {
        stretch.scores[atom][other] = Int16(other == tag(atom, word) ? Self.strongest : -Self.strongest)
      }
    }
  }

  private func join(_ atom: Int, _ stretch: borrowing ScoredStretch) {
    stretch.atoms[atom].characterClass = CharacterClass(.symbol)
    raise(&stretch.scores[atom][WordTag.single], Self.standsAlone)
  }

  private func raise(_ score: inout Int16, _ strength: Int32) {
    score = Int16(max(-Self.strongest, min(Int32(score) + strength, Self.strongest)))
  }
}
