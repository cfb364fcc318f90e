import DataTables
import ToolSupport

/// Compiles `Data/sources` into `Data/tables`: `DataCompiler SOURCES TABLES [NAME...]`. The tables are listed in
/// Tools/DataTables; `make data` runs this, and a test compares.
@main
struct DataCompiler {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count >= 3 else {
      throw ToolError("usage: DataCompiler SOURCES TABLES [NAME...]")
    }
    let wanted = arguments.dropFirst(3)
    for table in DataTables.tables where wanted.isEmpty || wanted.contains(table.name) {
      let bytes = try table.compile(arguments[1])
      try Files.write(bytes, to: "\(arguments[2])/\(table.name)")
      print("\(table.name): \(bytes.count) bytes")
    }
  }
}
