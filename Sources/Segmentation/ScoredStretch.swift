/// Memory for the atoms of a stretch of text and their scores. It belongs to whoever segments, and is used again.
package struct ScoredStretch: ~Copyable {
  /// Atoms that there is room for, those of the edges included.
  package static let capacity = 1024
  /// Rows reach two atoms back and one ahead, and n-grams look this far behind the last atom.
  static let margin = 4

  package let atoms: UnsafeMutablePointer<Atom>
  package let scores: UnsafeMutablePointer<TagScores>
  /// What all that ends at an atom says of the atoms around it: of the two before it, of itself, of the next.
  let rows: UnsafeMutablePointer<SIMD16<Int16>>
  /// `MatchShape`s of words of the general dictionary (low byte) and of the training text (high byte).
  let shapes: UnsafeMutablePointer<UInt16>
  /// Those of the second layer's own words.
  let ownShapes: UnsafeMutablePointer<UInt16>
  /// N-grams of one length.
  let nGrams: UnsafeMutablePointer<NGramMatch>
  /// Those of them that are words.
  let wordMatches: UnsafeMutablePointer<NGramMatch>
  /// Words of the stretch.
  let words: UnsafeMutablePointer<Range<Int>>
  package var count = 0

  package init() {
    let room = Self.capacity + 2 * Self.margin
    func allocate<Element>(_ element: Element) -> UnsafeMutablePointer<Element> {
      let memory = UnsafeMutablePointer<Element>.allocate(capacity: room)
      memory.initialize(repeating: element, count: room)
      return memory
    }
    atoms = allocate(Atom(offset: 0, code: TokenCode.none, characterClass: .edge))
    scores = allocate(TagScores())
    rows = allocate(SIMD16()) + Self.margin
    shapes = allocate(0)
    ownShapes = allocate(0)
    nGrams = allocate(NGramMatch(node: .none, place: 0, start: 0, last: 0))
    wordMatches = allocate(NGramMatch(node: .none, place: 0, start: 0, last: 0))
    words = allocate(0..<0)
  }

  deinit {
    atoms.deallocate()
    scores.deallocate()
    (rows - Self.margin).deallocate()
    shapes.deallocate()
    ownShapes.deallocate()
    nGrams.deallocate()
    wordMatches.deallocate()
    words.deallocate()
  }

  @inline(__always)
  package mutating func append(_ atom: Atom) {
    atoms[count] = atom
    count += 1
  }

  /// Makes ready for scores; n-grams end where the atoms do.
  func clear() {
    for index in count..<count + Self.margin {
      atoms[index] = Atom(offset: 0, code: TokenCode.none, characterClass: .edge)
    }
    (rows - Self.margin).update(repeating: SIMD16(), count: count + 2 * Self.margin)
    shapes.update(repeating: 0, count: count + Self.margin)
    ownShapes.update(repeating: 0, count: count + Self.margin)
  }

  /// Adds up what the rows say of each atom.
  @inline(__always)
  func sumRows() {
    for index in 0..<count {
      let place = UnsafeRawPointer(rows + index)
      func part(_ atom: Int, _ part: Int) -> TagScores {
        place.load(fromByteOffset: atom * 32 + part * 8, as: TagScores.self)
      }
      scores[index] = part(2, 0) &+ part(1, 1) &+ part(0, 2) &+ part(-1, 3)
    }
  }

  /// How words lie around an atom.
  package func shape(of atom: Int) -> (dictionary: UInt8, training: UInt8) {
    (UInt8(truncatingIfNeeded: shapes[atom]), UInt8(truncatingIfNeeded: shapes[atom] >> 8))
  }
}
