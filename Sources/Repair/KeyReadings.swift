/// The reading, in UTF-8, that a program writes behind each of its keys, by the key's code.
struct KeyReadings {
  private(set) var byCode: [UInt16: [UInt8]] = [:]
  /// A bit for each code: most codes of a text are none of its keys.
  private var isKey = [UInt64](repeating: 0, count: 1024)

  @inline(__always)
  func contains(_ code: UInt16) -> Bool { isKey[Int(code >> 6)] >> UInt64(code & 63) & 1 == 1 }

  subscript(code: UInt16) -> [UInt8] { contains(code) ? byCode[code] ?? [] : [] }

  /// Notes a key; the last one of several readings holds.
  mutating func add(_ code: UInt16, _ reading: UnsafeBufferPointer<UInt8>) {
    if contains(code), self[code].elementsEqual(reading) { return }
    isKey[Int(code >> 6)] |= 1 << UInt64(code & 63)
    byCode[code] = Array(reading)
  }
}
