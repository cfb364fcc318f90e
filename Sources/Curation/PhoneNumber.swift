/// Mainland telephone numbers: mobile (`13800138000`, also with `+86`, and in groups of 3, 4 and 4), landline with its
/// area code (`010-12345678`, `(0755)1234567`), and service numbers (`400-123-4567`).
enum PhoneNumber {
  /// A number that begins at `start`, which no digit continues.
  static func match(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Range<Int>? {
    guard let end = end(bytes, start), end == bytes.count || !isWordByte(bytes[end]) else { return nil }
    return start..<end
  }

  private static func end(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    switch bytes[start] {
    case UInt8(ascii: "0"):
      if let national = prefix("0086", bytes, start) { return mobileEnd(bytes, national) }
      return landlineEnd(bytes, start)
    case UInt8(ascii: "("):
      guard let code = areaCodeEnd(bytes, start + 1), code < bytes.count, bytes[code] == UInt8(ascii: ")")
      else { return nil }
      return subscriberEnd(bytes, separatorEnd(bytes, code + 1))
    case UInt8(ascii: "1"): return mobileEnd(bytes, start)
    case UInt8(ascii: "4"), UInt8(ascii: "8"):
      if let national = prefix("86", bytes, start), let end = mobileEnd(bytes, national) { return end }
      return serviceEnd(bytes, start)
    default: return nil
    }
  }

  private static func mobileEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    guard start + 2 < bytes.count, bytes[start] == UInt8(ascii: "1"),
      UInt8(ascii: "3")...UInt8(ascii: "9") ~= bytes[start + 1]
    else { return nil }
    return groupsEnd([3, 4, 4], bytes, start)
  }

  private static func serviceEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    guard prefix("400", bytes, start) != nil || prefix("800", bytes, start) != nil else { return nil }
    return groupsEnd([3, 3, 4], bytes, start) ?? groupsEnd([3, 4, 3], bytes, start)
  }

  /// An area code begins with 0 and has three or four digits; without a mark behind it, it could be anything.
  private static func landlineEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    guard let code = areaCodeEnd(bytes, start), code < bytes.count, bytes[code] == UInt8(ascii: "-") else {
      return nil
    }
    return subscriberEnd(bytes, code + 1)
  }

  private static func areaCodeEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    let end = digitsEnd(bytes, start)
    guard 3...4 ~= end - start, bytes[start] == UInt8(ascii: "0"), bytes[start + 1] != UInt8(ascii: "0")
    else { return nil }
    return end
  }

  private static func subscriberEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    let end = digitsEnd(bytes, start)
    return 7...8 ~= end - start && bytes[start] > UInt8(ascii: "1") ? end : nil
  }

  /// Digits in groups that are all joined, or all separated by `-` or a space.
  private static func groupsEnd(
    _ groups: [Int], _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int
  ) -> Int? {
    let run = digitsEnd(bytes, start) - start
    if run == groups.reduce(0, +) { return start + run }
    var place = start
    for (index, size) in groups.enumerated() {
      if index > 0 {
        let next = separatorEnd(bytes, place)
        guard next > place else { return nil }
        place = next
      }
      guard digitsEnd(bytes, place) - place == size else { return nil }
      place += size
    }
    return place
  }

  private static func digitsEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    var end = start
    while end < bytes.count, isDigit(bytes[end]) { end += 1 }
    return end
  }

  private static func separatorEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    guard start < bytes.count, bytes[start] == UInt8(ascii: "-") || bytes[start] == 0x20 else { return start }
    return start + 1
  }

  /// Behind a country code and its separator; nil when it does not stand there.
  private static func prefix(
    _ code: StaticString, _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int
  ) -> Int? {
    let end = start + code.utf8CodeUnitCount
    guard end < bytes.count,
      bytes[start..<end].elementsEqual(
        UnsafeBufferPointer(start: code.utf8Start, count: code.utf8CodeUnitCount))
    else { return nil }
    return separatorEnd(bytes, end)
  }
}
