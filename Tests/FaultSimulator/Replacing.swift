extension [UInt8] {
  /// Non-overlapping occurrences of `key`, from the left, replaced.
  func replacing(_ key: [UInt8], with replacement: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(count)
    var index = 0
    while index < count {
      if index + key.count <= count, self[index..<index + key.count].elementsEqual(key) {
        result += replacement
        index += key.count
      } else {
        result.append(self[index])
        index += 1
      }
    }
    return result
  }
}
