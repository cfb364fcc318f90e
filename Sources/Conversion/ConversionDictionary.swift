import TextCore

/// A user's dictionary: lines of `source TAB target [SPACE alternative...]`, of which the first target is taken;
/// empty lines and lines that begin with `#` say nothing. The order of the lines does not matter: the longest entry
/// that fits is taken.
public struct ConversionDictionary: Sendable {
  struct Entry: Sendable {
    var source: [UInt8]
    var target: [UInt8]
  }
  /// The entries of each first byte pair, the longest first.
  private var entries: [UInt16: [Entry]] = [:]

  /// - Parameters:
  ///   - contents: UTF-8, lines ended by LF or CR LF, with or without a byte order mark.
  ///   - name: what errors call the dictionary, as its file's path.
  /// - Throws: `ConversionDictionaryError` with the line's number, for a line without a tab, an empty source or
  ///   target, a field that is no UTF-8, or a source that another line gives another target.
  public init(contents: [UInt8], name: String) throws(ConversionDictionaryError) {
    var lineOfSource: [[UInt8]: (line: Int, target: [UInt8])] = [:]
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let body = contents.dropFirst(contents.starts(with: mark) ? mark.count : 0)
    for (index, line) in body.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
      func fail(_ reason: String) -> ConversionDictionaryError {
        ConversionDictionaryError(name: name, line: index + 1, reason: reason)
      }
      let line = line.last == 0x0D ? line.dropLast() : line
      if line.isEmpty || line.first == UInt8(ascii: "#") { continue }
      guard String(validating: line, as: UTF8.self) != nil else { throw fail("is not UTF-8") }
      guard let tab = line.firstIndex(of: 0x09) else { throw fail("has no tab between source and target") }
      let source = Array(line[..<tab])
      let target = Array(line[(tab + 1)...].prefix { $0 != 0x20 })
      if source.isEmpty { throw fail("has no source before its tab") }
      if target.isEmpty { throw fail("has no target behind its tab") }
      if target.contains(0x09) { throw fail("has a second tab") }
      if let other = lineOfSource[source] {
        guard other.target == target else {
          throw fail("has the source of line \(other.line) and another target")
        }
        continue
      }
      lineOfSource[source] = (index + 1, target)
      entries[Self.key(source[0], source.count > 1 ? source[1] : nil), default: []]
        .append(Entry(source: source, target: target))
    }
    for key in entries.keys { entries[key]?.sort { $0.source.count > $1.source.count } }
  }

  /// The longest entry at an offset that ends before `limit`.
  func match(_ text: UnsafeBufferPointer<UInt8>, at offset: Int, limit: Int) -> Entry? {
    longest(entries[Self.key(text[offset], offset + 1 < limit ? text[offset + 1] : nil)], text, offset, limit)
      ?? (text[offset] < 0x80 ? longest(entries[Self.key(text[offset], nil)], text, offset, limit) : nil)
  }

  private func longest(_ entries: [Entry]?, _ text: UnsafeBufferPointer<UInt8>, _ offset: Int, _ limit: Int)
    -> Entry?
  {
    entries?.first { entry in
      offset + entry.source.count <= limit
        && entry.source.elementsEqual(
          UnsafeBufferPointer(rebasing: text[offset..<offset + entry.source.count]))
    }
  }

  private static func key(_ first: UInt8, _ second: UInt8?) -> UInt16 {
    UInt16(first) << 8 | UInt16(second ?? 0)
  }
}

/// What is wrong with a line of a user's dictionary.
public struct ConversionDictionaryError: Error, Hashable, CustomStringConvertible {
  public var name: String
  /// From 1.
  public var line: Int
  public var reason: String
  public var description: String { "\(name):\(line): \(reason)" }
}
