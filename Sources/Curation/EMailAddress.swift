/// E-mail addresses as people write them: a local part, `@`, and a domain of at least two labels.
enum EMailAddress {
  /// RFC 5321's limit of the local part.
  private static let longestLocalPart = 64

  /// An address that begins at `start`, a letter or digit.
  static func match(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Range<Int>? {
    var end = start
    while end < bytes.count, end - start <= longestLocalPart, isLocal(bytes[end]) { end += 1 }
    guard end > start, end < bytes.count, bytes[end] == UInt8(ascii: "@"), end - start <= longestLocalPart
    else { return nil }
    var labelStart = end + 1
    var labels = 0
    var domainEnd: Int?
    while true {
      var labelEnd = labelStart
      while labelEnd < bytes.count, isWordByte(bytes[labelEnd]) || bytes[labelEnd] == UInt8(ascii: "-") {
        labelEnd += 1
      }
      guard labelEnd > labelStart else { break }
      labels += 1
      // The last label is a top-level domain.
      if labels > 1, labelEnd - labelStart > 1, bytes[labelStart..<labelEnd].allSatisfy(isASCIILetter) {
        domainEnd = labelEnd
      }
      guard labelEnd < bytes.count, bytes[labelEnd] == UInt8(ascii: ".") else { break }
      labelStart = labelEnd + 1
    }
    return domainEnd.map { start..<$0 }
  }

  private static func isLocal(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "%"), UInt8(ascii: "+"), UInt8(ascii: "-"): true
    default: isWordByte(byte)
    }
  }
}
