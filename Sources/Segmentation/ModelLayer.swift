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
    unigrams.count <= characters && rows.count > 0 && kinds.count == Self.kindWindows
      && shapes.count == 3 * MatchShape.count && transitions.count == 4
      && trie.nodes.allSatisfy { $0.row < rows.count }
  }

  /// Adds what n-grams say to the scores, and notes the dictionary's words.
  @inline(__always)
  func addNGrams(_ stretch: borrowing ScoredStretch, isBase: Bool) {
    let atoms = stretch.atoms
    for start in 0..<stretch.count {
      let code = atoms[start].code
      if Int(code) < unigrams.count { stretch.add(unigrams[Int(code)], at: start) }
      guard var node = trie.root(code) else { continue }
      var end = start + 1
      while end < stretch.count, let child = trie.child(of: node, by: atoms[end].code) {
        let row = child.row
        if row != 0 { stretch.add(SIMD16<Int16>(truncatingIfNeeded: rows[row]), at: end) }
        end += 1
        let sources = child.sources
        if sources.rawValue != 0 {
          if !isBase {
            MatchShape.note(start..<end, in: stretch.shapes.own)
          } else {
            if sources.contains(.dictionary) { MatchShape.note(start..<end, in: stretch.shapes.dictionary) }
            if sources.contains(.training) { MatchShape.note(start..<end, in: stretch.shapes.training) }
          }
        }
        node = child
      }
    }
  }

  /// Adds what the shapes and kinds around each atom say, once all words are noted.
  @inline(__always)
  func addShapes(_ stretch: borrowing ScoredStretch, isBase: Bool) {
    // Behind the stretch stand edges, whose kind is 0.
    let count = stretch.count
    let atoms = stretch.atoms
    func kind(_ index: Int) -> Int { index < count ? Int(atoms[index].characterClass.kind) : 0 }
    var window = kind(0) << 3 | kind(1)
    for index in 0..<count {
      window = (window << 3 | kind(index + 2)) & (Self.kindWindows - 1)
      stretch.scores[index] &+= kinds[window]
      var row = shapes[Int(stretch.shapes.dictionary[index])]
      row &+= shapes[MatchShape.count + Int(stretch.shapes.training[index])]
      if !isBase { row &+= shapes[2 * MatchShape.count + Int(stretch.shapes.own[index])] }
      stretch.add(row, at: index)
    }
  }
}
