/// The 7-bit encodings, told by their escapes alone.
enum EscapeEncoding {
  /// ISO-2022 by its designations (ISO-IR registry), HZ by its pairs; nil where there is neither, or where one
  /// byte in eight or more is no ASCII.
  static func find(_ bytes: UnsafeBufferPointer<UInt8>) -> TextEncoding? {
    guard let encoding = designated(bytes) ?? (isHZ(bytes) ? .hz : nil),
      bytes.count(where: { $0 >= 0x80 }) * 8 < bytes.count
    else { return nil }
    return encoding
  }

  private static func designated(_ bytes: UnsafeBufferPointer<UInt8>) -> TextEncoding? {
    var start = 0
    while let escape = bytes.firstIndex(of: 0x1B, from: start) {
      if let encoding = designated(bytes, after: escape) { return encoding }
      start = escape + 1
    }
    return nil
  }

  private static func designated(_ bytes: UnsafeBufferPointer<UInt8>, after escape: Int) -> TextEncoding? {
    guard escape + 2 < bytes.count else { return nil }
    let third = escape + 3 < bytes.count ? bytes[escape + 3] : 0
    switch (bytes[escape + 1], bytes[escape + 2], third) {
    case (0x24, 0x29, 0x43): return .iso2022KR
    case (0x24, 0x29, 0x41), (0x24, 0x29, 0x45), (0x24, 0x29, 0x47), (0x24, 0x2A, 0x48),
      (0x24, 0x2B, 0x49...0x4D):
      return .iso2022CN
    case (0x24, 0x40, _), (0x24, 0x42, _), (0x28, 0x4A, _), (0x28, 0x49, _), (0x24, 0x28, 0x44):
      return .iso2022JP
    default: return nil
    }
  }

  /// Whether the shifted stretches hold more pairs of Chinese text than errors. A stretch that the end or a line
  /// end cuts counts as whole.
  private static func isHZ(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let costs = EncodingModel.shared.pairs[EncodingModel.Pairs.gb18030.rawValue]
    var good = 0
    var bad = 0
    var start = 0
    while let tilde = bytes.firstIndex(of: 0x7E, from: start) {
      start = tilde + 1
      guard start < bytes.count, bytes[start] == 0x7B else { continue }
      start += 1
      var characters = 0
      var surprise = 0
      while start + 1 < bytes.count, (0x21...0x77).contains(bytes[start]),
        (0x21...0x7E).contains(bytes[start + 1])
      {
        characters += 1
        surprise += Int(costs[Int(bytes[start]) * EncodingModel.trails + Int(bytes[start + 1] | 0x80) - 0x40])
        start += 2
      }
      let closes =
        start >= bytes.count - 1 || bytes[start] == 0x0A || (bytes[start] == 0x7E && bytes[start + 1] == 0x7D)
      if !closes { bad += 1 }
      // Chinese text costs 10 bits a character, random pairs 14.
      if surprise < characters * 135 { good += characters } else { bad += max(1, characters) }
    }
    return good > bad
  }
}
