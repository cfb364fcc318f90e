extension EditLog {
  /// Appends many small changes at once: at each of `starts`, in ascending order and behind all earlier edits,
  /// three bytes of `text` became three others. What a table of Chinese characters finds by the million; about four
  /// times as fast as `replace` for each.
  public mutating func replaceTriples<Rule: EditRule>(
    at starts: UnsafeBufferPointer<UInt32>, of text: UnsafeBufferPointer<UInt8>, rule: Rule,
    confidence: Float = 1
  ) {
    guard !starts.isEmpty else { return }
    let shift = shift
    let number = UInt16(rule.rawValue)
    withUnsafeTemporaryAllocation(of: Edit.self, capacity: starts.count) { edits in
      for (index, start) in starts.enumerated() {
        let source = Int(start)
        edits.initializeElement(
          at: index,
          to: Edit(
            source: source..<source + 3, target: source + shift..<source + shift + 3,
            rule: number, confidence: confidence))
      }
      storage.append(contentsOf: UnsafeBufferPointer(edits))
    }
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 3 * starts.count) { bytes in
      for (index, start) in starts.enumerated() {
        for place in 0..<3 { bytes[3 * index + place] = text[Int(start) + place] }
      }
      removed.append(contentsOf: UnsafeBufferPointer(bytes))
    }
  }
}
