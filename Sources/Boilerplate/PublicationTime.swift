import TextCore

/// A date, and perhaps a time of day, as pages print it.
package struct PublicationTime: Sendable, Hashable {
  package struct Clock: Sendable, Hashable {
    package var hour: Int
    package var minute: Int
    package var second: Int
  }

  package var year: Int
  package var month: Int
  package var day: Int
  package var clock: Clock?
  /// Minutes east of UTC, where the page says so.
  package var offset: Int?

  /// ISO 8601 at the page's own offset, or at `zone`, in minutes east of UTC, where the page gives none or gives UTC,
  /// as scripts do; the date alone where it gives no time. A time without seconds gets `:00`, since RFC 3339 wants
  /// them.
  package func iso(zone: Int = SiteZone.china) -> String {
    guard let clock else { return date }
    let shown = offset.flatMap { $0 == 0 ? nil : $0 } ?? zone
    let minutes = clock.hour * 60 + clock.minute + (offset.map { shown - $0 } ?? 0)
    var local = self
    if minutes < 0 { local.move(days: -1) }
    if minutes >= 1440 { local.move(days: 1) }
    let wrapped = (minutes + 1440) % 1440
    let clockText = "\(Self.two(wrapped / 60)):\(Self.two(wrapped % 60)):\(Self.two(clock.second))"
    let sign = shown < 0 ? "-" : "+"
    return "\(local.date)T\(clockText)\(sign)\(Self.two(abs(shown) / 60)):\(Self.two(abs(shown) % 60))"
  }

  private var date: String { "\(year)-\(Self.two(month))-\(Self.two(day))" }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  mutating func move(days: Int) {
    for _ in 0..<min(abs(days), 4_000) { moveDay(by: days < 0 ? -1 : 1) }
  }

  private mutating func moveDay(by step: Int) {
    day += step
    if day < 1 {
      month -= 1
      if month < 1 { (month, year) = (12, year - 1) }
      day = Self.days(in: month, of: year)
    } else if day > Self.days(in: month, of: year) {
      (day, month) = (1, month + 1)
      if month > 12 { (month, year) = (1, year + 1) }
    }
  }

  static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 31
    }
  }

  /// The first date in a text and the bytes it takes, with its time of day; nil when there is none or it is not
  /// of the calendar.
  ///
  /// Understands `2020-03-11`, `2020/3/11`, `2020.03.11`, `2020年3月11日`, `民國109年3月11日`, each with `19:02`,
  /// `19:02:21`, `19时02分`, a `T` or a weekday between, and ISO 8601 with its offset. Years from 1980 to 2099: pages
  /// are no older, and what lies outside is a number of another kind.
  package static func find(
    in text: UnsafeBufferPointer<UInt8>, from start: Int = 0
  ) -> (time: PublicationTime, range: Range<Int>)? {
    var reader = Reader(text: text, offset: start)
    while reader.offset < text.count {
      let byte = text[reader.offset]
      guard byte &- 0x30 < 10 else {
        if byte == 0xE6, let found = reader.republic() { return found }
        reader.offset += 1
        continue
      }
      let begin = reader.offset
      if let found = reader.date() { return (found, begin..<reader.offset) }
      reader.offset = begin
      while reader.offset < text.count, text[reader.offset] &- 0x30 < 10 { reader.offset += 1 }
    }
    return nil
  }
}

/// Reads a date from the place where its digits begin.
private struct Reader {
  let text: UnsafeBufferPointer<UInt8>
  var offset: Int

  /// 民國109年…: years of the Republic of China count from 1912.
  mutating func republic() -> (time: PublicationTime, range: Range<Int>)? {
    let begin = offset
    guard take("民國") || take("民国") else { return nil }
    spaces()
    if let year = number(digits: 2...3), let time = rest(year: year + 1911) { return (time, begin..<offset) }
    offset = begin
    return nil
  }

  mutating func date() -> PublicationTime? {
    guard let year = number(digits: 4...4) else { return nil }
    return rest(year: year)
  }

  private mutating func rest(year: Int) -> PublicationTime? {
    guard (1980...2099).contains(year) else { return nil }
    spaces()
    let written = take("年")
    let mark: UInt8? = written ? nil : byte("-/.")
    guard written || mark != nil else { return nil }
    spaces()
    guard let month = number(digits: 1...2), (1...12).contains(month) else { return nil }
    spaces()
    guard written ? take("月") : mark.map({ take($0) }) ?? false else { return nil }
    spaces()
    guard let day = number(digits: 1...2), (1...PublicationTime.days(in: month, of: year)).contains(day)
    else {
      return nil
    }
    if written { _ = take("日") || take("號") || take("号") }
    var time = PublicationTime(year: year, month: month, day: day)
    let behind = offset
    timeOfDay(&time)
    if time.clock == nil { offset = behind }
    return time
  }

  private mutating func timeOfDay(_ time: inout PublicationTime) {
    spaces()
    _ = take(UInt8(ascii: "T"))
    weekday()
    spaces()
    let afternoon = take("下午") || take("晚上")
    if !afternoon { _ = take("上午") }
    guard var hour = number(digits: 1...2), hour < 24,
      colon() || take("时") || take("時") || take("點") || take("点"),
      let minute = number(digits: 2...2), minute < 60
    else { return }
    if afternoon, hour < 12 { hour += 12 }
    _ = take("分")
    var second = 0
    let behind = offset
    if colon(), let seconds = number(digits: 2...2), seconds < 60 {
      second = seconds
    } else {
      offset = behind
    }
    time.clock = .init(hour: hour, minute: minute, second: second)
    if take(UInt8(ascii: ".")) { _ = number(digits: 1...9) }
    zone(&time)
  }

  private mutating func zone(_ time: inout PublicationTime) {
    if take(UInt8(ascii: "Z")) {
      time.offset = 0
      return
    }
    let behind = offset
    guard let sign = byte("+-"), let hours = number(digits: 2...2), hours < 15 else {
      offset = behind
      return
    }
    _ = colon()
    guard let minutes = number(digits: 2...2), minutes < 60 else {
      offset = behind
      return
    }
    time.offset = (sign == UInt8(ascii: "-") ? -1 : 1) * (hours * 60 + minutes)
  }

  private mutating func weekday() {
    spaces()
    let behind = offset
    let open = take("(") || take("（")
    guard take("星期") || take("周") || take("週") else {
      offset = behind
      return
    }
    guard ["一", "二", "三", "四", "五", "六", "日", "天"].contains(where: { take($0) }) else {
      offset = behind
      return
    }
    if open { _ = take(")") || take("）") }
  }

  /// A number of so many digits, not followed by another digit.
  private mutating func number(digits: ClosedRange<Int>) -> Int? {
    var value = 0
    var count = 0
    while offset + count < text.count, text[offset + count] &- 0x30 < 10, count <= digits.upperBound {
      value = value * 10 + Int(text[offset + count] &- 0x30)
      count += 1
    }
    guard digits.contains(count) else { return nil }
    offset += count
    return value
  }

  private mutating func spaces() {
    while offset < text.count {
      let (scalar, width) = UTF8Cursor.scalar(text, at: offset)
      guard ScalarKind.isSpace(scalar) else { return }
      offset += width
    }
  }

  private mutating func colon() -> Bool { take(UInt8(ascii: ":")) || take("：") }

  private mutating func byte(_ choices: StaticString) -> UInt8? {
    guard offset < text.count else { return nil }
    let found = text[offset]
    guard choices.bytes.contains(found) else { return nil }
    offset += 1
    return found
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard offset < text.count, text[offset] == byte else { return false }
    offset += 1
    return true
  }

  private mutating func take(_ word: StaticString) -> Bool {
    guard text.has(word, at: offset) else { return false }
    offset += word.utf8CodeUnitCount
    return true
  }
}
