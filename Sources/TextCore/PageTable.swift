/// A map from scalars to fixed-width values: a scalar's page, then its place on the page. Pages that hold the
/// default value only are stored once. Two loads a look-up, no allocation.
///
/// `TableBuilder.add(pages:)` in Tools writes the two sections.
public struct PageTable<Value: BitwiseCopyable & Sendable>: @unchecked Sendable {
  // Views of a table's bytes, which are constant and kept alive by `file`.
  @usableFromInline package let pages: UnsafeBufferPointer<UInt16>
  @usableFromInline package let values: UnsafeBufferPointer<Value>
  private let file: TableFile

  /// Scalars a page, as a shift.
  public static var pageBits: UInt32 { 7 }

  /// The table in the sections `section` (pages) and `section + 1` (values) of a file.
  public init(_ file: TableFile, section: Int) {
    self.file = file
    pages = file.section(section, as: UInt16.self)
    values = file.section(section + 1, as: Value.self)
  }

  /// The value of a scalar; scalars behind the last page have that of page 0, place 0.
  @inlinable @inline(__always)
  public subscript(scalar: UInt32) -> Value {
    let page = Int(truncatingIfNeeded: scalar >> Self.pageBits)
    guard page < pages.count else { return values[0] }
    return values[Int(pages[page]) << Int(Self.pageBits) | Int(scalar & (1 << Self.pageBits - 1))]
  }
}
