import TextCore

extension TableBuilder {
  /// Appends the two sections of a `PageTable`. U+0000 must have the default value, since the reader answers with
  /// its value for scalars behind the last page.
  public mutating func add<Value: BitwiseCopyable & Sendable & Hashable>(
    pages map: [UInt32: Value], default empty: Value
  ) {
    let size = 1 << PageTable<Value>.pageBits
    let last = map.keys.max() ?? 0
    var index: [[Value]: UInt16] = [:]
    var pages: [UInt16] = []
    var values: [Value] = []
    for start in stride(from: 0, through: last, by: size) {
      let page = (start..<start + UInt32(size)).map { map[$0] ?? empty }
      if index[page] == nil {
        index[page] = UInt16(index.count)
        values += page
      }
      pages.append(index[page] ?? 0)
    }
    add(pages)
    add(values)
  }
}
