import DataTables
import Testing
import ToolSupport

/// The committed tables are what the committed sources give.
@Suite struct DataTablesTests {
  /// The package's root, two folders above this file's.
  static let root = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }

  @Test(arguments: DataTables.tables.map(\.name))
  func committedTableIsCurrent(name: String) throws {
    let table = try #require(DataTables.tables.first { $0.name == name })
    let compiled = try table.compile("\(Self.root)/Data/sources")
    let committed = try Files.read("\(Self.root)/Data/tables/\(name)")
    #expect(compiled == committed, "run `make data` and commit Data/tables/\(name)")
  }
}
