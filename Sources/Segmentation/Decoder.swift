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

  /// Sets the tags of the atoms `range`. A word begins with the first; none goes on behind the last.
  package func decode(_ stretch: borrowing ScoredStretch, _ range: Range<Int>) {
    let atoms = stretch.atoms
    let scores = stretch.scores
    let none = Int32.min / 2
    var begin = none
    var middle = none
    var end = none
    var single = none
    for index in range {
      let score = SIMD4<Int32>(truncatingIfNeeded: scores[index])
      if atoms[index].characterClass.standsAlone || index == range.lowerBound {
        let alone = atoms[index].characterClass.standsAlone
        let fromEnd = end > single
        let best = index == range.lowerBound ? 0 : max(end, single)
        atoms[index].back = fromEnd ? 0b1100 : 0
        begin = alone ? none : best + score[0]
        single = best + score[3]
        middle = none
        end = none
        continue
      }
      let middleFromMiddle = middle + middleMiddle
      let middleFromBegin = begin + beginMiddle
      let endFromMiddle = middle + middleEnd
      let endFromBegin = begin + beginEnd
      let beginFromEnd = end + endBegin
      let beginFromSingle = single + singleBegin
      let singleFromEnd = end + endSingle
      let singleFromSingle = single + singleSingle
      atoms[index].back =
        (middleFromMiddle > middleFromBegin ? 1 : 0) | (endFromMiddle > endFromBegin ? 2 : 0)
        | (beginFromEnd > beginFromSingle ? 4 : 0) | (singleFromEnd > singleFromSingle ? 8 : 0)
      begin = max(beginFromEnd, beginFromSingle) + score[0]
      middle = max(middleFromMiddle, middleFromBegin, none) + score[1]
      end = max(endFromMiddle, endFromBegin, none) + score[2]
      single = max(singleFromEnd, singleFromSingle) + score[3]
    }
    var tag = end > single ? WordTag.end : WordTag.single
    var index = range.upperBound - 1
    while index >= range.lowerBound {
      atoms[index].tag = UInt8(tag)
      let back = atoms[index].back
      switch tag {
      case WordTag.begin: tag = back & 4 != 0 ? WordTag.end : WordTag.single
      case WordTag.middle: tag = back & 1 != 0 ? WordTag.middle : WordTag.begin
      case WordTag.end: tag = back & 2 != 0 ? WordTag.middle : WordTag.begin
      default: tag = back & 8 != 0 ? WordTag.end : WordTag.single
      }
      index -= 1
    }
  }
}
