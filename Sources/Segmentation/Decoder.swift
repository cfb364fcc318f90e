/// The best sequence of tags under the scores of atoms and of neighbouring tags (Viterbi).
package struct Decoder: Sendable {
  // Transitions between tags that may follow each other; B to B and the like cannot.
  private let beginMiddle, beginEnd, middleMiddle, middleEnd, endBegin, endSingle, singleBegin,
    singleSingle: Int32

  package init(base: ModelLayer, second: ModelLayer?) {
    func weight(_ from: Int, _ to: Int) -> Int32 {
      Int32(base.transitions[from][to]) + Int32(second?.transitions[from][to] ?? 0)
    }
    beginMiddle = weight(WordTag.begin, WordTag.middle)
    beginEnd = weight(WordTag.begin, WordTag.end)
    middleMiddle = weight(WordTag.middle, WordTag.middle)
    middleEnd = weight(WordTag.middle, WordTag.end)
    endBegin = weight(WordTag.end, WordTag.begin)
    endSingle = weight(WordTag.end, WordTag.single)
    singleBegin = weight(WordTag.single, WordTag.begin)
    singleSingle = weight(WordTag.single, WordTag.single)
  }

  /// Sets the tags of the atoms `range`. A word begins with the first, as if behind a word of one atom; none goes on behind the last.
  ///
  /// No branch depends on the text but the ends of the loops.
  package func decode(_ stretch: borrowing ScoredStretch, _ range: Range<Int>) {
    let atoms = stretch.atoms
    let none = Int32.min / 2
    // Scores of a stretch never reach this.
    let forbidden: Int32 = 1 << 28
    var begin = none
    var middle = none
    var end = none
    var single: Int32 = 0
    for index in range {
      let score = SIMD4<Int32>(truncatingIfNeeded: stretch.scores[index])
      let alone: Int32 = atoms[index].characterClass.standsAlone ? forbidden : 0
      let beginFromEnd = end &+ endBegin
      let beginFromSingle = single &+ singleBegin
      let middleFromMiddle = middle &+ middleMiddle
      let middleFromBegin = begin &+ beginMiddle
      let endFromMiddle = middle &+ middleEnd
      let endFromBegin = begin &+ beginEnd
      // What a line ends with does not depend on whether the stretch goes on behind it.
      let isEdge = atoms[index].code <= TokenCode.edge
      let singleFromEnd = end &+ (isEdge ? 0 : endSingle)
      let singleFromSingle = single &+ (isEdge ? 0 : singleSingle)
      // Two bits a tag: where the best way to it comes from.
      atoms[index].back =
        (beginFromEnd > beginFromSingle ? 0b10 : 0b11)
        | (middleFromMiddle > middleFromBegin ? 0b0100 : 0)
        | (endFromMiddle > endFromBegin ? 0b01_0000 : 0)
        | (singleFromEnd > singleFromSingle ? 0b1000_0000 : 0b1100_0000)
      begin = max(beginFromEnd, beginFromSingle) &+ score[0] &- alone
      middle = max(middleFromMiddle, middleFromBegin, none) &+ score[1] &- alone
      end = max(endFromMiddle, endFromBegin, none) &+ score[2] &- alone
      single = max(singleFromEnd, singleFromSingle) &+ score[3]
    }
    var tag = end > single ? UInt8(WordTag.end) : UInt8(WordTag.single)
    var index = range.upperBound - 1
    while index >= range.lowerBound {
      atoms[index].tag = tag
      tag = atoms[index].back >> (tag * 2) & 3
      index -= 1
    }
  }
}
