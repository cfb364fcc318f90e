extension EditLog {
  /// A log composed of logs of one stage, with each rule listed once.
  ///
  /// - Precondition: all parts were made with `Rule`.
  public func merged<Rule: EditRule>(_ rules: Rule.Type) -> EditLog {
    var result = EditLog(rules)
    let count = UInt16(result.rules.count)
    forEach { edit, bytes in
      result.append(
        at: edit.source.lowerBound, removing: bytes, inserting: edit.target.count, rule: edit.rule % count,
        confidence: edit.confidence)
    }
    return result
  }
}
