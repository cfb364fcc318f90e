/// Writes what `TableFile` reads: sections of fixed-width little-endian numbers.
public struct TableBuilder {
  private var sections: [[UInt8]] = []

  public init() {}

  /// Appends a section of integers or of structures without padding.
  public mutating func add<Record: BitwiseCopyable>(_ records: [Record]) {
    sections.append(records.withUnsafeBytes { Array($0) })
  }

  /// The file's bytes; the same sections always give the same bytes.
  public func build() -> [UInt8] {
    var header: [UInt8] = Array("JKT1".utf8)
    header.append(littleEndian: UInt32(sections.count))
    var offset = Self.aligned(8 + 16 * sections.count)
    for section in sections {
      header.append(littleEndian: UInt64(offset))
      header.append(littleEndian: UInt64(section.count))
      offset = Self.aligned(offset + section.count)
    }
    var file = header
    for section in sections {
      file.append(contentsOf: repeatElement(0, count: Self.aligned(file.count) - file.count))
      file.append(contentsOf: section)
    }
    return file
  }

  private static func aligned(_ count: Int) -> Int { (count + 63) & ~63 }
}

extension [UInt8] {
  fileprivate mutating func append(littleEndian value: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
  }
}
