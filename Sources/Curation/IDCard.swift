/// Citizen identity numbers as GB 11643-1999 has them: six digits of the place, eight of the birthday, three of order,
/// and a check character (ISO 7064, MOD 11-2).
enum IDCard {
  private static let length = 18
  private static let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  private static let checks = Array("10X98765432".utf8)
  private static let daysOfMonths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

  /// A number that begins at `start`, which no letter or digit continues.
  static func match(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Range<Int>? {
    let end = start + length
    guard end <= bytes.count, end == bytes.count || !isWordByte(bytes[end]),
      bytes[start..<end - 1].allSatisfy(isDigit)
    else { return nil }
    // Provinces are numbered from 11 to 82, and 83 for Taiwan.
    guard 11...83 ~= decimal(bytes[start..<start + 2]), isBirthday(bytes[start + 6..<start + 14]) else {
      return nil
    }
    let sum = (0..<17).reduce(0) { $0 + weights[$1] * Int(bytes[start + $1] & 0xF) }
    let check = bytes[end - 1] == UInt8(ascii: "x") ? UInt8(ascii: "X") : bytes[end - 1]
    return check == checks[sum % 11] ? start..<end : nil
  }

  private static func isBirthday(_ digits: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    let month = decimal(digits.dropFirst(4).prefix(2))
    guard 1900..<2100 ~= decimal(digits.prefix(4)), 1...12 ~= month else { return false }
    return 1...daysOfMonths[month - 1] ~= decimal(digits.suffix(2))
  }
}
