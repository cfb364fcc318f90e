/// Memory for the atoms of a stretch of text and their scores. It belongs to whoever segments, and is used again.
package struct ScoredStretch: ~Copyable {
  /// Atoms that there is room for, those of the edges included.
  package static let capacity = 1024
  /// Rows reach two atoms back and one ahead.
  private static let margin = 4

  package let atoms: UnsafeMutablePointer<Atom>
  package let scores: UnsafeMutablePointer<TagScores>
  package let shapes:
    (
      dictionary: UnsafeMutablePointer<UInt8>, training: UnsafeMutablePointer<UInt8>,
      own: UnsafeMutablePointer<UInt8>
    )
  private let memory: UnsafeMutableRawPointer
  package var count = 0

  package init() {
    let room = Self.capacity + 2 * Self.margin
    let scoreBytes = room * MemoryLayout<TagScores>.stride
    let atomBytes = room * MemoryLayout<Atom>.stride
    memory = .allocate(byteCount: scoreBytes + atomBytes + 3 * room, alignment: 64)
    memory.initializeMemory(as: UInt8.self, repeating: 0, count: scoreBytes + atomBytes + 3 * room)
    scores = memory.bindMemory(to: TagScores.self, capacity: room) + Self.margin
    atoms = (memory + scoreBytes).bindMemory(to: Atom.self, capacity: room)
    let bytes = (memory + scoreBytes + atomBytes).bindMemory(to: UInt8.self, capacity: 3 * room)
    shapes = (bytes, bytes + room, bytes + 2 * room)
  }

  deinit { memory.deallocate() }

  @inline(__always)
  package mutating func append(_ atom: Atom) {
    atoms[count] = atom
    count += 1
  }

  /// Adds a row to the scores of the atoms `index - 2` to `index + 1`.
  @inline(__always)
  func add(_ row: SIMD16<Int16>, at index: Int) {
    let place = UnsafeMutableRawPointer(scores + (index - 2))
    place.storeBytes(of: place.loadUnaligned(as: SIMD16<Int16>.self) &+ row, as: SIMD16<Int16>.self)
  }

  package func clear() {
    (scores - Self.margin).update(repeating: TagScores(), count: count + 2 * Self.margin)
    shapes.dictionary.update(repeating: 0, count: count)
    shapes.training.update(repeating: 0, count: count)
    shapes.own.update(repeating: 0, count: count)
  }
}
