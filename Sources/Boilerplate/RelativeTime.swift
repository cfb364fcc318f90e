import TextCore

/// A moment that relative dates count back from, in the page's own zone.
public struct Timestamp: Sendable, Hashable, CustomStringConvertible {
  let time: PublicationTime
  /// The text that it was read from.
  public let description: String

  /// `2020-03-11T19:02:21+08:00` and what is like it; a date alone is its midnight. Nil for anything else.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard let found = bytes.withUnsafeBufferPointer({ PublicationTime.find(in: $0) }),
      found.range.lowerBound == 0, found.range.upperBound == bytes.count
    else { return nil }
    time = found.time
    description = text
  }
}

/// `3小时前`, `5分鐘前`, `2天前`, `昨天 08:30`, `刚刚`: dates that count back from the time the page was fetched.
enum RelativeTime {
  private enum Amount {
    case minutes(Int)
    /// Days back, and the time of day that stands behind.
    case days(Int, PublicationTime.Clock?)
  }

  /// Whether a block's text, labels apart, is a relative date and nothing else.
  static func isDate(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    guard let (_, end) = read(text, range) else { return false }
    return text.trimmed(end..<range.upperBound).isEmpty
  }

  /// The moment that a text gives, if it begins with one.
  static func find(
    in text: UnsafeBufferPointer<UInt8>, range: Range<Int>, now: Timestamp
  ) -> PublicationTime? {
    guard let (amount, _) = read(text, range) else { return nil }
    var time = now.time
    let clock = time.clock ?? .init(hour: 0, minute: 0, second: 0)
    switch amount {
    case .minutes(let back):
      let minutes = clock.hour * 60 + clock.minute - back
      time.move(days: Int((Double(minutes) / 1440).rounded(.down)))
      let wrapped = ((minutes % 1440) + 1440) % 1440
      time.clock = .init(hour: wrapped / 60, minute: wrapped % 60, second: clock.second)
    case .days(let back, let clock):
      time.move(days: -back)
      time.clock = clock
    }
    return time
  }

  private static func read(
    _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>
  ) -> (amount: Amount, end: Int)? {
    let range = text.trimmed(range)
    guard !range.isEmpty, range.count <= 60 else { return nil }
    let days: [(StaticString, Int)] = [("今天", 0), ("今日", 0), ("昨天", 1), ("昨日", 1), ("前天", 2)]
    if let (word, back) = days.first(where: { text.has($0.0, at: range.lowerBound) }) {
      let behind = text.trimmed(range.lowerBound + word.utf8CodeUnitCount..<range.upperBound)
      if behind.isEmpty { return (.days(back, nil), behind.upperBound) }
      guard let (clock, end) = clock(text, behind) else { return nil }
      return (.days(back, clock), end)
    }
    for word: StaticString in ["刚刚", "剛剛"] where text.has(word, at: range.lowerBound) {
      return (.minutes(0), range.lowerBound + word.utf8CodeUnitCount)
    }
    guard let (number, behind) = number(text, range) else { return nil }
    let units: [(StaticString, Int)] = [
      ("分钟前", 1), ("分鐘前", 1), ("小时前", 60), ("小時前", 60), ("个小时前", 60), ("個小時前", 60), ("天前", -1), ("日前", -1),
    ]
    let start = text.trimmed(behind..<range.upperBound).lowerBound
    guard let (unit, minutes) = units.first(where: { text.has($0.0, at: start) }) else { return nil }
    let end = start + unit.utf8CodeUnitCount
    return minutes > 0 ? (.minutes(number * minutes), end) : (.days(number, nil), end)
  }

  private static func number(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> (Int, end: Int)? {
    var value = 0
    var end = range.lowerBound
    while end < range.upperBound, text[end] &- 0x30 < 10, end - range.lowerBound < 3 {
      value = value * 10 + Int(text[end] &- 0x30)
      end += 1
    }
    return end == range.lowerBound ? nil : (value, end)
  }

  private static func clock(
    _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>
  ) -> (PublicationTime.Clock, end: Int)? {
    guard let (hour, colon) = number(text, range), hour < 24, colon < range.upperBound, text[colon] == 0x3A,
      let (minute, end) = number(text, colon + 1..<range.upperBound), minute < 60
    else { return nil }
    return (.init(hour: hour, minute: minute, second: 0), end)
  }
}
