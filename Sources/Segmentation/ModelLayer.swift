import CSIMD
import TextCore

/// Scores of the four tags of an atom, in the order of `WordTag`.
package typealias TagScores = SIMD4<Int16>

/// Where in a word an atom stands.
package enum WordTag {
  package static let begin = 0
  package static let middle = 1
  package static let end = 2
  package static let single = 3
}

/// One set of weights. All that an n-gram says about the atoms around it stands in one row: with `j` its last atom,
/// four tags each for the atoms `j - 2`, `j - 1`, `j` and `j + 1`.
package struct ModelLayer: @unchecked Sendable {
  package static let sectionCount = 6
  /// Kinds of five atoms, three bits each, the middle one's tags.
  package static let kindWindows = 1 << 15

  // Views of the model's table, which the model keeps alive.
  private let unigrams: UnsafeBufferPointer<SIMD16<Int16>>
  package let trie: NGramTrie
  private let rows: UnsafeBufferPointer<SIMD16<Int8>>
  private let kinds: UnsafeBufferPointer<TagScores>
  /// Those of the general dictionary, of the training text, and of this layer's own words.
  private let shapes: UnsafeBufferPointer<SIMD16<Int16>>
  /// From the row's tag to the column's.
  package let transitions: UnsafeBufferPointer<TagScores>

  init(_ file: TableFile, section: Int) {
    unigrams = file.section(section, as: SIMD16<Int16>.self)
    trie = NGramTrie(nodes: file.section(section + 1, as: NGramNode.self))
    rows = file.section(section + 2, as: SIMD16<Int8>.self)
    kinds = file.section(section + 3, as: TagScores.self)
    shapes = file.section(section + 4, as: SIMD16<Int16>.self)
    transitions = file.section(section + 5, as: TagScores.self)
  }

  /// Whether all that can be looked up is there, whatever the text.
  func isWhole(characters: Int) -> Bool {
    !unigrams.isEmpty && unigrams.count <= characters && rows.count > 0 && kinds.count == Self.kindWindows
      && shapes.count == 3 * MatchShape.count && transitions.count == 4 && trie.isWhole
      && trie.nodes.allSatisfy { $0.row < rows.count }
  }

  /// Adds what n-grams say, and notes the dictionary's words.
  ///
  /// All n-grams of two atoms are looked up before those of three. What a loop needs of the trie and the rows, the loop before has asked
  /// for, so nothing waits for memory; and no branch depends on whether there is such an n-gram.
  @inline(__always)
  func addNGrams(_ stretch: borrowing ScoredStretch, isBase: Bool) {
    var count = begin(stretch, isBase: isBase)
    while count > 0 {
      count = find(stretch, count)
      let (next, words) = addRows(stretch, count)
      noteWords(stretch, words, isBase: isBase)
      count = next
    }
  }

  /// Adds the rows of single atoms, and returns how many n-grams may begin with one.
  @inline(__always)
  private func begin(_ stretch: borrowing ScoredStretch, isBase: Bool) -> Int {
    let atoms = stretch.atoms
    let nGrams = stretch.nGrams
    var count = 0
    for atom in 0..<stretch.count {
      let code = atoms[atom].code
      // Code 0 has no weights.
      let row = unigrams[Int(code) < unigrams.count ? Int(code) : 0]
      if isBase { stretch.rows[atom] = row } else { stretch.rows[atom] &+= row }
      let node = trie.nodes[Int(code) + 1 < trie.nodes.count ? Int(code) + 1 : 0]
      let place = trie.place(of: atoms[atom + 1].code, of: node)
      nGrams[count] = NGramMatch(
        node: node, place: place, start: UInt16(truncatingIfNeeded: atom),
        last: UInt16(truncatingIfNeeded: atom + 1))
      count &+= node.code == code && node.base != 0 ? 1 : 0
    }
    return count
  }

  /// Drops those that are no n-grams of the model, and returns how many are left.
  @inline(__always)
  private func find(_ stretch: borrowing ScoredStretch, _ count: Int) -> Int {
    let nGrams = stretch.nGrams
    var found = 0
    for index in 0..<count {
      var nGram = nGrams[index]
      nGram.node = trie.nodes[Int(nGram.place)]
      nGrams[found] = nGram
      jk_prefetch(rows.baseAddress.unsafelyUnwrapped + nGram.node.row)
      found &+= nGram.node.code == stretch.atoms[Int(nGram.last)].code ? 1 : 0
    }
    return found
  }

  /// Adds the rows, and returns how many n-grams may go on and how many are words.
  @inline(__always)
  private func addRows(_ stretch: borrowing ScoredStretch, _ count: Int) -> (next: Int, words: Int) {
    let nGrams = stretch.nGrams
    let words = stretch.wordMatches
    var next = 0
    var wordCount = 0
    for index in 0..<count {
      var nGram = nGrams[index]
      let last = Int(nGram.last)
      stretch.rows[last] &+= SIMD16<Int16>(truncatingIfNeeded: rows[nGram.node.row])
      words[wordCount] = nGram
      wordCount &+= nGram.node.sources.isEmpty ? 0 : 1
      nGram.place = trie.place(of: stretch.atoms[last &+ 1].code, of: nGram.node)
      nGram.last &+= 1
      nGrams[next] = nGram
      next &+= nGram.node.base == 0 ? 0 : 1
    }
    return (next, wordCount)
  }

  @inline(__always)
  private func noteWords(_ stretch: borrowing ScoredStretch, _ count: Int, isBase: Bool) {
    for index in 0..<count {
      let word = stretch.wordMatches[index]
      let sources = UInt16(word.node.sources.rawValue)
      if isBase {
        MatchShape.note(
          from: Int(word.start), to: Int(word.last), in: stretch.shapes,
          sources: sources & 1 | (sources & 2) << 7)
      } else {
        MatchShape.note(from: Int(word.start), to: Int(word.last), in: stretch.ownShapes, sources: 1)
      }
    }
  }

  /// Adds what the words around each atom say, once all are noted. What parts two lines says nothing, as what stands
  /// behind the last.
  @inline(__always)
  func addShapes(_ stretch: borrowing ScoredStretch, isBase: Bool) {
    for atom in 0..<stretch.count where stretch.atoms[atom].code != TokenCode.none {
      let shape = Int(stretch.shapes[atom])
      var row = shapes[shape & 0xFF]
      row &+= shapes[MatchShape.count + shape >> 8]
      if !isBase { row &+= shapes[2 * MatchShape.count + Int(stretch.ownShapes[atom])] }
      stretch.rows[atom] &+= row
    }
  }

  /// Adds what the kinds of the five atoms around each say, to scores that are otherwise complete.
  @inline(__always)
  func addKinds(_ stretch: borrowing ScoredStretch) {
    // Behind the stretch stand edges.
    let atoms = stretch.atoms
    var window = Int(atoms[0].characterClass.kind) << 3 | Int(atoms[1].characterClass.kind)
    for atom in 0..<stretch.count {
      window = (window << 3 | Int(atoms[atom + 2].characterClass.kind)) & (Self.kindWindows - 1)
      stretch.scores[atom] &+= kinds[window]
    }
  }
}
