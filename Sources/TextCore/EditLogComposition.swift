extension EditLog {
  /// One log for two stages: `self` made the text that `later` changed again.
  ///
  /// Edits of the two that overlap, or touch where one of them is empty, become one; it carries the rule and the
  /// confidence of the least confident among them. Logs of one stage share their rules. O(edits + removed bytes).
  public func composed(with later: EditLog) -> EditLog {
    var composer = Composer(first: self, second: later)
    return composer.run()
  }
}

/// Sweeps over the text between two stages, which is the output of `first` and the input of `second`.
private struct Composer {
  let first: EditLog
  let second: EditLog
  var result: EditLog
  /// What to add to a rule of `second` to find it in the result.
  let secondRules: UInt16
  /// Next edit and next removed byte of each log.
  var i = 0
  var j = 0
  var firstTaken = 0
  var secondTaken = 0

  init(first: EditLog, second: EditLog) {
    self.first = first
    self.second = second
    let isOneStage = first.rules == second.rules
    result = EditLog(rules: isOneStage ? first.rules : first.rules + second.rules)
    secondRules = isOneStage ? 0 : UInt16(first.rules.count)
  }

  mutating func run() -> EditLog {
    var firstShift = 0
    while i < first.edits.count || j < second.edits.count {
      let start = i
      let secondStart = j
      let hull = nextCluster()
      let earlier = first.edits[start..<i]
      let later = second.edits[secondStart..<j]
      var removed: [UInt8] = []
      var cursor = hull.lowerBound
      // Bytes of the middle text that `first` left alone stand in the removed bytes of `second`.
      var middle = MiddleBytes(edits: later, removed: second.removed, taken: secondTaken)
      for edit in earlier {
        middle.append(cursor..<edit.target.lowerBound, to: &removed)
        let end = firstTaken + edit.source.count
        removed.append(contentsOf: first.removed[firstTaken..<end])
        firstTaken = end
        cursor = edit.target.upperBound
      }
      middle.append(cursor..<hull.upperBound, to: &removed)
      secondTaken += later.reduce(0) { $0 + $1.source.count }

      let shiftWithin = later.reduce(0) { $0 + $1.target.count - $1.source.count }
      let origin = hull.lowerBound - firstShift
      let worst = leastConfident(earlier, later)
      result.append(
        at: origin, removing: removed, inserting: hull.count + shiftWithin, rule: worst.rule,
        confidence: worst.confidence)
      firstShift += earlier.reduce(0) { $0 + $1.target.count - $1.source.count }
    }
    return result
  }

  /// Takes the next group of edits that hang together and gives its extent in the middle text.
  private mutating func nextCluster() -> Range<Int> {
    var lower = Int.max
    var upper = Int.min
    var endsEmpty = false
    while true {
      let a = i < first.edits.count ? first.edits[i].target : nil
      let b = j < second.edits.count ? second.edits[j].source : nil
      let takesFirst =
        switch (a, b) {
        case (nil, nil): false
        case (_, nil): true
        case (nil, _): false
        case (let a?, let b?): (a.lowerBound, a.upperBound) <= (b.lowerBound, b.upperBound)
        }
      guard let next = takesFirst ? a : b else { break }
      let joins =
        lower == Int.max || next.lowerBound < upper
        || (next.lowerBound == upper && (next.isEmpty || endsEmpty))
      guard joins else { break }
      lower = min(lower, next.lowerBound)
      if next.upperBound >= upper { endsEmpty = next.isEmpty }
      upper = max(upper, next.upperBound)
      if takesFirst { i += 1 } else { j += 1 }
    }
    return lower..<upper
  }

  private func leastConfident(
    _ earlier: ArraySlice<Edit>, _ later: ArraySlice<Edit>
  ) -> (rule: UInt16, confidence: Float) {
    let a = earlier.min { $0.confidence < $1.confidence }
    let b = later.min { $0.confidence < $1.confidence }
    if let a, a.confidence < b?.confidence ?? .infinity { return (a.rule, a.confidence) }
    let edit = b!  // a cluster is never empty: without `a` there is `b`
    return (edit.rule + secondRules, edit.confidence)
  }
}

/// Reads ranges of the middle text, in order, out of the bytes that the second log removed.
private struct MiddleBytes {
  let edits: ArraySlice<Edit>
  let removed: [UInt8]
  var taken: Int
  var index: Int

  init(edits: ArraySlice<Edit>, removed: [UInt8], taken: Int) {
    self.edits = edits
    self.removed = removed
    self.taken = taken
    index = edits.startIndex
  }

  mutating func append(_ range: Range<Int>, to bytes: inout [UInt8]) {
    var lower = range.lowerBound
    while lower < range.upperBound {
      let source = edits[index].source
      if source.upperBound <= lower {
        taken += source.count
        index += 1
        continue
      }
      let upper = min(range.upperBound, source.upperBound)
      let offset = taken + lower - source.lowerBound
      bytes.append(contentsOf: removed[offset..<offset + upper - lower])
      lower = upper
    }
  }
}
