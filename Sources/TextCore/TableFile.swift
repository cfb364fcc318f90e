/// A compiled table: bytes that live as long as the process (embedded by CTables) or as long as their owner.
///
/// Layout, little-endian: `JKT1`, section count (UInt32), then for each section its offset and length in bytes
/// (UInt64 each), then the sections, each aligned to 64 bytes. `TableBuilder` in Tools writes it.
public struct TableFile: @unchecked Sendable {
  // The bytes are constant: embedded in the binary, or kept alive and untouched by `owner`.
  private let bytes: UnsafeRawBufferPointer
  private let owner: Owner?

  private final class Owner: Sendable {
    nonisolated(unsafe) let storage: UnsafeMutableRawBufferPointer
    init(_ storage: UnsafeMutableRawBufferPointer) { self.storage = storage }
    deinit { storage.deallocate() }
  }

  /// A table embedded by CTables.
  public init(embedded start: UnsafeRawPointer, count: Int) {
    bytes = UnsafeRawBufferPointer(start: start, count: count)
    owner = nil
    precondition(Self.isWellFormed(bytes), "an embedded table is damaged: rebuild it with `make data`")
  }

  /// A table from a file the user named; nil when the bytes are not one.
  public init?(contents: [UInt8]) {
    let storage = UnsafeMutableRawBufferPointer.allocate(byteCount: contents.count, alignment: 64)
    storage.copyBytes(from: contents)
    let view = UnsafeRawBufferPointer(storage)
    guard Self.isWellFormed(view) else {
      storage.deallocate()
      return nil
    }
    bytes = view
    owner = Owner(storage)
  }

  public var sectionCount: Int { Int(bytes.load(fromByteOffset: 4, as: UInt32.self)) }

  /// The bytes of a section; valid as long as the table itself.
  public func section(_ index: Int) -> UnsafeRawBufferPointer {
    precondition(index < sectionCount)
    let offset = Int(bytes.load(fromByteOffset: 8 + 16 * index, as: UInt64.self))
    let count = Int(bytes.load(fromByteOffset: 16 + 16 * index, as: UInt64.self))
    return UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + count])
  }

  /// A section as an array of fixed-width integers or trivially loadable records.
  public func section<Record: BitwiseCopyable>(_ index: Int, as type: Record.Type) -> UnsafeBufferPointer<
    Record
  > {
    section(index).assumingMemoryBound(to: type)
  }

  private static func isWellFormed(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count >= 8, bytes.prefix(4).elementsEqual("JKT1".utf8) else { return false }
    let sections = Int(bytes.load(fromByteOffset: 4, as: UInt32.self))
    guard bytes.count >= 8 + 16 * sections else { return false }
    return (0..<sections).allSatisfy { index in
      let offset = bytes.load(fromByteOffset: 8 + 16 * index, as: UInt64.self)
      let count = bytes.load(fromByteOffset: 16 + 16 * index, as: UInt64.self)
      return offset % 64 == 0 && offset <= UInt64(bytes.count) && count <= UInt64(bytes.count) - offset
    }
  }
}
