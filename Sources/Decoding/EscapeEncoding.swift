/// The 7-bit encodings, told by their escapes alone.
enum EscapeEncoding {
  /// ISO-2022 by its designations (ISO-IR registry), HZ by its pairs; nil where there is neither.
  static func find(_ bytes: UnsafeBufferPointer<UInt8>) -> TextEncoding? {
    var hasTilde = false
    for offset in bytes.indices {
      switch bytes[offset] {
      case 0x1B:
        if let encoding = designated(bytes, after: offset) { return encoding }
      case 0x7E: hasTilde = true
      default: break
      }
    }
    return hasTilde && isHZ(bytes) ? .hz : nil
  }

  private static func designated(_ bytes: UnsafeBufferPointer<UInt8>, after escape: Int) -> TextEncoding? {
    guard escape + 2 < bytes.count else { return nil }
    let third = escape + 3 < bytes.count ? bytes[escape + 3] : 0
    switch (bytes[escape + 1], bytes[escape + 2], third) {
    case (0x24, 0x29, 0x43): return .iso2022KR
    case (0x24, 0x29, 0x41), (0x24, 0x29, 0x45), (0x24, 0x29, 0x47), (0x24, 0x2A, 0x48), (0x24, 0x2B, 0x49...0x4D):
      return .iso2022CN
    case (0x24, 0x40, _), (0x24, 0x42, _), (0x28, 0x4A, _), (0x28, 0x49, _), (0x24, 0x28, 0x44): return .iso2022JP
    default: return nil
    }
  }

  /// Whether more shifted stretches hold pairs of GB 2312, and nothing else, than do not. A stretch that the end
  /// or a line end cuts counts as whole.
  private static func isHZ(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let costs = EncodingModel.shared.pairs[EncodingModel.Pairs.gb18030.rawValue]
    var good = 0
    var bad = 0
    var offset = 0
    while offset + 3 < bytes.count {
      guard bytes[offset] == 0x7E, bytes[offset + 1] == 0x7B else {
        offset += 1
        continue
      }
      offset += 2
      var characters = 0
      var surprise = 0
      while offset + 1 < bytes.count, (0x21...0x77).contains(bytes[offset]), (0x21...0x7E).contains(bytes[offset + 1]) {
        characters += 1
        surprise += Int(
          costs[Int(bytes[offset]) * EncodingModel.trails + Int(bytes[offset + 1] | 0x80) - 0x40])
        offset += 2
      }
      let closes = offset >= bytes.count - 1 || bytes[offset] == 0x0A || (bytes[offset] == 0x7E && bytes[offset + 1] == 0x7D)
      // Chinese text costs 10 bits a character, random pairs 14.
      if closes, characters > 0, surprise < characters * 135 { good += characters } else { bad += max(1, characters) }
    }
    return good > bad
  }
}
