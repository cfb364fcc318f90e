import Segmentation

/// Scores and tags of one sentence in training.
struct Lattice {
  /// Rows reach two atoms back and one ahead.
  private static let margin = 4
  let scores: UnsafeMutablePointer<SIMD4<Float>>
  /// What the tags of each atom are to gain.
  let changes: UnsafeMutablePointer<SIMD4<Float>>
  let tags: UnsafeMutablePointer<UInt8>
  private let backs: UnsafeMutablePointer<SIMD4<UInt8>>
  private let capacity: Int
  private var count = 0

  init(capacity: Int) {
    self.capacity = capacity + 2 * Self.margin
    scores = .allocate(capacity: self.capacity) + Self.margin
    changes = .allocate(capacity: self.capacity) + Self.margin
    tags = .allocate(capacity: self.capacity)
    backs = .allocate(capacity: self.capacity)
    (scores - Self.margin).initialize(repeating: SIMD4(), count: self.capacity)
    (changes - Self.margin).initialize(repeating: SIMD4(), count: self.capacity)
    tags.initialize(repeating: 0, count: self.capacity)
    backs.initialize(repeating: SIMD4(), count: self.capacity)
  }

  func deallocate() {
    (scores - Self.margin).deallocate()
    (changes - Self.margin).deallocate()
    tags.deallocate()
    backs.deallocate()
  }

  mutating func clear(_ count: Int) {
    self.count = count
    (scores - Self.margin).update(repeating: SIMD4(), count: count + 2 * Self.margin)
    (changes - Self.margin).update(repeating: SIMD4(), count: count + 2 * Self.margin)
  }

  /// Adds a row to the scores of the atoms `place - 2` to `place + 1`.
  @inline(__always)
  func add(_ row: SIMD16<Float>, at place: Int) {
    scores[place - 2] += row.lowHalf.lowHalf
    scores[place - 1] += row.lowHalf.highHalf
    scores[place] += row.highHalf.lowHalf
    scores[place + 1] += row.highHalf.highHalf
  }

  /// What a row at `place` is to gain; the margins gain nothing.
  @inline(__always)
  func change(at place: Int) -> SIMD16<Float> {
    SIMD16(
      lowHalf: SIMD8(lowHalf: changes[place - 2], highHalf: changes[place - 1]),
      highHalf: SIMD8(lowHalf: changes[place], highHalf: changes[place + 1]))
  }

  /// Finds the best tags. The first and the last atom are edges, which are words of their own.
  func decode(_ transitions: UnsafeMutablePointer<SIMD4<Float>>, standsAlone: ArraySlice<Bool>) {
    let none = -Float.greatestFiniteMagnitude / 4
    let first = standsAlone.startIndex
    var best = SIMD4<Float>(none, none, none, 0)
    tags[0] = UInt8(WordTag.single)
    for place in 1..<count {
      func step(_ from: Int, _ other: Int, _ to: Int) -> (Float, UInt8) {
        let a = best[from] + transitions[from][to]
        let b = best[other] + transitions[other][to]
        return b > a ? (b, UInt8(other)) : (a, UInt8(from))
      }
      let single = step(WordTag.single, WordTag.end, WordTag.single)
      let score = scores[place]
      if standsAlone[first + place] {
        best = SIMD4(none, none, none, single.0 + score[3])
        backs[place] = SIMD4(0, 0, 0, single.1)
        continue
      }
      let begin = step(WordTag.single, WordTag.end, WordTag.begin)
      let middle = step(WordTag.begin, WordTag.middle, WordTag.middle)
      let end = step(WordTag.begin, WordTag.middle, WordTag.end)
      best = SIMD4(begin.0, max(middle.0, none), max(end.0, none), single.0)
      best += score
      backs[place] = SIMD4(begin.1, middle.1, end.1, single.1)
    }
    var tag = WordTag.single
    for place in stride(from: count - 1, through: 1, by: -1) {
      tags[place] = UInt8(tag)
      tag = Int(backs[place][tag])
    }
  }
}
